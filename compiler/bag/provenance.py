"""`provenance.json`: where every chapter came from, in the terms of W3C PROV (PROV-JSON), and how the edition is built again."""

from __future__ import annotations

import json
from typing import Any

from .facts import CaptureFact, ChapterFact, Facts

NAME = "provenance.json"
_PREFIXES = {"bayaz": "urn:bayaz:", "dcterms": "http://purl.org/dc/terms/"}
_Statements = dict[str, dict[str, Any]]


def provenance(facts: Facts) -> str:
    """A PROV-JSON document: captures and chapters as entities, readings and the build as activities, software as agents."""
    document: dict[str, Any] = {
        "prefix": _PREFIXES,
        "entity": _entities(facts),
        "activity": _activities(facts),
        "agent": _agents(facts),
        "wasGeneratedBy": _numbered("generated", _generated(facts)),
        "used": _numbered("used", _used(facts)),
        "wasDerivedFrom": _numbered("derived", _derived(facts)),
        "wasAttributedTo": _numbered("attributed", _attributed(facts)),
        "wasAssociatedWith": _numbered("associated", _associated(facts)),
    }
    return json.dumps(document, ensure_ascii=False, indent=1, sort_keys=True) + "\n"


def _entities(facts: Facts) -> _Statements:
    books = {_file(book): {"dcterms:title": facts.record.title} for book in facts.books}
    captures = {_file(fact.path): _captured(fact) for fact in facts.captures}
    works = {_work(chapter): _described(chapter) for chapter in facts.chapters}
    chapters = {
        _chapter(chapter): {"dcterms:title": chapter.title, "bayaz:presentAs": chapter.rendition}
        for chapter in facts.chapters
    }
    texts: _Statements = {_file(chapter.origin): {} for chapter in facts.chapters if chapter.origin}
    return texts | books | captures | works | chapters


def _captured(fact: CaptureFact) -> dict[str, Any]:
    said = {
        "bayaz:sha256": fact.capture.sha256,
        "bayaz:captured": fact.capture.captured,
        "dcterms:format": fact.capture.media_type,
    }
    return {name: value for name, value in said.items() if value}


def _described(chapter: ChapterFact) -> dict[str, Any]:
    source = chapter.source
    said = {
        "dcterms:title": source.title,
        "dcterms:creator": list(source.authors),
        "dcterms:publisher": source.publisher,
        "dcterms:date": source.date,
        "dcterms:identifier": list(source.addresses),
        "dcterms:rights": source.rights,
        "dcterms:provenance": source.provenance,
    }
    return {name: value for name, value in said.items() if value}


def _activities(facts: Facts) -> _Statements:
    readings = {_reading(chapter): {"prov:endTime": _moment(facts)} for chapter in facts.chapters if chapter.origin}
    build = {
        "prov:endTime": _moment(facts),
        "bayaz:date": facts.record.date,
        "bayaz:layout": facts.record.layout,
        "bayaz:formats": list(facts.formats),
        "bayaz:software": [f"{name} {version}" for name, version in facts.software],
    }
    return readings | {"bayaz:build": build}


def _agents(facts: Facts) -> _Statements:
    people = {
        _person(name): {"prov:type": "prov:Person", "dcterms:title": name}
        for chapter in facts.chapters
        for name in chapter.source.authors
    }
    return people | {
        _tool(name): {"prov:type": "prov:SoftwareAgent", "dcterms:title": name, "bayaz:version": version}
        for name, version in facts.software
    }


def _generated(facts: Facts) -> list[dict[str, str]]:
    read = [
        {"prov:entity": _chapter(chapter), "prov:activity": _reading(chapter)}
        for chapter in facts.chapters
        if chapter.origin
    ]
    return read + [{"prov:entity": _file(book), "prov:activity": "bayaz:build"} for book in facts.books]


def _used(facts: Facts) -> list[dict[str, str]]:
    read = [
        {"prov:activity": _reading(chapter), "prov:entity": _file(chapter.origin)}
        for chapter in facts.chapters
        if chapter.origin
    ]
    return read + [{"prov:activity": "bayaz:build", "prov:entity": _chapter(chapter)} for chapter in facts.chapters]


def _derived(facts: Facts) -> list[dict[str, str]]:
    works = {chapter.source.id: _work(chapter) for chapter in facts.chapters}
    pairs = [(_file(fact.path), works[fact.source.id]) for fact in facts.captures]
    for chapter in facts.chapters:
        pairs.append((_chapter(chapter), _file(chapter.origin) if chapter.origin else _work(chapter)))
    return [{"prov:generatedEntity": made, "prov:usedEntity": used} for made, used in pairs]


def _attributed(facts: Facts) -> list[dict[str, str]]:
    return [
        {"prov:entity": _work(chapter), "prov:agent": _person(name)}
        for chapter in facts.chapters
        for name in chapter.source.authors
    ]


def _associated(facts: Facts) -> list[dict[str, str]]:
    acts = [_reading(chapter) for chapter in facts.chapters if chapter.origin] + ["bayaz:build"]
    return [{"prov:activity": act, "prov:agent": _tool(name)} for act in acts for name, _ in facts.software]


def _numbered(kind: str, statements: list[dict[str, str]]) -> _Statements:
    """Relations have names of their own in PROV-JSON; those without are blank nodes."""
    return {f"_:{kind}{number}": statement for number, statement in enumerate(statements, 1)}


def _moment(facts: Facts) -> str:
    return f"{facts.record.date}T00:00:00Z"


def _file(path: str) -> str:
    return f"bayaz:file/{path}"


def _work(chapter: ChapterFact) -> str:
    return f"bayaz:work/{chapter.source.id}"


def _chapter(chapter: ChapterFact) -> str:
    return f"bayaz:chapter/{chapter.id}"


def _reading(chapter: ChapterFact) -> str:
    return f"bayaz:reading/{chapter.id}"


def _person(name: str) -> str:
    return f"bayaz:person/{'-'.join(name.split())}"


def _tool(name: str) -> str:
    return f"bayaz:software/{name}"
