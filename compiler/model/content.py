"""Content as closed unions of frozen values: what the model cannot say cannot reach a reader.

Readers make these, passes map them, layouts show them. `Inline` and `Block` are matched with `assert_never`.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from compiler.bidi import Direction
from compiler.messages import Origin

# --- inline ---


@dataclass(frozen=True, slots=True)
class Text:
    """Characters as the capture has them."""

    text: str


@dataclass(frozen=True, slots=True)
class Emphasis:
    content: Inlines


@dataclass(frozen=True, slots=True)
class Strong:
    content: Inlines


@dataclass(frozen=True, slots=True)
class Superscript:
    content: Inlines


@dataclass(frozen=True, slots=True)
class Subscript:
    content: Inlines


@dataclass(frozen=True, slots=True)
class CodeSpan:
    text: str


@dataclass(frozen=True, slots=True)
class Link:
    """A link: `#<block id>` or `source:<source id>` inside the book, an http(s) or mailto address outside.

    Readers drop every other scheme and keep the words.
    """

    target: str
    content: Inlines
    title: str = ""


@dataclass(frozen=True, slots=True)
class NoteRef:
    """A call of the note whose block id is `note`; `marker` is as printed in the capture, `number` is set by a pass."""

    note: str
    marker: str = ""
    number: str = ""


@dataclass(frozen=True, slots=True)
class Isolate:
    """A run of another language or direction than its block (`bdi` with `lang` and `dir`)."""

    language: str
    direction: Direction
    content: Inlines


@dataclass(frozen=True, slots=True)
class LineBreak:
    pass


@dataclass(frozen=True, slots=True)
class InlineImage:
    """A picture inside a line; `image` is the name of one of the reading's images.

    Without `alt` it says nothing if it is `decorative`, else its words are missing.
    """

    image: str
    alt: str
    decorative: bool = False


Inline = (
    Text | Emphasis | Strong | Superscript | Subscript | CodeSpan | Link | NoteRef | Isolate | LineBreak | InlineImage
)
Inlines = tuple[Inline, ...]

# --- blocks ---


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """What every block has: an id (empty until `identify`), a language (BCP 47), a direction, an origin in a capture."""

    id: str = ""
    language: str = ""
    direction: Direction = "ltr"
    origin: Origin | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Heading(Place):
    """A heading inside a chapter. `level` 1 is a section (the chapter's title itself is no block).

    `label` is the number as the capture prints it (`2.`), taken off `content`; `number` is ours, set by a pass.
    """

    level: int
    content: Inlines
    label: str = ""
    number: str = ""


ParagraphRole = Literal[
    "body", "byline", "dateline", "lead", "question", "answer", "attribution", "missing", "reference"
]


@dataclass(frozen=True, slots=True, kw_only=True)
class Paragraph(Place):
    content: Inlines
    role: ParagraphRole = "body"


@dataclass(frozen=True, slots=True, kw_only=True)
class Caption(Place):
    """One caption of a figure in one language. `short` is for lists of figures; a `translation` is the editor's."""

    content: Inlines
    short: str = ""
    translation: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure(Place):
    """A picture with its captions, one per language.

    `image` is the name of one of the reading's images, empty where the picture is not held. `alt` is required where there
    is an image, unless `decorative`. A caption found without a picture is a figure without an image. `description` says at length
    what a chart or map shows; no heading, figure or note stands in it.
    """

    image: str = ""
    alt: str = ""
    decorative: bool = False
    captions: tuple[Caption, ...] = ()
    number: str = ""
    credit: str = ""
    description: tuple[Block, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    content: Inlines
    header: bool = False
    columns: int = 1
    rows: int = 1
    align: Literal["", "left", "right", "center"] = ""
    language: str = ""
    direction: Direction = "ltr"


Row = tuple[Cell, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Table(Place):
    head: tuple[Row, ...] = ()
    body: tuple[Row, ...] = ()
    caption: Inlines = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class List(Place):
    """A list. `style` is empty for bullets, else the CSS counter style (`decimal`, `lower-alpha`, `persian`)."""

    items: tuple[tuple[Block, ...], ...]
    style: str = ""
    start: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Definitions(Place):
    """Terms, each with what is said of it."""

    items: tuple[tuple[Inlines, tuple[Block, ...]], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Quote(Place):
    blocks: tuple[Block, ...]
    attribution: Inlines = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Verse(Place):
    """Stanzas of lines."""

    stanzas: tuple[tuple[Inlines, ...], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class CodeBlock(Place):
    text: str
    syntax: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Note(Place):
    """A note. Readers leave it where the capture has it; a pass moves called notes to their chapter."""

    blocks: tuple[Block, ...]
    marker: str = ""
    number: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule(Place):
    """A scene break."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Facsimile(Place):
    """One page of a PDF capture shown whole: page `page` (from 1) of the file `capture`; `text` is what it says."""

    capture: str
    page: int
    text: str
    width: float
    height: float


Block = Heading | Paragraph | Figure | Table | List | Definitions | Quote | Verse | CodeBlock | Note | Rule | Facsimile
Blocks = tuple[Block, ...]


def description_id(figure: str) -> str:
    """The address of the long description of the figure with this id."""
    return f"{figure}-description"
