"""What elements of HTML are in a tagged PDF: the tree of tags under way, and the kind of tag for each element (ISO 32000-1, 14.8.4)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

HEADINGS = frozenset({"H1", "H2", "H3", "H4", "H5", "H6"})
GROUPING = frozenset({"Document", "Part", "Sect", "Art", "Div", "BlockQuote"})
"""Tags that hold no text themselves."""
BLOCKS = HEADINGS | {"P", "LBody", "TD", "TH", "Caption", "TOCI", "Note"}
"""Tags that a note at the foot of the page may stand in, at their end."""
EMPTY_ALLOWED = frozenset({"TD", "TH"})
_KINDS = {
    "section": "Sect",
    "article": "Art",
    "blockquote": "BlockQuote",
    "p": "P",
    "pre": "P",
    "dl": "L",
    "ul": "L",
    "ol": "L",
    "table": "Table",
    "thead": "THead",
    "tbody": "TBody",
    "tfoot": "TFoot",
    "tr": "TR",
    "th": "TH",
    "td": "TD",
    "caption": "Caption",
    "code": "Code",
    "q": "Quote",
    "a": "Link",
    **{f"h{level}": f"H{level}" for level in range(1, 7)},
}
_NUMBERING = {
    "decimal": "Decimal",
    "lower-alpha": "LowerAlpha",
    "upper-alpha": "UpperAlpha",
    "lower-roman": "LowerRoman",
    "upper-roman": "UpperRoman",
}
_LISTS_OF_PLACES = frozenset({"contents", "figures"})
"""Ids of the parts that say where things stand: the contents, and the list of figures, are the same tags. A part that goes on from
another fragment has such a class, and no id."""
MOST_SPANNED = 1000
"""Columns or rows of one cell, as in HTML."""
SVG = "{http://www.w3.org/2000/svg}"


@dataclass(frozen=True, slots=True)
class Mark:
    """A marked piece of the content of a page."""

    page: int
    number: int


@dataclass(frozen=True, slots=True)
class Annotated:
    """An annotation on a page, as the engine's object."""

    page: int
    annotation: Any


@dataclass(eq=False, slots=True)
class Tag:
    """A structure element under way (ISO 32000-1, 14.7.2). `key` is the HTML element of a run of text that was given its own tag."""

    kind: str
    language: str
    parent: Tag | None = None
    kids: list[Tag | Mark | Annotated] = field(default_factory=list)
    notes: list[Tag] = field(default_factory=list)
    attributes: dict[str, Any] = field(default_factory=dict)
    identifier: str = ""
    alternative: str = ""
    actual: str = ""
    key: Any = None

    def add(self, kind: str, language: str = "", *, first: bool = False) -> Tag:
        """A new tag as the last kid, or the first."""
        kid = Tag(kind, language or self.language, self)
        self.kids.insert(0 if first else len(self.kids), kid)
        return kid

    def above(self, kinds: frozenset[str]) -> Tag | None:
        """The nearest tag of one of `kinds` from here up."""
        tag: Tag | None = self
        while tag is not None and tag.kind not in kinds:
            tag = tag.parent
        return tag

    @property
    def tags(self) -> Iterator[Tag]:
        return (kid for kid in self.kids if isinstance(kid, Tag))


@dataclass(frozen=True, slots=True)
class Facts:
    """What an element inherits: its language, whether it says nothing to a listener, whether it is in the contents."""

    language: str
    hidden: bool = False
    contents: bool = False


def facts(root: Any) -> dict[Any, Facts]:
    """The facts of every element of a page."""
    found: dict[Any, Facts] = {}
    waiting = [(root, Facts(""))]
    while waiting:
        element, outer = waiting.pop()
        own = Facts(
            language=element.get("lang") or element.get("xml:lang") or outer.language,
            hidden=outer.hidden or is_hidden(element),
            contents=outer.contents or _lists_places(element),
        )
        found[element] = own
        waiting += [(child, own) for child in element]
    return found


def _lists_places(element: Any) -> bool:
    called = {element.get("id"), *(classes(element) if element.tag == "section" else ())}
    return not called.isdisjoint(_LISTS_OF_PLACES)


def is_hidden(element: Any) -> bool:
    """True for leaders and for what says by itself that it is mere ornament."""
    if element.tag == f"{SVG}svg":
        return element.get("aria-hidden") == "true" or not description(element)
    undescribed = element.tag == "img" and not element.get("alt")
    return undescribed or element.get("aria-hidden") == "true" or "leader" in classes(element)


def classes(element: Any) -> list[str]:
    return (element.get("class") or "").split()


def description(element: Any) -> str:
    """What a picture shows: the alternative text of an `img`, the title of a drawing."""
    if element.tag == f"{SVG}svg":
        title = element.find(f"{SVG}title")
        return (title.text or "").strip() if title is not None else ""
    return element.get("alt") or ""


def kind_of(element: Any, own: Facts) -> str:
    """The kind of tag for an element, empty for one that is none."""
    name, styles = str(element.tag), classes(element)
    if "footnote" in styles or (name == "div" and "note" in styles):
        return "Note"
    if name == "span":
        return "P" if "p" in styles else "Lbl" if "entry-number" in styles else ""
    if name == "figure":
        return "Figure" if pictures(element) else "Div"
    if name == "figcaption":
        return "Caption"
    if name in ("img", f"{SVG}svg"):
        return "Figure"
    if own.contents and name in ("ol", "ul"):
        return "TOC"
    return _KINDS.get(name, "")


def pictures(element: Any) -> list[Any]:
    """The pictures in a figure that are described."""
    return [one for one in element.iter() if one.tag in ("img", f"{SVG}svg") and not is_hidden(one)]


def numbering(element: Any) -> str:
    """How the items of a list are numbered (ISO 32000-1, 14.8.5.5)."""
    if element.tag != "ol":
        return "None" if element.tag == "dl" else "Disc"
    return next((_NUMBERING[one] for one in classes(element) if one in _NUMBERING), "Decimal")


def scope(element: Any, in_head: bool) -> str:
    """Whether a header cell speaks for its column or its row (ISO 32000-1, 14.8.5.7)."""
    return "Row" if element.get("scope") == "row" and not in_head else "Column"


def spans(element: Any) -> dict[str, int]:
    """Over how many columns and rows a cell goes, where that is more than one."""
    said = {"ColSpan": element.get("colspan") or "", "RowSpan": element.get("rowspan") or ""}
    return {key: int(value) for key, value in said.items() if value.isdecimal() and 1 < int(value) <= MOST_SPANNED}
