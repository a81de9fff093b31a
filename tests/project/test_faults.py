"""A collection with many faults tells all of them in one run, each with its file, line and what to do."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from compiler import project
from compiler.messages import CollectionError, Message
from tests.project.collections import PICTURE, captured, write

EDITION_FAULTS = """\
[edition]
title = "Letters"
subtitel = "From the Harbour"
date = "2026-02-30"
language = "english"
identifier = "urn:uuid:12"
editors = "A. Writer"
provenance = "../outside.md"

[[chapter]]
source = "harbor-notes"

[[chapter]]
source = "harbour-notes"

[[chapter]]
source = "harbour-notes"

[editon]
"""

SOURCE_FAULTS = """\
# a remark, with [[capture]] in it
subtitle = "without a title"
date = "2014-13"
pages = "16"
brief = "brif.md"

[text]
capture = "captures/other.txt"
way = "picture"

[roles]
"What is held?" = "headline"

[[capture]]
file = "captures/page.txt"
sha256 = "0000000000000000000000000000000000000000000000000000000000000000"

[[capture]]
file = "captures/gone.txt"
sha256 = "0000000000000000000000000000000000000000000000000000000000000000"

[[capture]]
file = "captures/unrecorded.txt"

[[figure]]
id = "quay"
image = "figures/broken.png"
alt = "A quay"

[[figure]]
id = "quay"
image = "figures/quay.svg"

