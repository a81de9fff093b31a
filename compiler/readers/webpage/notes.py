"""Notes of a page: which links call them, which elements are their bodies, which links lead back."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from urllib.parse import unquote

from compiler.model.content import Blocks, Inline, Inlines, NoteRef, Paragraph, Superscript, Text
from compiler.model.walk import block_inlines, blocks_deep, inlines_deep, map_block_inlines, map_blocks, text_of

from .inlines import tidy, without_start
from .scope import Page
from .tree import Element, inner, last_number, number, roles, tag, tokens, words_in

_MARKER = re.compile(
    r"[\[(]?\s*(?:[0-9۰-۹٠-٩]{1,4}|[a-z]|[ivxl]{1,6}|[*†‡§¶]{1,3}|note\s*\d{1,3})\s*[\])]?\.?", re.IGNORECASE
)
_HINT = re.compile(
    r"(?:^|[-_:.])(?:s?d?(?:foot|end)?notes?|s?f[nt]|ftn|edn|fnref|ref|refs|cite|reference)(?:[-_:.]|\d|$)",
    re.IGNORECASE,
)
_SECTION = re.compile(r"(?:^|[-_ ])(?:footnotes?|endnotes?|footnotes-list|fn-list)(?:$|[-_ ])", re.IGNORECASE)
_BODIES = frozenset({"li", "p", "div", "dd", "aside", "section", "td"})
_BODY_ROLES = frozenset({"footnote", "endnote", "rearnote"})
_GROUP_ROLES = frozenset({"footnotes", "endnotes", "rearnotes"})
_ARROWS = re.compile(
    r"[\s\[(]*[↩↑⤴⇧↵←^⏎\ufe0e\ufe0f]+[\s\])]*|(?:back|return|jump up|بازگشت)(?: to (?:the )?(?:text|content|top))?",
    re.IGNORECASE,
)
_MAX_LINKS = 50_000


def find_notes(page: Page, root: Element) -> None:
    """Fills `page.calls` (link -> body), `page.notes` (body -> id) and `page.backlinks`, all by element number."""
    named = names(root)
    links = [link for link in inner(root, "a") if (link.get("href") or "")[:1] == "#"][:_MAX_LINKS]
    for link in links:
        target = named.get(fragment(link))
        if target is not None and _is_call(link, target):
            body = _body(target, root)
            if body is not None and not number(body) <= number(link) <= last_number(body):
                page.calls[number(link)] = number(body)
                page.notes.setdefault(number(body), note_id(body))
                page.marks.setdefault(number(body), words_in(link).strip("[]() ."))
    for body in _stated(root):
        page.notes.setdefault(number(body), note_id(body))
    _open_outer(page, root)
    for link in links:
        if number(link) not in page.calls and _leads_back(page, link, named.get(fragment(link))):
            page.backlinks.add(number(link))


def note_id(body: Element) -> str:
    return f"note-{number(body)}"


def names(root: Element) -> dict[str, Element]:
    """The elements that a `#name` can mean, the first of each name."""
    found: dict[str, Element] = {}
    for element in root.iter():
        if not tag(element):
            continue
        for name in (element.get("id"), element.get("name") if tag(element) == "a" else None):
            if name:
                found.setdefault(name, element)
    return found


def fragment(link: Element) -> str:
    """The name in a link's `#name`, percent signs resolved."""
    return unquote((link.get("href") or "").strip()[1:])


def _is_call(link: Element, target: Element) -> bool:
    """A stated call; or a mark that leads on to something below it, raised or named as calls are."""
    said = roles(link)
    if said & {"noteref", "footnote-ref"}:
        return True
    if said & {"backlink", "referrer"} or number(target) <= number(link) or tag(target)[:1] == "h":
        return False
    if not _MARKER.fullmatch(words_in(link)):
        return False
    return _is_raised(link) or any(_HINT.search(word) for word in (*tokens(link), fragment(link).lower()))


def _is_raised(link: Element) -> bool:
    return any(tag(near) == "sup" for near in (*link.iterancestors(), *link.iterdescendants()))


def _body(target: Element, root: Element) -> Element | None:
    """The element that holds the note to which `target` belongs: itself or the nearest block round it."""
    if tag(target) == "dt":
        following = target.getnext()
        return following if following is not None and tag(following) == "dd" else None
    for near in (target, *target.iterancestors()):
        if near is root or tag(near) in {"body", "main", "article", "html"}:
            return None
        if tag(near) in _BODIES:
            return near
    return None


