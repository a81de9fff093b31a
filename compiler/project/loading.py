"""Loads a collection: `edition.toml` and the `source.toml` of every folder beside it."""

from __future__ import annotations

import re
import unicodedata
import uuid
from collections.abc import Collection, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from compiler.messages import CollectionError, Message, Origin
from compiler.model.back import PARTS
from compiler.model.book import EditionRecord

from .back import back_matter
from .figures import figures
from .keys import CHAPTER, EDITION, EDITION_TABLES
from .latin import in_latin
from .paths import checked_file
from .press import press
from .records import ChapterWish, Edition, FigureWish, Source
from .sheet import Sheet, suggestion
from .sources import load_source
from .values import slug

EDITION_FILE = "edition.toml"
SOURCE_FILE = "source.toml"
PROVENANCE = "provenance"
RESERVED = frozenset(
    {
        *("back", "colophon", "contents", "cover", "front", "furniture", "imprint", "landmarks", "ledger", "nav"),
        *("package", PROVENANCE, "style", "titlepage", "toc", *PARTS),
    }
)
"""Names of the book's own pages, which no source may have."""

_BLOCK_ID = re.compile(r"(.+)-(?:cap|code|dl|fig|h|l|n|p|page|q|rule|t|v)\d+")
_ENTRIES = ("colophon-", "bib-")
"""How the addresses of what the book says of a source begin: its entries in the colophon and in the bibliography."""


def load(folder: Path, *, ordered: bool = True) -> Edition:
    """The collection in `folder`. Raises `CollectionError` with every fault of every file of it.

    With `ordered` false, an edition that names no chapter yet is no fault.
    """
    folder = Path(folder)
    if not (folder / EDITION_FILE).is_file():
        text = f"there is no {EDITION_FILE} in {folder}"
        raise CollectionError.of("collection-missing", text, hint="`bayaz new DIR` makes a collection")
    if not (folder / EDITION_FILE).resolve().is_relative_to(folder.resolve()):
        raise CollectionError([_outside(EDITION_FILE, EDITION_FILE, "file")])
    sheet = Sheet.open(folder / EDITION_FILE, EDITION_FILE)
    faults: list[Message] = []
    sources = _sources(folder, faults)
    edition = None if sheet.faults else _edition(folder, sheet, sources, ordered)
    faults += _figure_clashes(sources, edition.figures if edition else ())
    if edition is None or sheet.faults or faults:
        raise CollectionError((*sheet.faults, *faults))
    return edition


# --- sources ---


def _sources(folder: Path, faults: list[Message]) -> dict[str, Source | None]:
    """The sources by id in the order of their names, None for one at fault, which is still there to be named."""
    sources: dict[str, Source | None] = {}
    for path in sorted(folder.glob(f"*/{SOURCE_FILE}")):
        name = path.parent.name
        if name.startswith("."):
            continue
        if not path.resolve().is_relative_to(folder.resolve()):
            what = "folder" if path.parent.is_symlink() else "file"
            faults.append(_outside(name if what == "folder" else path.name, f"{name}/{SOURCE_FILE}", what))
            sources[name] = None
            continue
        faults += _name_faults(name)
        sources[name] = load_source(path.parent, SOURCE_FILE, faults)
    for name in sources:
        other = _holder(name, {*sources, PROVENANCE, *PARTS})
        if other:
            text = f"{name!r} is also an address inside {other!r}"
            faults.append(Message("id-clash", "error", text, "rename the folder", Origin(f"{name}/{SOURCE_FILE}")))
    return sources


def _outside(name: str, file: str, what: str) -> Message:
    text, hint = f"{name} is a link out of the collection", f"copy the {what} here"
    return Message("path-outside", "error", text, hint, Origin(file))


def _holder(name: str, present: Collection[str]) -> str:
    """What has an address `name` of its own: a part of the back matter, or one of the ids `present`, by a block, a call of a note, an
    entry in the colophon or the bibliography.
    """
    block = _BLOCK_ID.fullmatch(name)
    holders = [block[1], block[1].removeprefix("call-")] if block else []
    holders += ["index"] if re.fullmatch(r"index-\d+", name) else []
    holders += [name.removeprefix(entry) for entry in _ENTRIES if name.startswith(entry)]
    return next((holder for holder in holders if holder in present or holder in PARTS), "")


def _figure_clashes(sources: Mapping[str, Source | None], own: Sequence[FigureWish]) -> Iterator[Message]:
    """Figures whose address in the book would be that of another source, or inside it."""
    files = {PROVENANCE: EDITION_FILE, **{name: f"{name}/{SOURCE_FILE}" for name in sources}}
    figures = [(PROVENANCE, figure) for figure in own]
    figures += [(name, figure) for name, source in sources.items() if source for figure in source.figures]
    for holder, figure in figures:
        address = f"{holder}-{figure.id}"
        longer = (name for name in files if name.startswith(f"{holder}-"))
        other = next((name for name in longer if f"{address}-".startswith(f"{name}-")), "")
        if other:
            text = f"the figure {figure.id!r} would have an address of the source {other!r}"
            yield Message("id-clash", "error", text, "give it another id", Origin(files[holder], key="figure"))