[[figure]]
id = "p12"
caption = "A pier"
decorative = "yes"
"""


def faults_of(folder: Path) -> tuple[Message, ...]:
    with pytest.raises(CollectionError) as caught:
        project.load(folder)
    return caught.value.messages


@pytest.fixture
def faulty(tmp_path: Path) -> Path:
    files: dict[str, str | bytes] = {
        "outside.md": "Nobody's business.\n",
        "c/edition.toml": EDITION_FAULTS,
        "c/harbour-notes/source.toml": SOURCE_FAULTS,
        "c/harbour-notes/brief.md": "What is known.\n",
        "c/harbour-notes/captures/page.txt": "Changed since.\n",
        "c/harbour-notes/captures/unrecorded.txt": "Nobody wrote it down.\n",
        "c/harbour-notes/figures/broken.png": b"\x89PNG\r\n\x1a\nbut no picture",
        "c/harbour-notes/figures/quay.svg": PICTURE,
        "c/Bad Name/source.toml": 'title = "A folder with a name that is no address"\n',
        "c/broken/source.toml": 'title = "no end\n',
    }
    return write(tmp_path, files) / "c"


EXPECTED = [
    ("key-unknown", "edition.toml", 3, "did you mean 'subtitle'?"),
    ("date-bad", "edition.toml", 4, "write it as 2026-11-23"),
    ("language-bad", "edition.toml", 5, "BCP 47"),
    ("identifier-bad", "edition.toml", 6, "urn:uuid"),
    ("key-type", "edition.toml", 7, '["…"'),
    ("path-outside", "edition.toml", 8, "copy the file into the folder"),
    ("source-unknown", "edition.toml", 11, "did you mean 'harbour-notes'?"),
    ("source-twice", "edition.toml", 17, "take one of them out"),
    ("key-unknown", "edition.toml", 19, "did you mean 'edition'?"),
    ("key-missing", "harbour-notes/source.toml", None, 'add title = "…"'),
    ("date-bad", "harbour-notes/source.toml", 3, "a month"),
    ("key-type", "harbour-notes/source.toml", 4, "without quotes"),
    ("file-missing", "harbour-notes/source.toml", 5, "paths start at the folder"),
    ("capture-unknown", "harbour-notes/source.toml", 8, "recorded are: captures/page.txt, captures/gone.txt"),
    ("way-unknown", "harbour-notes/source.toml", 9, "facsimile"),
    ("role-unknown", "harbour-notes/source.toml", 12, "did you mean 'heading'?"),
    ("capture-changed", "harbour-notes/source.toml", 16, "captures are never edited"),
    ("file-missing", "harbour-notes/source.toml", 19, ""),
    ("key-missing", "harbour-notes/source.toml", 22, 'add sha256 = "'),
    ("image-bad", "harbour-notes/source.toml", 27, "JPEG"),
    ("id-twice", "harbour-notes/source.toml", 31, "own id"),
    ("image-no-alt", "harbour-notes/source.toml", 32, "decorative = true"),
    ("id-reserved", "harbour-notes/source.toml", 35, "choose a word"),
    ("key-type", "harbour-notes/source.toml", 37, "without quotes"),
    ("id-bad", "Bad Name/source.toml", None, "'bad-name'"),
    ("toml-syntax", "broken/source.toml", 1, "quotes"),
]


def test_every_fault_is_told_at_once_with_its_line(faulty: Path) -> None:
    messages = faults_of(faulty)
    found = {(m.code, m.origin.file, m.origin.first): m for m in messages if m.origin}
    for code, file, line, hint in EXPECTED:
        assert (code, file, line) in found, f"{code} at {file}:{line}; told: {sorted(map(str, found))}"
        assert hint in found[code, file, line].hint
    assert len(messages) == len(EXPECTED), [str(message) for message in messages]
    assert len(EXPECTED) >= 20


def test_a_fault_quotes_the_line_that_it_is_about(faulty: Path) -> None:
    for message in faults_of(faulty):
        if message.origin and message.origin.first:
            path = faulty / message.origin.file
            assert message.quote == path.read_text().split("\n")[message.origin.first - 1].strip()


def test_no_message_tells_what_lies_outside(faulty: Path) -> None:
    assert "Nobody's business" not in "".join(str(message) for message in faults_of(faulty))


def test_links_out_of_the_collection_are_faults(tmp_path: Path) -> None:
    outside = write(tmp_path / "outside", {"secret.md": "A secret.\n", "source.toml": 'title = "Elsewhere"\n'})
    folder = write(
        tmp_path / "c",
        {
            "edition.toml": '[edition]\ntitle = "T"\ndate = 2026-11-23\n[[chapter]]\nsource = "a"\n',
            "a/source.toml": 'title = "A"\nbrief = "brief.md"\n',
        },
    )
    (folder / "a" / "brief.md").symlink_to(outside / "secret.md")
    (folder / "b").symlink_to(outside)
    assert sorted((m.code, m.origin and m.origin.file) for m in faults_of(folder)) == [
        ("path-outside", "a/source.toml"),
        ("path-outside", "b/source.toml"),
    ]


@pytest.mark.parametrize(
    ("text", "code", "line"),
    [
        ('[edition]\ntitle = "T"\ndate = 2026-11-23\n', "chapters-missing", None),
        ("[edition]\n", "key-missing", 1),
        ("", "key-missing", None),
        ('edition = "T"\n', "key-type", 1),
        ('title = "T"\n', "key-unknown", 1),
        ('[edition]\ntitle = ""\n', "key-empty", 2),
        ('[edition]\ntitle = "bell \\u0007"\n', "text-control", 2),
        ('[edition]\ntitle = """\nlong\n"""\nsubtitle = 3\n', "key-type", 5),
        ("[edition]\ndate = 2026-11-23T10:00:00\n", "date-bad", 2),
        ('[edition]\ndate = "2026-11"\n', "date-bad", 2),
        ('[edition]\nidentifier = "978-0-9545009-1-0"\n', "identifier-bad", 2),
        ('[edition]\nid = "Capital"\n', "id-bad", 2),
        ("[edition]\ntitle =\n", "toml-syntax", 2),
        (f"x = {'[' * 5000}{']' * 5000}\n", "toml-deep", 1),
        (f'[edition]\ntitle = "{"t" * 21000}"\n', "text-too-long", 2),
        ('chapter = ["a"]\n', "key-type", 1),
        ('[chapter]\nsource = "a"\n', "key-type", 1),
        ("[edition]\neditors = [3]\n", "key-type", 2),
        ('[edition]\nidentifier = "lemons"\n', "identifier-bad", 2),
        ('[edition]\nidentifier = "0-9545009-1-X"\n', "identifier-bad", 2),
        ('[edition]\nprovenance = "a\\\\b.md"\n', "path-bad", 2),
        ('[edition]\nprovenance = "."\n', "file-missing", 2),
        ('[[figure]]\nid = "a"\n', "figure-empty", 1),
        ('[[figure]]\nid = "a"\ncaption = "c"\n[[figure]]\nid = "b"\ncaption = " c "\n', "caption-twice", 6),
        ('[[figure]]\nid = "a"\nimage = "a.svg"\nalt = "x"\ndecorative = true\n', "image-alt-decorative", 5),
        ('[[figure]]\nid = "a"\nimage = "/etc/hostname"\nalt = "x"\n', "path-outside", 3),
        ('[[chapter]]\nsource = "a/../b"\n', "source-unknown", 2),
    ],
)
def test_each_fault_of_an_edition_has_its_line(tmp_path: Path, text: str, code: str, line: int | None) -> None:
    folder = write(tmp_path, {"edition.toml": text})
    assert (code, line) in [(m.code, m.origin.first if m.origin else None) for m in faults_of(folder)]


def test_files_that_are_no_text_or_too_large_are_faults(tmp_path: Path) -> None:
    not_utf8 = write(tmp_path / "a", {"edition.toml": b'[edition]\ntitle = "\xff"\n'})
    assert [(m.code, m.origin and m.origin.first) for m in faults_of(not_utf8)] == [("toml-encoding", 2)]
    large = write(tmp_path / "b", {"edition.toml": "#" * (1 << 20) + "##"})
    assert [m.code for m in faults_of(large)] == ["file-too-large"]
    assert [m.code for m in faults_of(tmp_path)] == ["collection-missing"]


def test_a_facsimile_needs_a_pdf(tmp_path: Path) -> None:
    data = b"Words.\n"
    source = 'title = "A"\n[text]\ncapture = "captures/page.txt"\nway = "facsimile"\n' + captured(data)
    folder = write(
        tmp_path,
        {
            "edition.toml": '[edition]\ntitle = "T"\ndate = 2026-11-23\n[[chapter]]\nsource = "a"\n',
            "a/source.toml": source,
            "a/captures/page.txt": data,
        },
    )
    assert [m.code for m in faults_of(folder)] == ["way-impossible"]


@pytest.mark.parametrize(
    ("table", "code"),
    [
        ("[text]\ndocument = 2\n", "text-no-capture"),
        ('[text]\ncapture = "a.txt"\ndocument = 0\n', "number-bad"),
        ('[roles]\n"x" = 3\n', "role-unknown"),
        ('[[capture]]\nfile = "page.txt"\nsha256 = "12"\n', "hash-bad"),
        (captured(b"Words.\n", "page.txt") * 2, "capture-twice"),
        (captured(b"Words.\n", "page.txt").replace("bytes = 7", "bytes = 8"), "capture-changed"),
        (captured(b"Words.\n", "page.txt") + 'media_type = "text"\n', "media-type-bad"),
        ("[[capture]]\n", "key-missing"),
    ],
)
def test_each_fault_of_a_source_is_told(tmp_path: Path, table: str, code: str) -> None:
    text = '[edition]\ntitle = "T"\ndate = 2026-11-23\n[[chapter]]\nsource = "a"\n'
    files: dict[str, str | bytes] = {
        "edition.toml": text,
        "a/source.toml": f'title = "A"\n{table}',
        "a/page.txt": "Words.\n",
    }
    assert code in [message.code for message in faults_of(write(tmp_path, files))]


def test_a_folder_without_a_record_is_named(tmp_path: Path) -> None:
    text = '[edition]\ntitle = "T"\ndate = 2026-11-23\n[[chapter]]\nsource = "a"\n'
    messages = faults_of(write(tmp_path, {"edition.toml": text, "a/page.txt": "Words.\n"}))
    assert [message.hint for message in messages] == ["the folder a has no source.toml"]


def test_ids_that_would_name_two_things_are_faults(tmp_path: Path) -> None:
    chapters = "".join(f'[[chapter]]\nsource = "{name}"\n' for name in ("a", "a-p1", "cover"))
    sources: dict[str, str | bytes] = {f"{name}/source.toml": 'title = "A"\n' for name in ("a", "a-p1", "cover")}
    folder = write(tmp_path, {"edition.toml": f'[edition]\ntitle = "T"\ndate = 2026-11-23\n{chapters}', **sources})
    assert sorted((m.code, m.origin and m.origin.file) for m in faults_of(folder)) == [
        ("id-clash", "a-p1/source.toml"),
        ("id-reserved", "cover/source.toml"),
    ]


def test_ids_inside_the_front_and_the_colophon_are_taken_too(tmp_path: Path) -> None:
    names = ("a", "call-a-n1", "colophon-a", "colophon-b", "provenance-p1", "provenance-2")
    chapters = "".join(f'[[chapter]]\nsource = "{name}"\n' for name in names)
    sources: dict[str, str | bytes] = {f"{name}/source.toml": 'title = "A"\n' for name in names}
    folder = write(tmp_path, {"edition.toml": f'[edition]\ntitle = "T"\ndate = 2026-11-23\n{chapters}', **sources})
    assert sorted((m.code, m.origin and m.origin.file) for m in faults_of(folder)) == [
        ("id-clash", "call-a-n1/source.toml"),
        ("id-clash", "colophon-a/source.toml"),
        ("id-clash", "provenance-p1/source.toml"),
    ]


def test_a_figure_with_an_address_of_another_source_is_a_fault(tmp_path: Path) -> None:
    figure = '[[figure]]\nid = "{}"\ncaption = "{}"\n'
    own = "".join(figure.format(name, name) for name in ("b", "b-pier", "bc", "a", "pier"))
    head = '[edition]\ntitle = "T"\ndate = 2026-11-23\n'
    chapters = "".join(f'[[chapter]]\nsource = "{name}"\n' for name in ("a", "a-b", "provenance-a"))
    files: dict[str, str | bytes] = {
        "edition.toml": head + chapters + own,
        "a/source.toml": 'title = "A"\n' + own,
        "a-b/source.toml": 'title = "B"\n' + own,
        "provenance-a/source.toml": 'title = "C"\n',
    }
    messages = faults_of(write(tmp_path, files))
    assert [(m.code, m.origin and m.origin.file, m.text.split("'")[1]) for m in messages] == [
        ("id-clash", "edition.toml", "a"),
        ("id-clash", "a/source.toml", "b"),
        ("id-clash", "a/source.toml", "b-pier"),
    ]


@pytest.mark.parametrize("identifier", ["p12", "pier-cap", "pier-cap-translation"])
def test_ids_of_blocks_and_captions_are_none_for_figures(tmp_path: Path, identifier: str) -> None:
    figure = f'[[figure]]\nid = "{identifier}"\ncaption = "A pier"\n'
    text = '[edition]\ntitle = "T"\ndate = 2026-11-23\n[[chapter]]\nsource = "a"\n'
    folder = write(tmp_path, {"edition.toml": text, "a/source.toml": f'title = "A"\n{figure}'})
    assert [m.code for m in faults_of(folder)] == ["id-reserved"]


@pytest.mark.parametrize("file", ["edition.toml", "a/source.toml"])
def test_a_record_that_is_a_link_out_of_the_collection_is_not_read(tmp_path: Path, file: str) -> None:
    secret = write(tmp_path / "outside", {"secret": "a-secret:of=somebody\n"}) / "secret"
    text = '[edition]\ntitle = "T"\ndate = 2026-11-23\n[[chapter]]\nsource = "a"\n'
    folder = write(tmp_path / "c", {"edition.toml": text, "a/source.toml": 'title = "A"\n'})
    (folder / file).unlink()
    (folder / file).symlink_to(secret)
    (message,) = faults_of(folder)
    assert (message.code, str(message.origin)) == ("path-outside", file)
    assert "a-secret" not in str(message)


def test_codes_are_kebab_case(faulty: Path) -> None:
    assert all(re.fullmatch(r"[a-z]+(-[a-z]+)*", message.code) for message in faults_of(faulty))
