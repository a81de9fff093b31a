"""`bayaz build --print` as users call it: which files, in which colours, with what said; captured pages and drawings included."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pikepdf
import pytest

from compiler.checks import check_pdf
from tests.edition.conftest import ROOT, bayaz
from tests.printing.many_colours import page
from tests.printing.press_profile import four_inks
from tests.project.collections import EDITION, SOURCE, captured, sound

CAPTURE = page()
DRAWING = b"""<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 90 60"><defs>
<linearGradient id="g"><stop offset="0" stop-color="#d02020"/>
<stop offset="1" stop-color="#2020d0" stop-opacity="0.4"/></linearGradient>
</defs><rect width="60" height="40" fill="url(#g)"/><circle cx="50" cy="40" r="15" fill="#20a040" opacity="0.5"/></svg>"""
FIGURE = '\n[[figure]]\nid = "quay"\nimage = "figures/quay.svg"\nalt = "A field"\ncaption = "A field"\n'
LANGUAGES = ["en", "fa"]


def collection(folder: Path, language: str, *lines: str) -> Path:
    """A captured page and a drawing, both in colours, and what is asked of the press."""
    edition = EDITION.replace('language = "en"', f'language = "{language}"') + "\n[print]\n" + "\n".join(lines) + "\n"
    edition = edition.replace('"harbour-notes"', '"harbour-notes"\n[[chapter]]\nsource = "quay-page"')
    facsimile = (
        'title = "A Page"\n' + captured(CAPTURE, "page.pdf") + '\n[text]\ncapture = "page.pdf"\nway = "facsimile"\n'
    )
    more: dict[str, str | bytes] = {
        "harbour-notes/figures/quay.svg": DRAWING,
        "harbour-notes/brief.md": "What is known of the notes.\n\n[[figure:quay]]\n",
        "quay-page/source.toml": facsimile,
        "quay-page/page.pdf": CAPTURE,
        "ink.icc": four_inks(),
    }
    return sound(folder, SOURCE + FIGURE, edition, **more)


def outputs(folder: Path, *words: str) -> tuple[dict[str, Path], list[str]]:
    """The files by the ends of their names, and the codes of what was said."""
    said = json.loads(
        bayaz("build", folder, "--out", folder / "out", "--json", "--print", "--no-contact", "--format", "pdf", *words)
    )
    files = {one["format"]: Path(one["path"]) for one in said["outputs"]}
    return files, [message["code"] for message in said["messages"]]


@pytest.mark.parametrize("colour", ["grey", "cmyk"])
@pytest.mark.parametrize("language", LANGUAGES)
def test_nothing_of_the_screen_is_left(language: str, colour: str, tmp_path: Path) -> None:
    profile = ('profile = "ink.icc"',) if colour == "cmyk" else ()
    folder = collection(
        tmp_path, language, f'colour = "{colour}"', 'paper = "0.5mm"', 'isbn = "978-3-16-148410-0"', *profile
    )
    files, said = outputs(folder)
    assert set(files) == {"pdf", "print.pdf", "cover.pdf"}
    assert "press-spine" in said and "press-page-drawn" not in said
    for end in ("print.pdf", "cover.pdf"):
        data = files[end].read_bytes()
        assert [m for m in check_pdf(data, end) if m.level != "info"] == []
        assert not list(spaces_of_the_screen(files[end]))
    assert list(spaces_of_the_screen(files["pdf"])), "there was something to convert"


def spaces_of_the_screen(path: Path) -> Iterator[str]:
    """Operators and spaces of RGB in the file, found by its bytes unpacked: a third way to look for them."""
    with pikepdf.open(path) as pdf:
        for thing in pdf.objects:
            if isinstance(thing, pikepdf.Stream) and thing.get("/Subtype") == "/Image":
                yield from ("image" for _ in [0] if "DeviceRGB" in str(thing.get("/ColorSpace")))
            elif isinstance(thing, pikepdf.Stream) and thing.get("/Subtype") == "/Form":
                words = thing.read_bytes().split()
                yield from (word.decode() for word in (b"rg", b"RG") if word in words)
            if isinstance(thing, pikepdf.Dictionary) and "/ShadingType" in thing:
                yield from ("shading" for _ in [0] if thing.ColorSpace == "/DeviceRGB")
        for one in pdf.pages:
            content = b"\n".join(part.read_bytes() for part in _parts(one))
            yield from (word.decode() for word in (b"rg", b"RG") if word in content.split())


def _parts(one: pikepdf.Page) -> list[pikepdf.Object]:
    contents = one.obj.Contents
    return list(contents) if isinstance(contents, pikepdf.Array) else [contents]


def test_without_paper_the_cover_stays_in_the_block(tmp_path: Path) -> None:
    files, said = outputs(collection(tmp_path, "en"))
    assert set(files) == {"pdf", "print.pdf"}
    assert "press-no-cover" in said
    with pikepdf.open(files["pdf"]) as before, pikepdf.open(files["print.pdf"]) as after:
        assert len(after.pages) == -(-len(before.pages) // 4) * 4
        assert str(after.pages[0].label) == str(before.pages[0].label)


def test_another_profile_makes_other_files(tmp_path: Path) -> None:
    folder = collection(tmp_path, "en", 'colour = "cmyk"', 'profile = "ink.icc"')
    first = outputs(folder)[0]["print.pdf"].read_bytes()
    assert outputs(folder)[0]["print.pdf"].read_bytes() == first
    (folder / "ink.icc").write_bytes(four_inks().replace(b"Test ink", b"Rest ink"))
    assert outputs(folder, "--force")[0]["print.pdf"].read_bytes() != first


@pytest.mark.parametrize(
    ("lines", "words", "code", "said"),
    [
        (('colour = "cmyk"',), (), 3, "profile-missing"),
        (('colour = "cmyk"', 'profile = "edition.toml"'), (), 3, "profile-unfit"),
        ((), ("--format", "epub"), 2, "add pdf to --format"),
    ],
)
def test_what_cannot_be_made_is_said(
    lines: tuple[str, ...], words: tuple[str, ...], code: int, said: str, tmp_path: Path
) -> None:
    folder = collection(tmp_path, "en", *lines)
    command = [sys.executable, "-m", "compiler", "build", str(folder), "--print", *words]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == code
    assert said in " ".join(done.stderr.split())
    assert not list(folder.rglob("*.print.pdf"))
