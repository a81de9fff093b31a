"""The bag's RO-Crate metadata (RO-Crate 1.1): every file of the payload, and the acts by which captures became chapters."""

from __future__ import annotations

import json
from typing import Any

from rocrate.model.contextentity import ContextEntity
from rocrate.model.data_entity import DataEntity
from rocrate.rocrate import ROCrate

from .facts import CaptureFact, ChapterFact, Facts, media_type
from .members import Weighed

NAME = "ro-crate-metadata.json"
PROV = "http://www.w3.org/ns/prov#"
_SHA256 = "https://w3id.org/ro/terms/workflow-run#sha256"
_Entity = dict[str, Any]


def crate(facts: Facts, files: dict[str, Weighed]) -> str:
    """The JSON of the metadata file; `files` are all others of the payload by their paths in it."""
    made = ROCrate(version="1.1")
    made.metadata.extra_terms = {"prov": PROV, "sha256": _SHA256}
    _root(made, facts)
    known = {fact.path: fact for fact in facts.captures}
    for path, one in files.items():
        made.add(DataEntity(made, path, properties=_file(path, one, known.get(path), facts)))
    for entity in _context(facts, files):
        made.add(ContextEntity(made, entity.pop("@id"), properties=entity))
    return json.dumps(made.metadata.generate(), ensure_ascii=False, indent=1, sort_keys=True) + "\n"


def _root(made: ROCrate, facts: Facts) -> None:
    record = facts.record
    acts = [{"@id": _action(chapter)} for chapter in facts.chapters if chapter.origin]
    said = {
        "name": record.title,
        "alternateName": record.title_translation or record.subtitle,
        "description": record.description or record.subtitle or record.title,
        "identifier": record.identifier,
        "inLanguage": record.language,
        "datePublished": record.date,
        "license": {"@id": "#rights"},
        "publisher": {"@id": "#publisher"} if record.publisher else "",
        "author": _single([{"@id": _person(name)} for name in record.editors]),
        "mentions": [*acts, {"@id": "#build"}],
    }
    for name, value in said.items():
        if value:
            made.root_dataset[name] = value


def _file(path: str, one: Weighed, capture: CaptureFact | None, facts: Facts) -> _Entity:
    said: _Entity = {
        "@type": "File",
        "name": path.rsplit("/", 1)[-1],
        "contentSize": str(one.size),
        "sha256": one.sums[0],
        "encodingFormat": media_type(path, capture.capture.media_type if capture else ""),
    }
    if path in facts.books:
        said["prov:wasGeneratedBy"] = {"@id": "#build"}
        said["prov:wasDerivedFrom"] = [{"@id": _chapter_id(chapter)} for chapter in facts.chapters]
    return said | (_captured(capture) if capture else {})


def _captured(fact: CaptureFact) -> _Entity:
    said: _Entity = {
        "prov:wasDerivedFrom": {"@id": _work(fact.source.id)},
        "prov:generatedAtTime": fact.capture.captured,
        "dateCreated": fact.capture.captured,
    }
    return {name: value for name, value in said.items() if value}


def _context(facts: Facts, files: dict[str, Weighed]) -> list[_Entity]:
    record = facts.record
    people = {name: _person(name) for name in _people(facts)}
    found: list[_Entity] = [
        {
            "@id": "#rights",
            "@type": "CreativeWork",
            "name": "Rights",
            "text": record.rights or "No statement is given.",
        },
        *({"@id": identifier, "@type": "Person", "name": name} for name, identifier in people.items()),
        *(
            {"@id": _tool(name), "@type": "SoftwareApplication", "name": name, "softwareVersion": v}
            for name, v in facts.software
        ),
        *(_source(chapter) for chapter in facts.chapters),
        *(_chapter(chapter) for chapter in facts.chapters),
        *(_reading(chapter, facts) for chapter in facts.chapters if chapter.origin in files),
        _build(facts),
    ]
    if record.publisher:
        found.append({"@id": "#publisher", "@type": "Organization", "name": record.publisher})
    return found


def _source(chapter: ChapterFact) -> _Entity:
    source = chapter.source
    said = {
        "@id": _work(source.id),
        "@type": "CreativeWork",
        "name": source.title,
        "author": _single([{"@id": _person(name)} for name in source.authors]),
        "translator": _single([{"@id": _person(name)} for name in source.translators]),
        "datePublished": source.date,
        "inLanguage": source.language,
        "url": _single(list(source.addresses)),
        "copyrightNotice": source.rights,
    }
    return {name: value for name, value in said.items() if value}


def _chapter(chapter: ChapterFact) -> _Entity:
    said = {
        "@id": _chapter_id(chapter),
        "@type": ["CreativeWork", "prov:Entity"],
        "name": chapter.title,
        "inLanguage": chapter.language,
        "about": {"@id": _work(chapter.source.id)},
        "prov:wasGeneratedBy": {"@id": _action(chapter)} if chapter.origin else "",
        "prov:wasDerivedFrom": {"@id": chapter.origin} if chapter.origin else "",
    }
    return {name: value for name, value in said.items() if value}


def _reading(chapter: ChapterFact, facts: Facts) -> _Entity:
    return {
        "@id": _action(chapter),
        "@type": ["CreateAction", "prov:Activity"],
        "name": f"Reading of {chapter.origin}",
        "object": {"@id": chapter.origin},
        "result": {"@id": _chapter_id(chapter)},
        "instrument": [{"@id": _tool(name)} for name, _ in facts.software],
        "endTime": facts.record.date,
    }


def _build(facts: Facts) -> _Entity:
    return {
        "@id": "#build",
        "@type": ["CreateAction", "prov:Activity"],
        "name": "Making of the edition",
        "object": [{"@id": _chapter_id(chapter)} for chapter in facts.chapters],
        "result": [{"@id": book} for book in facts.books],
        "instrument": [{"@id": _tool(name)} for name, _ in facts.software],
        "endTime": facts.record.date,
    }


def _people(facts: Facts) -> list[str]:
    named = [*facts.record.editors]
    for chapter in facts.chapters:
        named += (*chapter.source.authors, *chapter.source.translators)
    return list(dict.fromkeys(named))


def _single(values: list[Any]) -> Any:
    """A list of one is written as that one (RO-Crate 1.1, JSON-LD recommendations)."""
    return values[0] if len(values) == 1 else values


def _person(name: str) -> str:
    return f"#person-{'-'.join(name.split())}"


def _tool(name: str) -> str:
    return f"#software-{name}"


def _work(identifier: str) -> str:
    return f"#work-{identifier}"


def _chapter_id(chapter: ChapterFact) -> str:
    return f"#chapter-{chapter.id}"


def _action(chapter: ChapterFact) -> str:
    return f"#reading-{chapter.id}"