def _name_faults(name: str) -> list[Message]:
    origin = Origin(f"{name}/{SOURCE_FILE}")
    if name in RESERVED:
        text = f"{name!r} is the name of one of the book's own pages"
        return [Message("id-reserved", "error", text, "rename the folder", origin)]
    if not slug(name):
        hint = f"rename the folder, {slug_of(name)!r} for instance: small letters, digits and hyphens, a letter first"
        return [Message("id-bad", "error", f"the folder's name {name!r} is no address for a chapter", hint, origin)]
    return []


def slug_of(text: str, default: str = "source") -> str:
    """`text` as an id: ASCII small letters, digits and hyphens, at most 60; `default` if nothing is left.

    Letters of other scripts are left out beside Latin ones; where there is no Latin one, Arabic and Hebrew are written in Latin.
    """
    plain = _ascii(text)
    if not re.search("[a-z]", plain):
        plain = _ascii(in_latin(text))
    if len(plain) > 60:
        plain = plain[:61].rpartition("-")[0] or plain[:60]
    if plain and not plain[0].isalpha():
        plain = f"{default}-{plain}"
    return plain or default


def _ascii(text: str) -> str:
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", plain.replace("'", "")).strip("-")


def is_free(identifier: str, present: Collection[str]) -> bool:
    """True if a new source may have this id beside those `present`."""
    together = {identifier, *present, PROVENANCE, *PARTS}
    clash = _holder(identifier, together) or any(_holder(name, {identifier}) for name in present)
    return slug(identifier) and identifier not in RESERVED and identifier not in present and not clash


# --- the edition ---


def _edition(folder: Path, sheet: Sheet, sources: Mapping[str, Source | None], ordered: bool) -> Edition:
    for name in sheet.data:
        if name not in EDITION_TABLES:
            known = [*EDITION_TABLES, *(key.name for key in EDITION)]
            hint = "it belongs below [edition]" if name in known else suggestion(name, EDITION_TABLES)
            sheet.fault((name,), "key-unknown", f"Bayaz knows no {name!r} here", hint)
    said = sheet.fields(("edition",), sheet.table("edition"), EDITION)
    provenance = said.pop("provenance", "")
    if provenance:
        checked_file(sheet, folder, provenance, ("edition", "provenance"))
    identifier = said.pop("id", "") or _default_id(said.get("title", ""), said.get("title_translation", ""))
    chapters = _chapters(folder, sheet, sources)
    if ordered and not sheet.data.get("chapter"):
        hint = 'add [[chapter]] with source = "…", once for each chapter, in their order'
        sheet.fault(("chapter",), "chapters-missing", "no chapter is named", hint)
    own, asked = figures(sheet, folder), press(sheet, folder)
    return Edition(
        folder=folder,
        id=identifier,
        record=_record(identifier, said),
        chapters=chapters,
        sources=tuple(source for source in sources.values() if source),
        provenance=provenance,
        figures=own,
        press=asked,
        files=tuple(sheet.named),
        back=back_matter(sheet),
    )


def _default_id(title: str, translation: str) -> str:
    """From the title if it has Latin letters, else from its translation if that has, else from the title's own letters."""
    latin = next((text for text in (title, translation) if re.search("[a-z]", _ascii(text))), title)
    return slug_of(latin, "edition")


def _record(edition_id: str, said: dict[str, Any]) -> EditionRecord:
    """The record; an edition without an identifier gets one that derives from its id and title, so that it stays the same."""
    said = {name: value for name, value in said.items() if value not in ("", ())} | {"title": said.get("title", "")}
    name = f"bayaz:{edition_id}:{said['title']}"
    said.setdefault("identifier", f"urn:uuid:{uuid.uuid5(uuid.NAMESPACE_URL, name)}")
    return EditionRecord(**said)


def _chapters(folder: Path, sheet: Sheet, sources: Mapping[str, Source | None]) -> tuple[ChapterWish, ...]:
    chapters: dict[str, ChapterWish] = {}
    for path, data in sheet.tables("chapter"):
        said = sheet.fields(path, data, CHAPTER)
        name = said.get("source", "")
        if not name:
            continue
        if name not in sources:
            sheet.fault(
                (*path, "source"), "source-unknown", f"there is no source {name!r}", _near(folder, name, sources)
            )
        elif name in chapters:
            sheet.fault((*path, "source"), "source-twice", f"{name!r} is a chapter already", "take one of them out")
        else:
            chapters[name] = ChapterWish(**said)
    return tuple(chapters.values())


def _near(folder: Path, name: str, sources: Mapping[str, Source | None]) -> str:
    if slug(name) and (folder / name).is_dir():
        return f"the folder {name} has no {SOURCE_FILE}"
    return suggestion(name, sources) or f"a source is a folder with a {SOURCE_FILE}"
