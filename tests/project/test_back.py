"""What `edition.toml` says of the back matter, and every fault of it with its line."""

from __future__ import annotations

from pathlib import Path

import pytest

from compiler import project
from compiler.messages import CollectionError
from compiler.model.back import BackMatter, BackWishes
from tests.project.collections import EDITION, SOURCE, write


def loaded(folder: Path, more: str) -> BackMatter:
    files: dict[str, str | bytes] = {
        "edition.toml": EDITION + more,
        "harbour-notes/source.toml": SOURCE,
        "harbour-notes/brief.md": "Text.",
    }
    return project.load(write(folder, files)).back


def faults(folder: Path, more: str) -> list[tuple[str, int | None]]:
    with pytest.raises(CollectionError) as caught:
        loaded(folder, more)
    ahead = EDITION.count("\n")
    assert all(m.hint for m in caught.value.messages)
    return [(m.code, (m.origin.first or 0) - ahead if m.origin else None) for m in caught.value.messages]


def test_nothing_said_leaves_it_to_what_there_is(tmp_path: Path) -> None:
    assert loaded(tmp_path, "") == BackMatter()


def test_names_terms_and_wishes(tmp_path: Path) -> None:
    more = """
[back]
index = true
chronology = false

[[name]]
name = "Camp"
spellings = ["کمپ"]

[[term]]
term = "Camp"
variants = ["کمپ"]

[[term]]
term = "roads"
under = "Camp"

[[term]]
term = "ways"
see = "roads"
"""
    back = loaded(tmp_path, more)
    assert back.wishes == BackWishes(index=True, chronology=False)
    assert [(one.name, one.spellings) for one in back.names] == [("Camp", ("کمپ",))]
    assert [(one.id, one.term, one.under, one.see) for one in back.terms] == [
        ("index-1", "Camp", "", ()),
        ("index-2", "roads", "index-1", ()),
        ("index-3", "ways", "", ("index-2",)),
    ]
    assert back.terms[1].origin and back.terms[1].origin.first == EDITION.count("\n") + 14


@pytest.mark.parametrize(
    ("more", "expected"),
    [
        ("[back]\nindexes = true\n", [("key-unknown", 2)]),
        ("[back]\nindex = 1\n", [("key-type", 2)]),
        ('[[name]]\nname = "A"\n', [("name-bare", 1)]),
        ('[[name]]\nname = "A"\nnote = "x"\n[[name]]\nname = "A"\nnote = "y"\n', [("name-twice", 5)]),
        ('[[term]]\nvariants = ["a"]\n', [("key-missing", 1)]),
        ('[[term]]\nterm = "A"\n[[term]]\nterm = "A"\n', [("term-twice", 4)]),
        ('[[term]]\nterm = "A"\nunder = "B"\n', [("term-unknown", 3)]),
        ('[[term]]\nterm = "A"\nsee = ["A"]\n', [("term-circle", 1)]),
        ('[[term]]\nterm = "—"\n', [("term-empty", 2)]),
        ('[[term]]\nterm = "A"\nvariants = ["a", "…"]\n', [("term-empty", 3)]),
        ('[[term]]\nterm = "A"\n[[term]]\nterm = "B"\nsee = "A"\nvariants = ["b"]\n', [("term-see-only", 5)]),
        (
            '[[term]]\nterm = "A"\n[[term]]\nterm = "B"\nunder = "A"\n[[term]]\nterm = "C"\nunder = "B"\n',
            [("term-deep", 8)],
        ),
        ('[[term]]\nterm = "A"\nunder = "B"\n[[name]]\nname = "N"\n', [("name-bare", 4), ("term-unknown", 3)]),
    ],
)
def test_each_fault_is_told_with_its_line(tmp_path: Path, more: str, expected: list[tuple[str, int]]) -> None:
    assert faults(tmp_path, more) == expected


def test_the_same_word_may_stand_below_several_terms(tmp_path: Path) -> None:
    more = "".join(
        f'[[term]]\nterm = "{term}"\n' + (f'under = "{under}"\n' if under else "")
        for term, under in (("A", ""), ("B", ""), ("roads", "A"), ("roads", "B"))
    )
    assert [one.under for one in loaded(tmp_path, more).terms] == ["", "", "index-1", "index-2"]


def test_more_terms_than_any_index_has_are_a_fault(tmp_path: Path) -> None:
    more = "".join(f'[[term]]\nterm = "a{number}"\n' for number in range(20_001))
    assert faults(tmp_path, more) == [("tables-too-many", 40_001)]


def test_pages_of_the_back_matter_are_no_names_for_sources(tmp_path: Path) -> None:
    for name in ("index", "figures", "names", "bibliography", "chronology", "back", "index-3"):
        folder = tmp_path / name
        files: dict[str, str | bytes] = {"edition.toml": EDITION, f"{name}/source.toml": SOURCE}
        with pytest.raises(CollectionError) as caught:
            project.load(write(folder, files))
        codes = {m.code for m in caught.value.messages}
        assert codes & {"id-reserved", "id-clash"}, name
