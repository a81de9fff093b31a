"""Bundles an edition: builds it, gathers all that it was made from, and packs both as one archival bag; verifies such bags."""

from __future__ import annotations

import json
import posixpath
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

from compiler import citing, files, pipeline, project, readers, render
from compiler.asking import Progress
from compiler.bag import facts, making, packing, signing
from compiler.bag.facts import Facts
from compiler.bag.members import Member, under
from compiler.gathering import beside
from compiler.messages import Message
from compiler.model.accounts import ledgers
from compiler.model.book import Book
from compiler.model.listing import ledger_data
from compiler.model.reading import Capture, Wishes
from compiler.words import Words, known, words

_APART = ("layouts", "output")
"""Folders of a collection that are no part of a source."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Bundle:
    """A bag that was made: the zip, its size in bytes, its SHA-256, how many files its payload has, what was built."""

    path: Path
    bytes: int
    sha256: str
    files: int
    built: pipeline.BuildResult

    @property
    def messages(self) -> tuple[Message, ...]:
        return self.built.messages


def bundle(
    folder: Path,
    options: pipeline.BuildOptions | None = None,
    progress: Progress = pipeline.quiet,
    key: Path | None = None,
) -> Bundle:
    """Builds the collection in `folder` and packs `<id>-<date>.zip` beside its books, signed with the OpenSSH key `key` if given.

    Raises the `BayazError` of the stage that found fault; an earlier bag is then as it was.
    """
    options = options or pipeline.BuildOptions()
    built = pipeline.build(folder, options, progress)
    told = _facts(built)
    progress("packing the bag", 0, 1)
    content = (*_content(built), *([Member(facts.SINCE, options.since)] if options.since else []))
    sign = partial(signing.signature, key=key) if key else None
    members = making.bag(told, content, _spoken(built.book), sign)
    target = (options.out or pipeline.default_out(folder)) / f"{told.stem}.zip"
    with files.aside(target) as part:
        packing.packed(part, told.stem, members, told.record.date)
        packing.fail_unless_valid(part)
        if not options.force:
            files.fail_where_others_are({target: files.sha256_of(part)})
    progress("packing the bag", 1, 1)
    payload = sum(member.name.startswith(f"{facts.PAYLOAD}/") for member in members)
    return Bundle(path=target, bytes=target.stat().st_size, sha256=files.sha256_of(target), files=payload, built=built)


def _facts(built: pipeline.BuildResult) -> Facts:
    edition, book = built.edition, built.book
    read = {wish.source: _read(edition.source(wish.source)) for wish in edition.chapters}
    books = _books(built)
    return Facts(
        edition=edition.id,
        record=edition.record,
        formats=tuple(output.format for output in books),
        books=tuple(facts.in_payload(f"{facts.BOOKS}/{output.path.name}") for output in books),
        chapters=tuple(facts.chapter_fact(chapter, read[chapter.id]) for chapter in book.chapters),
        captures=tuple(fact for chapter in book.chapters for fact in facts.capture_facts(chapter, read[chapter.id])),
        software=facts.software(),
    )


def _books(built: pipeline.BuildResult) -> tuple[pipeline.Output, ...]:
    """The outputs that are books, not pictures of them."""
    return tuple(output for output in built.outputs if output.format in pipeline.FORMATS)


def _read(source: project.Source) -> str:
    """The file in the source's folder that its chapter was read from; empty if it has none."""
    return source.text.capture or source.brief


def _content(built: pipeline.BuildResult) -> Iterator[Member]:
    """The payload, without what describes it: books, collection, layouts, ledger."""
    edition = built.edition
    for output in _books(built):
        yield Member(f"{facts.BOOKS}/{output.path.name}", output.path)
    yield from _collection(edition)
    yield from making.layouts(built.layout.folders, files.shipped("layouts"))
    yield facts.member("ledger.json", _json(_ledger(built.book)))
    yield from _citations(built)


def _collection(edition: project.Edition) -> Iterator[Member]:
    """Every file that `edition.toml` names, the folders of its sources, and its own layout."""
    for name in dict.fromkeys((project.EDITION_FILE, *edition.files, *_shown(edition))):
        yield Member(f"{facts.COLLECTION}/{name}", files.inside(edition.folder, name))
    for wish in edition.chapters:
        source = edition.source(wish.source)
        yield from under(source.folder, f"{facts.COLLECTION}/{wish.source}")
    own = edition.folder / "layouts" / edition.record.layout
    if own.is_dir():
        yield from under(own, f"{facts.COLLECTION}/layouts/{own.name}")


def _shown(edition: project.Edition) -> tuple[str, ...]:
    """The pictures beside the note on the edition that its text shows, by their paths in the collection."""
    if not edition.provenance:
        return ()
    note = files.inside(edition.folder, edition.provenance)
    found, shown = beside(edition.folder, note), list[str]()

    def look(relative: str) -> bytes | None:
        data = found(relative)
        if data is not None:
            shown.append(posixpath.normpath(posixpath.join(posixpath.dirname(edition.provenance), relative)))
        return data

    readers.read(Capture(note.name, files.read(note), "text/markdown"), Wishes(beside=look))
    return tuple(shown)


def _citations(built: pipeline.BuildResult) -> Iterator[Member]:
    """How the edition is cited, and its sources for reference managers."""
    book = built.book
    own = citing.of_edition(built.edition.id, book.record)
    cited = [citing.of_source(chapter.record) for chapter in book.chapters]
    spoken = render.words_of(book, built.layout, book.record.language)
    yield facts.member("CITATION.cff", citing.citation_file(own, cited, spoken))
    yield facts.member("citations/sources.json", citing.csl_json(cited))
    yield facts.member("citations/sources.bib", citing.bibtex(cited))
    yield facts.member("citations/sources.ris", citing.ris(cited))


def _ledger(book: Book) -> dict[str, Any]:
    captures = [ledger_data(one) for one in ledgers(book)]
    return {"edition": book.record.title, "date": book.record.date, "captures": captures}


def _json(data: Any) -> str:
    return json.dumps(data, ensure_ascii=False, indent=1, sort_keys=True) + "\n"


def _spoken(book: Book) -> Sequence[Words]:
    """Words in the book's language, in those of its chapters that Bayaz speaks, and in English."""
    wanted = (book.record.language, *(chapter.language for chapter in book.chapters), "en")
    heard = dict.fromkeys(tag.split("-", maxsplit=1)[0] for tag in wanted if tag)
    return [words(tag, numerals=book.record.numerals) for tag in heard if known(tag)]
