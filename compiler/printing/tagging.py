"""The tags of a page that was laid out: what the engine drew, in the order of the text, under the elements of the book.

The engine makes tags of its own, one for each box: a paragraph over two pages becomes two, and there are none for languages, contents,
notes and captions in figures. These take their place.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

import weasyprint.pdf
from weasyprint.formatting_structure import boxes
from weasyprint.layout.absolute import AbsolutePlaceholder

from compiler.bidi import has_rtl, language_direction, language_of, strong

from . import tag_writing, tags
from .tags import Annotated, Facts, Mark, Tag

POINTS = 0.75


@contextmanager
def structured() -> Iterator[None]:
    """While it lasts, the engine writes our tags and not its own."""
    original = weasyprint.pdf.add_tags

    def add(pdf: Any, document: Any, _version: Any, streams: Sequence[Any]) -> None:
        tag_writing.write(pdf, tree(document, streams), len(document.pages))

    weasyprint.pdf.add_tags = add
    try:
        yield
    finally:
        weasyprint.pdf.add_tags = original


def tree(document: Any, streams: Sequence[Any]) -> Tag:
    """The document's tag with all others in it. What has no tag becomes an artifact in `streams`."""
    root = document._html.etree_element
    facts = tags.facts(root)
    top = Tag("Document", facts[root].language)
    walk = _Walk(facts, top)
    for number, (page, stream) in enumerate(zip(document.pages, streams, strict=True)):
        walk.page(number, page, stream)
    return tag_writing.finished(top)


