"""`bayaz cite`: how the edition and its sources are cited, for readers and for reference managers."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from compiler.messages import CollectionError, Origin

from . import printer
from .folder import EDITION_FILE, chosen
from .options import AsJson, Quiet
from .session import Manner, session

if TYPE_CHECKING:
    from compiler.project import Edition, Source
    from compiler.words import Words


class Format(StrEnum):
    """What a citation may be written as."""

    TEXT = "text"
    CSL_JSON = "csl-json"
    BIBTEX = "bibtex"
    RIS = "ris"
    CFF = "cff"


def cite(
    named: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="DIR|ID", help="The collection, as for build, and ids of its sources. Without an id: the edition."
        ),
    ] = None,
    every: Annotated[bool, typer.Option("--all", help="Every source of the collection.")] = False,
    form: Annotated[
        Format, typer.Option("--as", help="What to write. cff is the CITATION.cff of the edition.")
    ] = Format.TEXT,
    as_json: AsJson = False,
    quiet: Quiet = False,
) -> None:
    """Cite the edition or sources of it.

    As text in the words of the edition, or as data for reference managers: CSL-JSON, BibTeX, RIS, CITATION.cff.
    """
    folder, ids = _parted(named or [])
    if form is Format.CFF and ids:
        raise typer.BadParameter("a CITATION.cff is for the whole edition and names its sources: leave the ID out")
    if every and ids:
        raise typer.BadParameter("--all is every source: leave the ID out")
    with session(Manner(as_json, quiet=quiet)):
        from compiler import project  # noqa: PLC0415 - not needed for help

        edition = project.load(chosen(folder), ordered=False)
        sources = _every(edition) if every else [_source(edition, name) for name in ids]
        text = _written(edition, sources, form)
        if as_json:
            cited = [source.record.id for source in sources] or [edition.id]
            printer.show_json({"format": str(form), "cited": cited, "citation": text, "messages": []})
        else:
            printer.show_text(text)


def _parted(named: list[str]) -> tuple[Path | None, list[str]]:
    """The collection's folder, if the first word names one, and the ids: what looks like a path can be no id."""
    if named and ((Path(named[0]) / EDITION_FILE).is_file() or "/" in named[0] or named[0].startswith(".")):
        return Path(named[0]), named[1:]
    return None, named


def _every(edition: Edition) -> list[Source]:
    """The sources in the order of the chapters, then those that are in none."""
    order = [wish.source for wish in edition.chapters]
    return sorted(edition.sources, key=lambda s: order.index(s.record.id) if s.record.id in order else len(order))


def _source(edition: Edition, name: str) -> Source:
    from compiler import project  # noqa: PLC0415 - as above

    known = {source.record.id: source for source in edition.sources}
    if name not in known:
        hint = project.suggestion(name, known) or "`bayaz cite --all` names every source"
        raise CollectionError.of("source-unknown", f"there is no source {name!r}", hint=hint, origin=Origin("ID"))
    return known[name]


def _written(edition: Edition, sources: list[Source], form: Format) -> str:
    from compiler import citing  # noqa: PLC0415 - brings the citation processor
    from compiler.model.walk import text_of  # noqa: PLC0415 - not needed for help

    own = citing.of_edition(edition.id, edition.record)
    cited = [citing.of_source(source.record) for source in sources]
    match form:
        case Format.CFF:
            every = [citing.of_source(source.record) for source in _every(edition)]
            return citing.citation_file(own, every, _words(edition))
        case Format.CSL_JSON:
            return citing.csl_json(cited or [own])
        case Format.BIBTEX:
            return citing.bibtex(cited or [own])
        case Format.RIS:
            return citing.ris(cited or [own])
        case Format.TEXT:
            citer = citing.Citer(_words(edition), lambda language: _words(edition, language))
            return "".join(f"{text_of(citer(reference))}\n" for reference in cited or [own])


def _words(edition: Edition, language: str = "") -> Words:
    """The words of the edition in a language, by default its own; those of the collection's own layout before those of Bayaz."""
    from compiler import files  # noqa: PLC0415 - as above
    from compiler.words import calendar_of, words  # noqa: PLC0415 - as above

    record = edition.record
    own = files.inside(files.inside(edition.folder, "layouts"), record.layout)
    calendar = calendar_of(record.language, record.numerals, record.calendar)
    folders = (*([own] if own.is_dir() else []), files.shipped("layouts"))
    return words(language or record.language, folders, numerals=record.numerals, calendar=calendar)
