"""A tree of HTML elements becomes blocks of the model; of use to every reader whose engine gives HTML."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace

from compiler.model.content import (
    Block,
    Blocks,
    Figure,
    Heading,
    InlineImage,
    Inlines,
    Note,
    Paragraph,
    Quote,
    Rule,
    Table,
    Text,
)
from compiler.model.walk import block_text, blocks_deep, inlines_deep, text_of

from . import figures, lists, tables
from .furniture import is_empty, why_dropped
from .headings import with_levels
from .inlines import inlines_of, lines, parts, split_at_breaks, tidy
from .leaves import is_verse, preformatted, verse
from .links import with_links_settled
from .notes import called, find_notes, is_note_frame, marker_of, with_calls_settled, without_mark
from .scope import MAX_DEPTH, MAX_NEST, Page, Scope
from .tree import NUMBER, Element, first, inner, is_blank, number, number_elements, roles, tag, words_in

_ATOMS = frozenset({"svg", "math", "img", "picture", "ruby"})
_HEADINGS = {f"h{level}": level for level in range(1, 7)}
_BLOCK_NAMES = """
address article aside blockquote body center dd details dialog dir div dl dt fieldset figcaption figure footer form
h1 h2 h3 h4 h5 h6 header hgroup hr html legend li main menu nav ol p pre section summary table tbody td tfoot th
thead tr ul noscript
"""
_BLOCKS = frozenset(_BLOCK_NAMES.split())
_LEAD = re.compile(r"(?:^|[-_ ])(?:lead|lede|standfirst|dek|intro|article-lead|summary)(?:$|[-_ ])")
_SOURCE = re.compile(r"(?:^|[-_ ])(?:attribution|quote-source|quote-author|cite|source|author)(?:$|[-_ ])")
_BREAK_SIGNS = re.compile(
    r"[\s\u00a0]*(?:(?:[*⁂·•~#=_—–-]|\* ?)[\s\u00a0]*){3,9}|[\s\u00a0]*⁂[\s\u00a0]*|[\s\u00a0]*\*[\s\u00a0]*"
)


def blocks_of(element: Element, page: Page | None = None, scope: Scope | None = None) -> Blocks:
    """The blocks of an element: headings with levels free of gaps, notes and inner links resolved, ids still empty or temporary.

    `page` collects pictures (`page.album`), messages and what was dropped. A tree that was not numbered is numbered first
    (`number_elements`), so that origins count elements. Nothing is fetched; nothing raises on bad content.
    """
    page = page or Page()
    root = element.getroottree().getroot()
    if root.get(NUMBER) is None:
        number_elements(root)
    if not page.notes:
        find_notes(page, root)
    return settled(page, root, mapped(page, element, scope or Scope()))


def mapped(page: Page, element: Element, scope: Scope) -> Blocks:
    """The blocks of the content of `element`, as they stand."""
    return flow(page, element, scope.inside(element))


def settled(page: Page, root: Element, blocks: Blocks) -> Blocks:
    """`blocks` with called notes that lie elsewhere in the page at their end, and every call, link and level resolved."""
    held = {found.id for found in blocks_deep(blocks) if isinstance(found, Note)}
    wanted = set(called(blocks)) - held
    for body in root.iter():
        if page.notes.get(number(body)) in wanted:
            blocks += note(page, body, Scope())
    return with_levels(with_links_settled(page, root, with_calls_settled(blocks)))


# --- flow ---


def flow(page: Page, element: Element, scope: Scope) -> Blocks:
    """The blocks of what stands in `element`; `scope` is the one inside it. Text between blocks makes paragraphs."""
    if scope.depth > MAX_DEPTH:
        return _bare(page, element, scope)
    made: list[Block] = []
    run: list[str | Element] = []
    whole = True
    for part in parts(element):
        if isinstance(part, str) or _is_inline(page, part):
            run.append(part)
        elif not _passed_over(page, part):
            made += paragraphs(page, run, scope, element, whole=False)
            run, whole = [], False
            _join(made, part, block(page, part, scope))
    made += paragraphs(page, run, scope, element, whole=whole)
    return tuple(made)


def _join(made: list[Block], element: Element, new: Blocks) -> None:
    """Adds `new`; a caption of its own goes to the picture before it."""
    last = made[-1] if made else None
    lone = new[0] if len(new) == 1 else None
    if isinstance(last, Figure) and not last.captions and isinstance(lone, Figure) and figures.is_caption(element):
        made[-1] = replace(last, captions=lone.captions, credit=lone.credit)
        return
    made.extend(new)


def _passed_over(page: Page, element: Element) -> bool:
    """True for what is no text of the page, was used as metadata, or stands elsewhere."""
    if number(element) in page.used or number(element) in page.dropped or number(element) in page.lifted:
        return number(element) != 0
    reason = why_dropped(element) or ("empty" if is_empty(element) else "")
    if not reason and number(element) not in page.notes and lists.is_menu(element):
        reason = "menu"
    if reason:
        page.drop(element, reason)
    return bool(reason)


def _is_inline(page: Page, element: Element) -> bool:
    name = tag(element)
    if name in _ATOMS:
        return True
    if not name or name in _BLOCKS:
        return not name
    if figures.is_caption(element) or figures.is_figure(element):
        return False
    return not any(tag(found) in _BLOCKS for found in element.iterdescendants())


def _bare(page: Page, element: Element, scope: Scope) -> Blocks:
    page.say("page-too-deep", f"elements lie more than {MAX_DEPTH} deep; those further in are taken as bare text")
    content = tidy((Text("".join(element.itertext())),))
    return _paragraph(page, content, scope, element) if content else ()


def _paragraph(page: Page, content: Inlines, scope: Scope, element: Element) -> Blocks:
    return (Paragraph(content=content, **page.place(scope, text_of(content), page.origin(element))),)


def paragraphs(page: Page, run: list[str | Element], scope: Scope, owner: Element, *, whole: bool) -> Blocks:
    """A run of text as paragraphs, split at empty lines; large pictures in it become figures before or after them."""
    elements = [part for part in run if not isinstance(part, str)]
    if not elements and all(is_blank(part) for part in run):
        return ()
    before, after = _lifted(page, run, scope)
    content = inlines_of(page, run, scope)
    origin = (
        page.origin(owner)
        if whole
        else page.origin(elements[0], elements[-1])
        if elements
        else page.origin(owner, owner)
    )
    if not whole and not elements and origin is not None:
        origin = replace(origin, last=origin.first)
    made: list[Block] = []
    for piece in split_at_breaks(content, 2):
        text = text_of(piece)
        if not is_blank(text) or any(isinstance(inline, InlineImage) for inline in inlines_deep(piece)):
            made.append(_kind(owner, piece, page.place(scope, text, origin)))
    return (*before, *made, *after)


def _kind(owner: Element, content: Inlines, place: dict[str, object]) -> Block:
    text = text_of(content)
    if len(text) < 30 and _BREAK_SIGNS.fullmatch(text):
        return Rule(**place)  # type: ignore[arg-type]
    lead = tag(owner) in {"p", "div"} and _LEAD.search((owner.get("class") or "").lower()[:500])
    return Paragraph(content=content, role="lead" if lead else "body", **place)  # type: ignore[arg-type]


def _lifted(page: Page, run: list[str | Element], scope: Scope) -> tuple[Blocks, Blocks]:
    """The large pictures of a run: those before its first words, those after."""
    before: list[Block] = []
    after: list[Block] = []
    worded = False
    for part in run:
        if isinstance(part, str):
            worded = worded or not is_blank(part)
            continue
        if not why_dropped(part):
            images = [i for i in figures.images_in(part) if figures.is_pixel(i) or not figures.is_small(page, i)]
            (after if worded else before).extend(figures.pictures(page, images, scope, captioned=False))
            page.lifted.update(number(image) for image in images)
        worded = worded or not is_blank(words_in(part))
    return tuple(before), tuple(after)


# --- blocks ---


def block(page: Page, element: Element, scope: Scope) -> Blocks:
    """What one block element becomes; an element without a meaning of its own is its content."""
    if number(element) in page.notes:
        return note(page, element, scope)
    if tag(element) != "li" and is_note_frame(page, element):
        return _notes_only(page, element, scope)
    make = _maker(element)
    return make(page, element, scope)


def _maker(element: Element) -> Callable[[Page, Element, Scope], Blocks]:
    name = tag(element)
    if name in _HEADINGS or "heading" in roles(element):
        return heading
    if figures.is_figure(element):
        return figures.figure
    if name == "figure":
        return mixed_figure
    if figures.is_caption(element):
        return loose_caption
    if name == "pre":
        return preformatted
    if is_verse(element):
        return verse
    return _MAKERS.get(name, mapped)


def heading(page: Page, element: Element, scope: Scope) -> Blocks:
    """A heading of the level its name or `aria-level` tells; one that holds only pictures is these."""
    inside = scope.inside(element)
    before, after = _lifted(page, list(parts(element)), inside)
    content = inlines_of(page, lines(element), inside)
    text = text_of(content)
    if is_blank(text):
        return (*before, *after)
    said = element.get("aria-level") or ""
    level = _HEADINGS.get(tag(element)) or (int(said) if said.isascii() and said.isdigit() and len(said) < 3 else 7)
    return (*before, Heading(level=level, content=content, **page.place(inside, text, page.origin(element))), *after)


def listed(page: Page, element: Element, scope: Scope) -> Blocks:
    return lists.list_of(page, element, scope, flow, note) if _may_nest(page, scope) else mapped(page, element, scope)


def defined(page: Page, element: Element, scope: Scope) -> Blocks:
    return (
        lists.definitions(page, element, scope, flow, note) if _may_nest(page, scope) else mapped(page, element, scope)
    )


def _may_nest(page: Page, scope: Scope) -> bool:
    if scope.nest < MAX_NEST:
        return True
    page.say("page-too-deep", f"lists and quotations lie more than {MAX_NEST} deep; the inner ones are opened")
    return False


def tabular(page: Page, element: Element, scope: Scope) -> Blocks:
    """A table; one that only lays the page out is what stands in it."""
    if tables.is_layout(element):
        return mapped(page, element, scope)
    table = tables.table(page, element, scope)
    return (table,) if table is not None else ()


def quotation(page: Page, element: Element, scope: Scope) -> Blocks:
    return quoted(page, element, scope, ())


def quoted(page: Page, element: Element, scope: Scope, attribution: Inlines) -> Blocks:
    """A quotation, its source (a last `cite` or `footer`) apart."""
    if not _may_nest(page, scope):
        return mapped(page, element, scope)
    inside = scope.inside(element)
    source = _source(element)
    if source is not None and not attribution:
        attribution = inlines_of(page, lines(source), inside.inside(source))
        page.lifted.add(number(source))
    blocks = flow(page, element, inside.nested())
    if not blocks:
        return _paragraph(page, attribution, inside, element) if attribution else ()
    text = "\n".join(block_text(inner_block) for inner_block in blocks)
    return (Quote(blocks=blocks, attribution=attribution, **page.place(inside, text, page.origin(element))),)


def _source(element: Element) -> Element | None:
    """The last element of a quotation, if that says where it is from; or a `cite` at its start, as forums have it."""
    opening = element[0] if len(element) else None
    if tag(opening) == "cite" and is_blank(element.text or "") and len(words_in(opening)) < len(words_in(element)):
        return opening
    last = element[-1] if len(element) else None
    if last is None or not number(last) or (last.tail and not is_blank(last.tail)):
        return None
    if tag(last) in {"footer", "cite", "figcaption"} or _SOURCE.search((last.get("class") or "").lower()[:500]):
        return last if not is_empty(last) else None
    only = last[0] if len(last) else None
    is_cite = only is not None and tag(only) == "cite" and len(words_in(last)) - len(words_in(only)) < 3
    return last if is_cite and tag(last) == "p" and len(element) > 1 else None


def rule(page: Page, element: Element, scope: Scope) -> Blocks:
    return (Rule(**page.place(scope, "", page.origin(element))),)


def mixed_figure(page: Page, element: Element, scope: Scope) -> Blocks:
    """A figure of something else than a picture: a table and a quotation take its caption, before others it stands alone."""
    inside = scope.inside(element)
    captions = figures.caption_elements(element)
    body = next((child for child in element if tag(child) in {"table", "blockquote"}), None)
    if body is None or len(captions) != 1 or captions[0].getparent() is not element:
        return mapped(page, element, scope)
    content = inlines_of(page, lines(captions[0]), inside.inside(captions[0]))
    page.lifted.add(number(captions[0]))
    if tag(body) == "blockquote":
        made = quoted(page, body, inside, content)
    else:
        table = tables.table(page, body, inside, content)
        made = (table,) if table is not None else ()
    whole = page.origin(element)
    return tuple(replace(found, origin=whole) if isinstance(found, Table | Quote) else found for found in made)


def loose_caption(page: Page, element: Element, scope: Scope) -> Blocks:
    """A caption that is in no figure: a figure without its picture, unless pictures stand inside or just before it."""
    if first(element, *figures.IMAGES) is not None:
        return mapped(page, element, scope)
    captions = figures.captions_of(page, element, scope)
    if not captions:
        return ()
    place = page.place(scope.inside(element), text_of(captions[0].content), page.origin(element))
    return (Figure(captions=captions, **place),)


def note(page: Page, element: Element, scope: Scope) -> Blocks:
    """A note, its own mark and the link back taken off."""
    inside = scope.inside(element)
    marker = marker_of(page, element)
    blocks = without_mark(flow(page, element, inside.nested()), marker)
    if not blocks:
        return ()
    text = "\n".join(block_text(inner_block) for inner_block in blocks)
    place = page.place(inside, text, page.origin(element)) | {"id": page.notes[number(element)]}
    return (Note(blocks=blocks, marker=marker, **place),)


def _notes_only(page: Page, element: Element, scope: Scope) -> Blocks:
    """The notes of a section of notes; its heading would stand over nothing once they are at the foot of their pages."""
    for found in inner(element, *_HEADINGS):
        page.drop(found, "heading of the notes")
    for found in inner(element, "hr"):
        page.drop(found, "rule above the notes")
    return _MAKERS.get(tag(element), mapped)(page, element, scope)


_MAKERS: dict[str, Callable[[Page, Element, Scope], Blocks]] = {
    "ul": listed,
    "ol": listed,
    "menu": listed,
    "dir": listed,
    "dl": defined,
    "table": tabular,
    "blockquote": quotation,
    "hr": rule,
}
