"""What is exported is read again by libraries that read such files, whatever stands in the records."""

from __future__ import annotations

import json
import re
import warnings
from typing import Any

import bibtexparser
import pybtex.database
import rispy
import yaml
from cffconvert import Citation
from hypothesis import given, settings
from hypothesis import strategies as st

from compiler import citing
from compiler.citing.people import Name
from compiler.citing.references import Reference, of_edition, of_source
from compiler.model.book import EditionRecord, Record
from compiler.words import words
from tests.citing import records as given_records
from tests.citing.records import editions, records, sample_records
from tests.citing.rules import faults_of_items

_SIGNS = {
    r"{\textbraceleft}": "{",
    r"{\textbraceright}": "}",
    r"{\textbackslash}": "\\",
    r"{\textasciitilde}": "~",
    r"{\textasciicircum}": "^",
    **{rf"\{sign}": sign for sign in "&%$#_"},
}


def plain(latex: str) -> str:
    """What LaTeX prints for what we write."""
    return re.sub("|".join(map(re.escape, _SIGNS)), lambda found: _SIGNS[found[0]], latex)


def squeezed(text: str) -> str:
    """What is left of white space by those who read such files."""
    return " ".join(text.split())


def inverted(name: Name) -> str:
    return name.literal or f"{name.family}, {name.given}"


def bare(name: Name) -> str:
    return squeezed(inverted(name))


# --- BibTeX ---


def check_bibtex(references: list[Reference]) -> int:
    text = citing.bibtex(references)
    assert not bibtexparser.parse_string(text).failed_blocks
    read = pybtex.database.parse_string(text, "bibtex")
    assert list(read.entries) == [reference.id for reference in references]
    for reference, entry in zip(references, read.entries.values(), strict=True):
        assert squeezed(plain(entry.fields["title"])) == f"{{{squeezed(reference.title)}}}"
        assert [squeezed(_written(person)) for person in entry.persons.get("author", [])] == list(
            map(bare, reference.authors)
        )
        assert [squeezed(_written(person)) for person in entry.persons.get("editor", [])] == list(
            map(bare, reference.editors)
        )
        assert squeezed(plain(entry.fields.get("annotation", ""))) == squeezed(reference.note)
        assert entry.fields.get("date", "") == reference.issued
        assert entry.fields.get("year", "") == reference.issued[:4]
        assert entry.fields.get("urldate", "") == reference.accessed
        held = _published(entry.fields)
        assert squeezed(plain(held)) == squeezed(reference.publisher)
        expected = reference.addresses[0] if reference.addresses else ""
        found = entry.fields.get("url", "")
        assert found.replace("%7B", "{").replace("%7D", "}").replace("%5C", "\\") == expected.replace(
            "%7B", "{"
        ).replace("%7D", "}").replace("%5C", "\\")
    return len(read.entries)


def _written(person: Any) -> str:
    family, given_names = (
        " ".join([*person.prelast_names, *person.last_names]),
        " ".join([*person.first_names, *person.middle_names]),
    )
    if given_names:
        return plain(f"{family}, {given_names}")
    return plain(family.removeprefix("{").removesuffix("}"))


def _published(fields: Any) -> str:
    return next(
        (str(fields[name]) for name in ("publisher", "journal", "institution", "howpublished") if name in fields), ""
    )


@given(records())
def test_bibtex_of_any_record_is_read_again(record: Record) -> None:
    assert check_bibtex([of_source(record)]) == 1


def test_bibtex_of_every_sample_is_read_again() -> None:
    assert check_bibtex([of_source(record) for record in sample_records()]) == len(sample_records()) == 12


def test_a_title_cannot_make_an_entry_of_its_own() -> None:
    record = Record(id="one", title="}}\n@misc{two, title = {stolen}}", authors=("A and B",))
    read = pybtex.database.parse_string(citing.bibtex([of_source(record)]), "bibtex")
    assert list(read.entries) == ["one"]
    assert len(read.entries["one"].persons["author"]) == 1


# --- RIS ---


def check_ris(references: list[Reference]) -> int:
    text = citing.ris(references)
    assert all(re.match(r"[A-Z][A-Z0-9]  - |$", line) for line in text.split("\n"))
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        read = rispy.loads(text)
    for reference, entry in zip(references, read, strict=True):
        assert entry["id"] == reference.id
        assert entry["title"] == reference.title
        assert entry.get("authors", []) == list(map(inverted, reference.authors))
        assert entry.get("secondary_authors", []) == list(map(inverted, reference.editors))
        assert entry.get("subsidiary_authors", []) == list(map(inverted, reference.translators))
        assert entry.get("publisher", "") == reference.publisher
        assert entry.get("date", "").strip("/").replace("/", "-") == reference.issued
        assert entry.get("urls", []) == [address.replace(";", "%3B") for address in reference.addresses]
        assert entry.get("research_notes", "") == reference.note
    return len(read)