def _stated(root: Element) -> Iterator[Element]:
    """Bodies that say so: by role, or as an item of a list of notes."""
    for element in root.iter():
        if not tag(element):
            continue
        if roles(element) & _BODY_ROLES and tag(element) in _BODIES:
            yield element
        elif tag(element) == "li":
            above = [near for near, _ in zip(element.iterancestors(), range(3), strict=False)]
            if any(roles(near) & _GROUP_ROLES or _SECTION.search(near.get("class") or "") for near in above[:2]):
                yield element


def _open_outer(page: Page, root: Element) -> None:
    """A body in a body is none of its own, unless the outer one is only a frame of several."""
    bodies = [element for element in root.iter() if tag(element) and number(element) in page.notes]
    inside = [(number(body), last_number(body)) for body in bodies]
    for index, (start, end) in enumerate(inside):
        held = [start for start, _ in inside[index + 1 : index + 50] if start <= end]
        if len(held) > 1 or (held and tag(bodies[index]) in {"div", "section", "aside"}):
            page.notes.pop(start)
        else:
            for nested in held:
                page.notes.pop(nested, None)
                page.calls.update({call: start for call, body in page.calls.items() if body == nested})


def _leads_back(page: Page, link: Element, target: Element | None) -> bool:
    """In a note: an arrow, a stated backlink, or a sign that leads to the call (but not the note's own mark, which is taken off)."""
    within = any(number(near) in page.notes for near in link.iterancestors())
    if not within and number(link.getparent()) not in page.notes:
        return False
    if roles(link) & {"backlink", "referrer"} or _ARROWS.fullmatch(words_in(link)):
        return not _MARKER.fullmatch(words_in(link))
    if target is None or not words_in(link) or _MARKER.fullmatch(words_in(link)):
        return False
    around = {number(near) for near in (target, *target.iterancestors(), *target.iterdescendants())}
    return bool(around & page.calls.keys()) and len(words_in(link)) <= 3


# --- marks ---


def marker_of(page: Page, body: Element) -> str:
    """The mark by which the text calls the note; for one that is not called, its number in its list."""
    if mark := page.marks.get(number(body)):
        return mark
    frame = body.getparent()
    return str(frame.index(body) + 1) if tag(body) == "li" and tag(frame) == "ol" else ""


def without_mark(blocks: Blocks, marker: str) -> Blocks:
    """The note's blocks with its own mark taken off the start of the first paragraph."""
    if not blocks or not isinstance(blocks[0], Paragraph) or not marker:
        return blocks
    content = blocks[0].content
    said = text_of(content)
    match = re.match(rf"\s*[\[(]?\s*{re.escape(marker)}\s*[\])]?\s*[.:)–-]?(?:\s+|(?=[^\w\s])|$)", said)
    if not match or not match[0].strip():
        return blocks
    content = tidy(without_start(content, len(match[0]))[0])
    return (replace(blocks[0], content=content), *blocks[1:]) if content else blocks[1:]


# --- calls without a note, notes of one id ---


def with_calls_settled(blocks: Blocks) -> Blocks:
    """Calls of notes that are not held become their raised mark."""
    held = {block.id for block in blocks_deep(blocks) if block.id}

    def settle(inline: Inline) -> Inlines:
        if isinstance(inline, NoteRef) and inline.note not in held:
            return (Superscript((Text(inline.marker),)),) if inline.marker else ()
        return (inline,)

    return map_blocks(blocks, lambda block: (map_block_inlines(block, settle),))


def called(blocks: Blocks) -> list[str]:
    """The ids of the notes that the blocks call, in order, each once."""
    found = [
        inline.note
        for block in blocks_deep(blocks)
        for run in block_inlines(block)
        for inline in inlines_deep(run)
        if isinstance(inline, NoteRef)
    ]
    return list(dict.fromkeys(found))


def is_note_frame(page: Page, element: Element) -> bool:
    """A section or list that holds notes and, but for a heading, nothing else."""
    if not page.notes:
        return False
    held = [body for body in element.iterdescendants() if number(body) in page.notes]
    if not held:
        return False
    rest = len(words_in(element)) - sum(len(words_in(body)) for body in held)
    headings = sum(len(words_in(found)) for found in inner(element, "h1", "h2", "h3", "h4", "h5", "h6"))
    return rest - headings < 3 + 2 * len(held)
