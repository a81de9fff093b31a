"""Runs of text and inline elements become the model's inline content, white space collapsed as a browser would."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace

from lxml import etree

from compiler import bidi
from compiler.model.content import (
    CodeSpan,
    Emphasis,
    Inline,
    InlineImage,
    Inlines,
    Isolate,
    LineBreak,
    Link,
    NoteRef,
    Strong,
    Subscript,
    Superscript,
    Text,
)
from compiler.model.reading import Picture
from compiler.model.walk import text_of
from compiler.svg import standalone

from .furniture import why_dropped
from .images import addresses_of
from .scope import MAX_DEPTH, Page, Scope
from .tree import Element, first, is_blank, number, own_direction, own_language, squeeze, style, tag, words_in

_EMPHASIS = frozenset({"em", "i", "cite", "var"})
_STRONG = frozenset({"b", "strong"})
_CODE = frozenset({"code", "kbd", "samp", "tt"})
_DELETED = frozenset({"del", "s", "strike"})
_LINES = frozenset(
    {"p", "div", "li", "h1", "h2", "h3", "h4", "h5", "h6", "dt", "dd", "tr", "blockquote", "pre", "section"}
)
_QUOTES = {"fa": "«»", "fr": "«»", "ar": "«»", "ru": "«»", "es": "«»", "it": "«»", "el": "«»", "de": "„“", "pl": "„”"}
_BOLD = re.compile(r"font-weight:(?:bold|bolder|[6-9]00)")
_ITALIC = re.compile(r"font-style:(?:italic|oblique)")
_WRAPPERS = (Emphasis, Strong, Superscript, Subscript, Link, Isolate)


def nothing(_element: Element) -> bool:
    """Leaves no element out."""
    return False


def inlines_of(page: Page, run: Iterable[str | Element], scope: Scope) -> Inlines:
    """The inline content of a run, stripped of white space at both ends and around line breaks."""
    return tidy(_built(page, run, scope))


def content_of(page: Page, element: Element, scope: Scope) -> Inlines:
    """The inline content of an element without blocks in it."""
    return inlines_of(page, parts(element), scope.inside(element))


def parts(element: Element) -> Iterator[str | Element]:
    """What stands directly in `element`: texts and elements, in order."""
    if element.text:
        yield element.text
    for child in element:
        yield child
        if child.tail:
            yield child.tail


def lines(element: Element, left_out: Callable[[Element], bool] = nothing, depth: int = 0) -> Iterator[str | Element]:
    """The content of an element that can hold only lines of text: inner blocks are opened, a line break between them.

    `left_out` says which inner elements are not wanted.
    """
    started = after_block = False
    for part in parts(element):
        if isinstance(part, str):
            blank, opened = is_blank(part), False
        elif left_out(part):
            continue
        else:
            blank = False
            opened = (tag(part) in _LINES or first(part, *_LINES) is not None) and not why_dropped(part)
        if (opened or (after_block and not blank)) and started:
            yield etree.Element("br")
        if opened and depth < MAX_DEPTH:
            yield from lines(part, left_out, depth + 1)
        else:
            yield part
        started = started or not blank
        after_block = opened or (after_block and blank)


def _built(page: Page, run: Iterable[str | Element], scope: Scope) -> list[Inline]:
    built: list[Inline] = []
    for part in run:
        if isinstance(part, str):
            built.append(Text(squeeze(part)))
        elif number(part) in page.backlinks:
            page.drop(part, "link back from a note")
        elif number(part) in page.used or number(part) in page.dropped or number(part) in page.lifted:
            continue
        elif reason := why_dropped(part):
            page.drop(part, reason)
        else:
            built += _element(page, part, scope)
    return built


def _element(page: Page, element: Element, scope: Scope) -> list[Inline]:
    if scope.depth > MAX_DEPTH:
        return _too_deep(page, element)
    call = page.calls.get(number(element)) if number(element) else None
    if call is not None and call in page.notes:
        return [NoteRef(page.notes[call], words_in(element).strip("[]() "))]
    leaf = _leaf(page, element, scope)
    if leaf is not None:
        return leaf
    inside = scope.inside(element)
    content = _wrapped(page, element, _built(page, parts(element), inside), scope)
    return _isolated(element, content, inside)


def _too_deep(page: Page, element: Element) -> list[Inline]:
    page.say("page-too-deep", f"elements lie more than {MAX_DEPTH} deep; those further in are taken as bare text")
    return [Text(squeeze("".join(element.itertext())))]


def _leaf(page: Page, element: Element, scope: Scope) -> list[Inline] | None:
    """What an element without inline content of its own becomes, None for all others."""
    name = tag(element)
    if name == "br":
        return [LineBreak()]
    if name in {"img", "picture", "svg"}:
        return _image(page, element)
    if name in _CODE:
        text = words_in(element)
        return [CodeSpan(text)] if text else []
    if name in _DELETED:
        page.drop(element, "deleted text")
        page.say(
            "deletion-left-out",
            "text that the page strikes out is left out",
            element=element,
            quote=words_in(element)[:80],
        )
        return []
    if name == "ruby":
        return [Text(_ruby(element))]
    if name == "math":
        said = element.get("alttext") or words_in(element)
        page.say("formula-as-text", "a formula is kept as plain text", element=element)
        return [Text(squeeze(said))]
    return None


def _ruby(element: Element) -> str:
    """The base with its reading in brackets, which the page may have itself (`rp`)."""
    bracketed = any(tag(found) == "rp" for found in element.iter())
    text = ""
    for found in element.iter():
        reading = tag(found) == "rt" and not bracketed
        own = found.text or ""
        text += (f"({own})" if reading and own else own) + (found.tail or "" if found is not element else "")
    return squeeze(text)


def _image(page: Page, element: Element) -> list[Inline]:
    """A small picture in the line; one that is not held leaves its alternative text."""
    alt = squeeze(element.get("alt") or "").strip(" ")
    if tag(element) == "svg":
        data = standalone(element)
        found = page.album.add(data) if data else "image-bad"
    else:
        if is_emoji(element):
            return [Text(alt)]
        found = page.album.picture(addresses_of(element))
    if isinstance(found, Picture):
        nothing = not alt and (element.get("alt") == "" or element.get("role") in {"presentation", "none"})
        return [InlineImage(found.name, alt, decorative=nothing)]
    page.drop(element, "picture in the line, not held" if found == "image-not-held" else "no sound picture")
    return [Text(alt)] if alt else []


def is_emoji(image: Element) -> bool:
    """A picture that stands for a character, which its alternative text is."""
    alt = (image.get("alt") or "").strip()
    return 0 < len(alt) <= 8 and not any(c.isascii() or c.isalpha() for c in alt)


def _wrapped(page: Page, element: Element, content: list[Inline], scope: Scope) -> list[Inline]:
    name, said = tag(element), style(element)
    inlines = tuple(content)
    if not inlines:
        return []
    if name == "a":
        target = _target(page, element)
        return [Link(target, inlines)] if target and not _holds(inlines, Link) else content
    if name == "q":
        return _quoted(content, scope.inside(element).language)
    if name in _EMPHASIS or _ITALIC.search(said):
        return content if is_blank(text_of(inlines)) else [Emphasis(_without(inlines, Emphasis))]
    if name in _STRONG or _BOLD.search(said):
        return content if is_blank(text_of(inlines)) else [Strong(_without(inlines, Strong))]
    if name == "sup":
        return content if _only_calls(inlines) else [Superscript(_without(inlines, Superscript))]
    return [Subscript(_without(inlines, Subscript))] if name == "sub" else content


def _target(page: Page, element: Element) -> str:
    href = (element.get("href") or "").strip()
    return href if href[:1] == "#" and len(href) > 1 else page.address(href)


def _only_calls(inlines: Inlines) -> bool:
    """A raised run that is nothing but note calls: the call itself says that it is raised."""
    rest = [inline for inline in inlines if not isinstance(inline, NoteRef)]
    return len(rest) < len(inlines) and all(isinstance(i, Text) and not any(map(str.isalnum, i.text)) for i in rest)


def _holds(inlines: Inlines, kind: type) -> bool:
    return any(isinstance(i, kind) or (isinstance(i, _WRAPPERS) and _holds(i.content, kind)) for i in inlines)


def _without(inlines: Inlines, kind: type) -> Inlines:
    """The inlines with every wrapper of this kind directly inside opened: bold in bold says nothing."""
    opened: list[Inline] = []
    for inline in inlines:
        if isinstance(inline, kind) and isinstance(inline, _WRAPPERS):
            opened += _without(inline.content, kind)
        elif isinstance(inline, _WRAPPERS):
            opened.append(replace(inline, content=_without(inline.content, kind)))
        else:
            opened.append(inline)
    return tuple(opened)


def _quoted(content: list[Inline], language: str) -> list[Inline]:
    """The marks that a browser draws round `q`, which are no characters of the page."""
    marks = _QUOTES.get(language.lower().partition("-")[0], "“”")
    return [Text(marks[0]), *content, Text(marks[1])]


def _isolated(element: Element, content: list[Inline], inside: Scope) -> list[Inline]:
    """An element of its own language or direction is set apart from the line; `bdi` and `bdo` always."""
    if not content or not (own_language(element) or own_direction(element) or tag(element) in {"bdi", "bdo"}):
        return content
    text = text_of(tuple(content))
    if is_blank(text):
        return content
    stated = inside.direction if own_direction(element) in {"ltr", "rtl"} else None
    side = stated or bidi.direction_of(text, inside.direction or "ltr")
    language = own_language(element) or replace(inside, firm_language=False).language_for(text)
    flat = _without(tuple(content), Isolate) if inside.depth > MAX_DEPTH // 2 else tuple(content)
    return [Isolate(language, side, flat)]


# --- white space ---


def tidy(built: Iterable[Inline]) -> Inlines:
    """White space collapsed across elements, none at the ends or beside a line break; empty elements left out."""
    squeezed, _ = _squeezed(tuple(built), True)
    return _trimmed(_merged(squeezed))


def _squeezed(inlines: Inlines, after_space: bool) -> tuple[Inlines, bool]:
    """One pass from the left: a space after a space (or at the start, or after a break) is left out."""
    kept: list[Inline] = []
    for inline in inlines:
        if isinstance(inline, Text):
            text = squeeze(inline.text)
            text = text[1:] if after_space and text[:1] == " " else text
            if text:
                kept.append(Text(text))
                after_space = text[-1] == " "
        elif isinstance(inline, _WRAPPERS):
            content, after_space = _squeezed(inline.content, after_space)
            if content:
                kept.append(replace(inline, content=content))
        else:
            kept.append(inline)
            after_space = isinstance(inline, LineBreak)
    return tuple(kept), after_space


def _merged(inlines: Inlines) -> Inlines:
    """Neighbouring texts as one; spaces before a line break left out."""
    merged: list[Inline] = []
    for inline in inlines:
        last = merged[-1] if merged else None
        if isinstance(inline, _WRAPPERS):
            merged.append(replace(inline, content=_merged(inline.content)))
        elif isinstance(inline, Text) and isinstance(last, Text):
            merged[-1] = Text(last.text + inline.text)
        else:
            if isinstance(inline, LineBreak):
                _trim_right(merged, breaks=False)
            merged.append(inline)
    return tuple(merged)


def _trimmed(inlines: Inlines) -> Inlines:
    start = 0
    while start < len(inlines) and isinstance(inlines[start], LineBreak):
        start += 1
    kept = list(inlines[start:])
    _trim_right(kept, breaks=True)
    return tuple(kept)


def _trim_right(inlines: list[Inline], *, breaks: bool) -> None:
    """Takes spaces (and line breaks) off the end, also inside a last element."""
    while inlines:
        last = inlines[-1]
        if isinstance(last, Text):
            if text := last.text.rstrip(" "):
                inlines[-1] = Text(text)
                return
        elif isinstance(last, _WRAPPERS):
            content = list(last.content)
            _trim_right(content, breaks=breaks)
            if content:
                inlines[-1] = replace(last, content=tuple(content))
                return
        elif not (breaks and isinstance(last, LineBreak)):
            return
        inlines.pop()


# --- lines ---


def without_start(inlines: Inlines, count: int) -> tuple[Inlines, int]:
    """The inlines without their first `count` letters, and how many are still to be taken off."""
    kept: list[Inline] = []
    for inline in inlines:
        if not count:
            kept.append(inline)
        elif isinstance(inline, Text):
            rest = inline.text[count:]
            count -= len(inline.text) - len(rest)
            kept += [Text(rest)] if rest else []
        elif isinstance(inline, _WRAPPERS):
            content, count = without_start(inline.content, count)
            kept += [replace(inline, content=content)] if content else []
        else:
            kept.append(inline)
    return tuple(kept), count


def split_at_breaks(inlines: Inlines, least: int) -> list[Inlines]:
    """The runs between `least` or more line breaks in a row, breaks inside elements included."""
    pieces: list[list[Inline]] = [[]]
    pending: list[Inline] = []
    for inline in inlines:
        if isinstance(inline, LineBreak):
            pending.append(inline)
            continue
        if isinstance(inline, Text) and pending and is_blank(inline.text):
            continue
        if len(pending) >= least:
            pieces.append([])
        else:
            pieces[-1] += pending
        pending = []
        split = split_at_breaks(inline.content, least) if isinstance(inline, _WRAPPERS) else []
        if isinstance(inline, _WRAPPERS) and len(split) > 1:
            wrapped = [replace(inline, content=piece) for piece in split]
            pieces[-1].append(wrapped[0])
            pieces += [[piece] for piece in wrapped[1:]]
        else:
            pieces[-1].append(inline)
    return [tidied for piece in pieces if (tidied := tidy(piece))]