@given(records())
def test_ris_of_any_record_is_read_again(record: Record) -> None:
    assert check_ris([of_source(record)]) == 1


def test_ris_of_every_sample_is_read_again() -> None:
    assert check_ris([of_source(record) for record in sample_records()]) == len(sample_records())


# --- CSL-JSON ---


@given(records())
def test_csl_json_of_any_record_keeps_the_rules(record: Record) -> None:
    reference = of_source(record)
    (item,) = json.loads(citing.csl_json([reference]))
    assert faults_of_items([item]) == []
    assert item["title"] == reference.title


def test_csl_json_of_every_sample_keeps_the_rules() -> None:
    items = json.loads(citing.csl_json(of_source(record) for record in sample_records()))
    assert faults_of_items(items) == []
    for item, record in zip(items, sample_records(), strict=True):
        assert item["id"] == record.id
        assert squeezed(item["title"]).startswith(squeezed(record.title))
        assert "-".join(f"{part:02}" for part in item["issued"]["date-parts"][0]) == record.date
        assert [name["literal"] for name in item.get("author", [])] == list(record.authors)
        assert [item.get("URL"), *item.get("custom", {}).get("addresses", [])] == list(record.addresses or [None])


def test_an_address_that_is_not_on_the_web_is_kept_beside() -> None:
    reference = of_source(Record(id="a", title="A", addresses=("Box 3", "http://a.example/", "mailto:a@a.example")))
    (item,) = json.loads(citing.csl_json([reference]))
    assert (item["URL"], item["custom"]) == ("http://a.example/", {"addresses": ["Box 3", "mailto:a@a.example"]})
    said = yaml.safe_load(citing.citation_file(of_edition("e", editions()[0].record), [reference], words("en")))
    assert [one["type"] for one in said["references"][0]["identifiers"]] == ["other", "other"]
    (bare,) = json.loads(citing.csl_json([of_source(Record(id="a", title="A", addresses=("Box 3",)))]))
    assert "URL" not in bare and bare["custom"] == {"addresses": ["Box 3"]}


def test_the_rules_find_fault() -> None:
    sound = {"id": "a", "type": "report", "title": "A", "issued": {"date-parts": [[2014]]}}
    assert faults_of_items([sound]) == []
    for wrong in (
        {"type": "leaflet"},
        {"publisher": 3},
        {"publshr": "A"},
        {"issued": {"date-parts": [[2014, 13]]}},
        {"issued": "2014"},
        {"author": [{"name": "A"}]},
        {"author": "A"},
        {"custom": "A"},
    ):
        assert faults_of_items([sound | wrong]), wrong


# --- CITATION.cff ---


def check_cff(edition: Reference, sources: list[Reference]) -> int:
    text = citing.citation_file(edition, sources, words("en"))
    Citation(text).validate()
    read = yaml.safe_load(text)
    assert read["title"] == edition.title
    assert read["date-released"] == edition.issued
    for source, said in zip(sources, read.get("references", []), strict=True):
        assert said["title"] == source.title
        assert said.get("notes", "") == source.note
        assert [_person(person) for person in said["authors"]] == (
            list(dict.fromkeys(name.inverted for name in source.authors)) or ["anonymous"]
        )
    return len(read.get("references", []))


def _person(person: dict[str, str]) -> str:
    return person.get("name") or f"{person['family-names']}, {person['given-names']}"


@settings(max_examples=25)
@given(given_records.EDITIONS, st.lists(records(), max_size=1))
def test_a_citation_file_of_anything_is_valid(edition: EditionRecord, sources: list[Record]) -> None:
    cited = [of_source(record) for record in sources]
    assert check_cff(of_edition("an-edition", edition), cited) == len(cited)


def test_citation_files_of_the_samples_are_valid() -> None:
    counts = [
        check_cff(of_edition(edition.id, edition.record), [of_source(source.record) for source in edition.sources])
        for edition in editions()
    ]
    assert counts == [5, 7]


def test_what_is_told_twice_stands_once_in_a_citation_file() -> None:
    twice = of_source(Record(id="a", title="A", authors=("B", "B")))
    assert yaml.safe_load(citing.citation_file(of_edition("e", editions()[0].record), [twice, twice], words("en")))[
        "references"
    ] == [{"type": "generic", "title": "A", "authors": [{"name": "B"}], "languages": ["en"]}]
