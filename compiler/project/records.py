"""What a collection holds, as frozen records: the edition, its chapters, its sources and what the editor wishes of them."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

from compiler.model.back import BackMatter
from compiler.model.book import EditionRecord, Record
from compiler.model.reading import Role

_MARKDOWN = re.compile(r"\S+\.(md|markdown)", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class FigureWish:
    """A `[[figure]]`: joins a caption of the text to an image, alternative text and a translation, or makes a figure of its own.

    Shown where the text says `[[figure:<id>]]` alone in a paragraph, and in place of every caption equal to `caption`.
    `image` is a path in the source's folder, empty where the picture is not held. `picture` is the name of one that the capture
    brings, which then has these words. `description` is a text, or the path of a Markdown file in the source's folder.
    """

    id: str
    image: str = ""
    alt: str = ""
    decorative: bool = False
    picture: str = ""
    description: str = ""
    description_language: str = ""
    caption: str = ""
    language: str = ""
    translation: str = ""
    translation_language: str = ""
    credit: str = ""

    @property
    def description_file(self) -> str:
        """The path of the description, empty where it is a text or there is none."""
        return self.description if _MARKDOWN.fullmatch(self.description) else ""


@dataclass(frozen=True, slots=True, kw_only=True)
class TextWish:
    """`[text]`: which capture, which document in it (from 1), read which way; empty `capture` means that no text is held."""

    capture: str = ""
    document: int = 1
    way: Literal["text", "facsimile"] = "text"
    password: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """One `sources/<id>/source.toml`: its record, folder, brief, and how its text is to be read."""

    record: Record
    folder: Path
    brief: str = ""
    text: TextWish = TextWish()
    roles: tuple[tuple[str, Role], ...] = ()
    figures: tuple[FigureWish, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ChapterWish:
    """A `[[chapter]]` of `edition.toml`: a source, and its title in this edition if other than its own."""

    source: str
    title: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class PressWish:
    """`[print]`: what the press asks for; None and empty leave it to the layout.

    `bleed` is in millimetres, and so is `paper`, the thickness of a sheet, 0 where it is not known. `profile` is a path in the
    collection, `isbn` as it is to be printed.
    """

    bleed: float | None = None
    marks: bool | None = None
    sheets: int | None = None
    colour: str = ""
    profile: str = ""
    paper: float = 0.0
    isbn: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Edition:
    """The collection: the folder of `edition.toml`, the order of chapters, the sources, those not in the order too, and what is asked
    of the back matter. `files` are the paths of the files that `edition.toml` itself names.
    """

    folder: Path
    id: str
    record: EditionRecord
    chapters: tuple[ChapterWish, ...]
    sources: tuple[Source, ...]
    provenance: str = ""
    figures: tuple[FigureWish, ...] = ()
    files: tuple[str, ...] = ()
    back: BackMatter = field(default_factory=BackMatter)
    press: PressWish = PressWish()

    def source(self, identifier: str) -> Source:
        """The source with this id. Raises `KeyError` if there is none; a loaded edition's chapters all have one."""
        return next((s for s in self.sources if s.record.id == identifier), None) or _none(identifier)


def _none(identifier: str) -> Source:
    raise KeyError(identifier)
