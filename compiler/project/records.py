"""What a collection holds, as frozen records: the edition, its chapters, its sources and what the editor wishes of them."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from compiler.model.book import EditionRecord, Record
from compiler.model.reading import Role


@dataclass(frozen=True, slots=True, kw_only=True)
class FigureWish:
    """A `[[figure]]`: joins a caption of the text to an image, alternative text and a translation, or makes a figure of its own.

    Shown where the text says `[[figure:<id>]]` alone in a paragraph, and in place of every caption equal to `caption`.
    `image` is a path in the source's folder, empty where the picture is not held.
    """

    id: str
    image: str = ""
    alt: str = ""
    decorative: bool = False
    caption: str = ""
    language: str = ""
    translation: str = ""
    translation_language: str = ""
    credit: str = ""


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
class Edition:
    """The collection: the folder of `edition.toml`, the order of chapters, and the sources, those not in the order too."""

    folder: Path
    id: str
    record: EditionRecord
    chapters: tuple[ChapterWish, ...]
    sources: tuple[Source, ...]
    provenance: str = ""
    figures: tuple[FigureWish, ...] = ()

    def source(self, identifier: str) -> Source:
        """The source with this id. Raises `KeyError` if there is none; a loaded edition's chapters all have one."""
        return next((s for s in self.sources if s.record.id == identifier), None) or _none(identifier)


def _none(identifier: str) -> Source:
    raise KeyError(identifier)