class _Walk:
    """A way through all boxes. An element over several pages has one tag, which `made` remembers."""

    def __init__(self, facts: dict[Any, Facts], top: Tag) -> None:
        self._facts = facts
        self._top = top
        self._made: dict[Any, Tag] = {}
        self._labels: dict[Any, Tag] = {}
        self._homes: dict[Any, Tag] = {}
        self._begun: dict[Any, int] = {}
        self._number, self._height = 0, 0.0
        self._marks: dict[Any, dict[str, Any]] = {}
        self._silent: set[int] = set()
        self._line: Any = None
        self._last_line: Any = None

    def page(self, number: int, page: Any, stream: Any) -> None:
        self._number, self._height, self._marks, self._silent = number, page.height, stream._tags, set()
        self._box(page._page_box, self._top)
        # What has no tag is an artifact.
        self._silent |= {made["mcid"] for made in self._marks.values()}
        tag_writing.make_artifacts(stream.stream, self._silent)

    def _box(self, box: Any, tag: Tag) -> None:
        box = box._box if isinstance(box, AbsolutePlaceholder) else box
        if isinstance(box, boxes.MarginBox) or (box.element in self._facts and self._facts[box.element].hidden):
            return
        if self._is_repeated(box):
            return
        tag = self._tag(box, tag)
        if box.link_annotation:
            tag.kids.append(Annotated(self._number, box.link_annotation))
        if isinstance(box, boxes.ReplacedBox):
            self._picture(box, tag)
        children = getattr(box, "children", ())
        if tag.kind in tags.GROUPING and any(isinstance(child, boxes.LineBox) and child.children for child in children):
            tag = self._paragraph(box, tag)
        for child in children:
            self._child(child, tag)

    def _child(self, child: Any, tag: Tag) -> None:
        if isinstance(child, boxes.LineBox):
            self._line = child
            for one in child.children:
                self._child(one, tag)
        elif isinstance(child, boxes.TextBox):
            self._text(child, tag)
        else:
            self._box(child, tag)

    def _is_repeated(self, box: Any) -> bool:
        """True for the head of a table that stands again on a further page."""
        if box.element_tag not in ("thead", "tfoot"):
            return False
        return self._begun.setdefault(box.element, self._number) != self._number

    # --- tags ---

    def _tag(self, box: Any, tag: Tag) -> Tag:
        """The tag of a box: that of its element, or the one around it where the element has none."""
        element, name = box.element, box.element_tag or ""
        if element is None or name in ("html", "body"):
            return tag
        _, _, pseudo = name.partition("::")
        if pseudo:
            return self._pseudo(element, pseudo, tag)
        known = self._made.get(element)
        if known is None:
            known = self._new(element, tag)
            if known is not tag:
                self._made[element] = known
        return known

    def _pseudo(self, element: Any, pseudo: str, tag: Tag) -> Tag:
        if pseudo == "marker":
            return self._label(element, tag)
        if pseudo == "footnote-call":
            self._homes[element] = tag.above(tags.BLOCKS) or tag
            return tag.add("Reference").add("Link")
        if pseudo == "footnote-marker":
            return tag.add("Lbl").add("Link")
        return tag

    def _label(self, element: Any, tag: Tag) -> Tag:
        body = self._made.get(element, tag)
        item = body if body.kind == "TOCI" else body.parent
        if body.kind not in ("LBody", "TOCI") or item is None:
            return tag
        if element not in self._labels:
            self._labels[element] = item.add("Lbl", first=True)
        return self._labels[element]

    def _new(self, element: Any, tag: Tag) -> Tag:
        own = self._facts[element]
        if element.tag in ("li", "dt", "dd"):
            return self._item(element, tag, own)
        kind = tags.kind_of(element, own)
        if not kind or (kind == "Figure" and tag.kind == "Figure"):
            return tag
        if kind == "Caption" and tag.kind not in ("Figure", "Table"):
            return tag
        if kind == "Link":
            return self._link(element, tag, own)
        if kind == "Note":
            return self._note(element, tag, own)
        made = tag.add(kind, own.language)
        self._describe(made, element)
        return made

    def _describe(self, tag: Tag, element: Any) -> None:
        if tag.kind == "Figure":
            shown = tags.pictures(element) or [element]
            tag.alternative = "; ".join(filter(None, map(tags.description, shown)))
        elif tag.kind == "L":
            tag.attributes = {"O": "/List", "ListNumbering": f"/{tags.numbering(element)}"}
        elif tag.kind in ("TH", "TD"):
            tag.attributes = {"O": "/Table", **tags.spans(element)}
            if tag.kind == "TH":
                tag.attributes["Scope"] = f"/{tags.scope(element, tag.above(frozenset({'THead'})) is not None)}"

    def _item(self, element: Any, tag: Tag, own: Facts) -> Tag:
        """The body of an item of a list; of a term and what is said of it, the term is the label."""
        if tag.kind == "TOC":
            return tag.add("TOCI", own.language)
        last = tag.kids[-1] if tag.kids and element.tag == "dd" else None
        item = last if isinstance(last, Tag) and last.kind == "LI" else tag.add("LI", own.language)
        return item.add("Lbl" if element.tag == "dt" else "LBody", own.language)

    def _link(self, element: Any, tag: Tag, own: Facts) -> Tag:
        """A link; in the contents title and folio of an entry are one, and a link that calls a note is a reference."""
        entry = tag.above(frozenset({"TOCI"}))
        if entry is not None:
            for reference in entry.tags:
                for link in reference.tags:
                    if link.key == element.get("href"):
                        return link
            tag = entry.add("Reference")
        elif "call" in tags.classes(element):
            tag = tag.add("Reference")
        made = tag.add("Link", own.language)
        made.key = element.get("href")
        return made

    def _note(self, element: Any, tag: Tag, own: Facts) -> Tag:
        """A note: at the foot of a page it belongs to the end of the paragraph that calls it."""
        home = self._homes.get(element)
        made = Tag("Note", own.language, home or tag)
        (home.notes if home else tag.kids).append(made)
        made.identifier = element.get("id") or ""
        return made

    def _paragraph(self, box: Any, tag: Tag) -> Tag:
        """A paragraph for lines that stand in no element for text."""
        last = tag.kids[-1] if tag.kids else None
        if isinstance(last, Tag) and last.kind == "P" and last.key is box.element:
            return last
        made = tag.add("P", self._language(box, tag))
        made.key = box.element
        return made

    # --- content ---

    def _language(self, box: Any, tag: Tag) -> str:
        own = self._facts.get(box.element)
        return own.language if own and own.language else tag.language

    def _text(self, box: Any, tag: Tag) -> None:
        mark = self._mark(box)
        if mark is None:
            return
        text, language = box.text, self._language(box, tag)
        is_rtl = has_rtl(text)
        if is_rtl and language_direction(language) == "ltr":
            language = language_of("".join(one for one in text if strong(one) != "ltr"), language)
        if not text.strip() or (not is_rtl and language == tag.language):
            if text.strip() or tag.kind != "TOCI":
                tag.kids.append(mark)
            else:
                self._silent.add(mark.number)
            return
        run = self._run(box, tag, language)
        run.kids.append(mark)
        if is_rtl or run.actual:
            run.actual = tag_writing.continued(run.actual, text, self._line is not self._last_line)
        self._last_line = self._line

    def _run(self, box: Any, tag: Tag, language: str) -> Tag:
        """A span for a run of text, the same one over its lines."""
        last = tag.kids[-1] if tag.kids else None
        if isinstance(last, Tag) and last.kind == "Span" and last.key is box.element and last.language == language:
            return last
        made = tag.add("Span", language)
        made.key = box.element
        return made

    def _picture(self, box: Any, tag: Tag) -> None:
        mark = self._mark(box)
        if mark is None:
            return
        tag.kids.append(mark)
        if tag.kind == "Figure":
            left, top = box.content_box_x() * POINTS, (self._height - box.content_box_y()) * POINTS
            right, bottom = left + box.width * POINTS, top - box.height * POINTS
            tag.attributes = {"O": "/Layout", "BBox": [round(edge, 2) for edge in (left, bottom, right, top)]}

    def _mark(self, box: Any) -> Mark | None:
        made = self._marks.pop(box, None)
        return Mark(self._number, made["mcid"]) if made else None
