"""Front matter of Markdown captures: the documented subset, and what lies outside it."""

from __future__ import annotations

import pytest

from compiler.model.reading import Capture, Document, Reading, Wishes
from compiler.readers import markdown
from compiler.readers.markdown.frontmatter import front_matter, iso_date


def read(text: str) -> Reading:
    return markdown.read(Capture("a.md", text.encode(), "text/markdown"), Wishes())


def document(*lines: str) -> Document:
    return read("\n".join(["---", *lines, "---", "", "words"])).documents[0]


def test_bare_and_quoted_values() -> None:
    found = document(
        'title: "A: B \\"C\\""', "subtitle: 'It''s'", "publisher: House # a comment", "place:", "date: 2014"
    )
    assert (found.title, found.subtitle, found.publisher, found.place, found.date) == (
        'A: B "C"',
        "It's",
        "House",
        "",
        "2014",
    )


@pytest.mark.parametrize(
    "lines",
    [
        ("authors: [Ann Lee, 'Bo, C.']",),
        ('author: ["Ann Lee", "Bo, C."]',),
        ("authors:", "  - Ann Lee", '  - "Bo, C."'),
        ("author: Ann Lee; Bo, C.",),
        ("author:", "- name: Ann Lee", "- name: Bo, C."),
    ],
)
def test_several_people(lines: tuple[str, ...]) -> None:
    assert document(*lines).authors == ("Ann Lee", "Bo, C.")


def test_people_parted_by_commas_under_a_plural_key() -> None:
    assert document("authors: Ann Lee, Bo Cern", "translators: الف، ب").authors == ("Ann Lee", "Bo Cern")
    assert document("author: Lee, Ann").authors == ("Lee, Ann",)


def test_toml_fences() -> None:
    found = read('+++\ntitle = "T"\ndate = 2016-05-04\nauthors = ["A"]\n+++\nwords').documents[0]
    assert (found.title, found.date, found.authors) == ("T", "2016-05-04", ("A",))


@pytest.mark.parametrize(
    "text",
    [
        "---\nwords, not keys\n---\n",
        "---\n\n---\n",
        "---\ntitle: never closed\n",
        "words\n---\ntitle: x\n---\n",
        "--- \n",
    ],
)
def test_what_is_no_front_matter(text: str) -> None:
    assert front_matter(text.split("\n")).length == 0
    assert not read(text + "\nx").documents[0].publisher


def test_each_line_is_accounted_for() -> None:
    reading = read("---\ntitle: T\nkeywords: [a]\n# remark\n???\ndate: soon\n\n---\n\nwords")
    fates = [(entry.first, entry.fate, entry.where or entry.reason) for entry in reading.ledger]
    assert fates[:8] == [
        (1, "metadata", "front matter"),
        (2, "metadata", "title"),
        (3, "dropped", "front matter that a document has no field for"),
        (4, "metadata", "front matter"),
        (5, "dropped", "front matter that is not understood"),
        (6, "metadata", "date"),
        (7, "dropped", "blank"),
        (8, "metadata", "front matter"),
    ]
    assert [(m.code, m.origin.first) for m in reading.messages if m.origin] == [
        ("front-matter-doubtful", 5),
        ("front-matter-doubtful", 6),
    ]


def test_lines_after_front_matter_keep_their_numbers() -> None:
    reading = read("---\ntitle: T\n---\n\nwords")
    assert reading.documents[0].blocks[0].origin and reading.documents[0].blocks[0].origin.first == 5


@pytest.mark.parametrize("said", ["4 May 2016", "May 4, 2016", "2016-05-04"])
def test_dates_in_words(said: str) -> None:
    assert document(f"date: {said}").date == "2016-05-04"


def test_a_heading_other_than_the_title_stays() -> None:
    assert len(read("---\ntitle: T\n---\n# Other\n").documents[0].blocks) == 1
    assert len(read("---\ntitle: The *T*\n---\n# The T\n").documents[0].blocks) == 0


def test_language_sets_the_ground() -> None:
    found = document("lang: fa_IR")
    assert found.language == "fa-IR"
    assert document("lang: a language").language == ""


@pytest.mark.parametrize(
    ("said", "iso"),
    [
        ("2014", "2014"),
        ("2014-10", "2014-10"),
        ("2014-10-26", "2014-10-26"),
        ("2014-10-26T10:00:00Z", "2014-10-26"),
        ("2014-13", ""),
        ("2014-02-30", ""),
        ("soon", ""),
        ("14", ""),
    ],
)
def test_dates(said: str, iso: str) -> None:
    assert iso_date(said) == iso
