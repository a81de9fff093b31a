"""The main content of a page: its one article, or what the readability library thinks is most like one."""

from __future__ import annotations

import logging
from collections import Counter
from dataclasses import dataclass
from itertools import accumulate

from lxml import etree
from lxml.html import HtmlElement, document_fromstring, fromstring
from readability import Document as Readability

from .figures import is_caption
from .furniture import why_dropped
from .tables import is_layout
from .tree import NUMBER, Element, first, inner, is_blank, is_short, last_number, number, roles, tag, tokens, words_in

logging.getLogger("readability").setLevel(logging.CRITICAL)  # what it has to say, this module says in its result

_SKELETON = ("class", "id", "role", "itemprop", "href", NUMBER)
_UNSEEN = frozenset(
    {"script", "style", "noscript", "template", "svg", "iframe", "object", "head", "select", "textarea"}
)
_ENOUGH = 0.5
_HELD = 0.85
_PROSE = 80
_BELONGING = frozenset("h1 h2 h3 p figure img time blockquote hr br".split())  # noqa: SIM905 - names read better so
_POST = 40
_MAX_ARTICLES = 500
_MAX_READ = 120_000
_DEEPEST = 200
_TEXTS = frozenset({"p", "ul", "ol", "blockquote", "pre", "dl"})
_PREAMBLE = frozenset(
    {
        "title",
        "meta",
        "byline",
        "date",
        "caption",
        "subtitle",
        "lead",
        "standfirst",
        "footnotes",
        "notes",
        "hero",
        "photo",
    }
    | {
        "entry-header",
        "post-header",
        "article-header",
        "post-meta",
        "entry-meta",
        "post-title",
        "entry-title",
        "headline",
    }
    | {"dateline", "author", "deck", "intro", "featured-image", "post-thumbnail", "endnotes", "references", "info"}
)


@dataclass(frozen=True, slots=True)
class Main:
    """The element that holds the text, and how it was found: `stated` by the page's own markup, `guessed`, or the `whole` page.

    `left_out` are elements in it that are no part of the text, although nothing but their neighbours tells.
    """

    element: Element
    how: str
    left_out: tuple[Element, ...] = ()


def main_of(root: Element, total: int) -> Main:
    """The main element of the page, from the tree itself, so that nothing in it is lost or changed."""
    body = first(root, "body")
    body = root if body is None else body
    held = _Weights(_picked(root, total), total)
    if not held.all:
        return Main(body, "whole")
    for candidates in (_articles(body), _mains(body)):
        weighty = [found for found in candidates if held.of(found) >= _ENOUGH * held.all]
        if len(weighty) == 1:
            return Main(_with_siblings(weighty[0], candidates), "stated")
    element, left_out = _climbed(_holder(body, held))
    return Main(element, "guessed", left_out)


def _with_siblings(article: Element, articles: list[Element]) -> Element:
    """The element round it, if others of its kind with some text stand beside it: the posts of one thread."""
    like = [e for e in articles if e.getparent() is article.getparent() and e.get("class") == article.get("class")]
    posts = [element for element in like if len(words_in(element)) >= _POST]
    return article.getparent() if len(posts) > 1 else article


def _articles(body: Element) -> list[Element]:
    """Articles and article bodies, the outermost of nested ones, outside menus and asides, not counting comments."""
    found: list[Element] = []
    for element in inner(body, "article", "div", "section", "td"):
        named = (
            tag(element) == "article"
            or "articlebody" in (element.get("itemprop") or "").lower()
            or "article" in roles(element)
        )
        if named and not any(above in found for above in element.iterancestors()) and not _in_furniture(element, body):
            found.append(element)
        if len(found) == _MAX_ARTICLES:
            break
    return found


def _mains(body: Element) -> list[Element]:
    found = [e for e in body.iterdescendants() if tag(e) == "main" or "main" in roles(e)][:20]
    return [element for element in found if not any(above in found for above in element.iterancestors())]


def _in_furniture(element: Element, body: Element) -> bool:
    for above in (element, *element.iterancestors()):
        if above is body:
            return False
        if why_dropped(above):
            return True
    return False


# --- what the library picks ---


def _picked(root: Element, total: int) -> Counter[int]:
    """Letters of the picked text by the number of the element that holds them; of all text if the library fails."""
    if total <= _MAX_READ:
        skeleton = document_fromstring("<html><body></body></html>")
        body = first(root, "body")
        _copy(root if body is None else body, skeleton.body)
        try:
            picked = Readability(skeleton).summary(html_partial=True)
            return _letters(fromstring(picked))
        except Exception:  # noqa: S110 - a page that the library cannot take is read whole
            pass
    return _letters(root)


def _copy(source: Element, target: HtmlElement) -> None:
    """The body's elements with what the library looks at: text, names, classes, our numbers; hidden ones left out."""
    stack = [(source, target, 0)]
    while stack:
        element, copy, depth = stack.pop()
        copy.text = element.text
        last = None
        for child in element:
            if (
                tag(child) in _UNSEEN
                or not tag(child)
                or depth > _DEEPEST
                or why_dropped(child) in {"hidden", "comments", "menu"}
            ):
                last_text(copy, last, child.tail)
                continue
            last = etree.SubElement(copy, _plain(tag(child)), {k: v for k in _SKELETON if (v := _said(child, k))})
            last.tail = child.tail
            stack.append((child, last, depth + 1))


def last_text(parent: Element, last: Element | None, text: str | None) -> None:
    """Adds text at the end of `parent`, whose last child is `last`."""
    if text and last is None:
        parent.text = (parent.text or "") + text
    elif text and last is not None:
        last.tail = (last.tail or "") + text


def _plain(name: str) -> str:
    return name if name.isascii() and name.isalnum() else "span"


def _said(element: Element, name: str) -> str:
    value: str = (element.get(name) or "")[:200]
    return ("#" if value else "") if name == "href" else value


def _letters(tree: Element) -> Counter[int]:
    held: Counter[int] = Counter()
    for element in tree.iter():
        if not tag(element) or tag(element) in _UNSEEN:
            continue
        held[_numbered(element)] += len((element.text or "").strip())
        parent = element.getparent()
        if parent is not None and element.tail:
            held[_numbered(parent)] += len(element.tail.strip())
    held.pop(0, None)
    return held


def _numbered(element: Element) -> int:
    """The number of the element, or of the nearest one round it that has one."""
    return number(element) or next((number(above) for above in element.iterancestors() if number(above)), 0)


class _Weights:
    """How many of the picked letters stand in an element."""

    def __init__(self, held: Counter[int], total: int) -> None:
        self._sums = [0, *accumulate(held[unit] for unit in range(1, total + 1))]
        self.all = self._sums[-1]

    def of(self, element: Element) -> int:
        return self._sums[last_number(element)] - self._sums[number(element) - 1]


def _holder(body: Element, held: _Weights) -> Element:
    """The innermost element that holds nearly all of the picked text."""
    element = body
    while True:
        children = [child for child in element if held.of(child) >= _HELD * held.all]
        if not children or tag(children[0]) in _TEXTS or (tag(children[0]) == "table" and not is_layout(children[0])):
            return element
        element = children[0]


def _climbed(element: Element) -> tuple[Element, tuple[Element, ...]]:
    """The element round it, as long as that adds what belongs to a text, and what has to be left out of it then.

    Headings, pictures, bylines and notes belong to a text; where paragraphs of prose stand beside the element, the text was
    parted, and what stands among them without belonging is left out.
    """
    left_out: list[Element] = []
    while True:
        parent = element.getparent()
        if parent is None or tag(parent) in {"html", "body"} or not is_blank(parent.text or ""):
            return element, tuple(left_out)
        others = [child for child in parent if child is not element and tag(child) and not why_dropped(child)]
        strange = [child for child in others if not _belongs(child)]
        if strange and not any(_is_prose(child) for child in others):
            return element, tuple(left_out)
        left_out += strange
        element = parent


def _is_prose(element: Element) -> bool:
    """A paragraph of some length that is not made of links."""
    if tag(element) != "p" or is_short(element, _PROSE):
        return False
    linked = sum(len(words_in(link)) for link in inner(element, "a"))
    return linked < len(words_in(element)) / 3


def _belongs(element: Element) -> bool:
    if is_blank(words_in(element)) or tag(element) in _BELONGING:
        return True
    return (
        is_caption(element)
        or any(name in _PREAMBLE for name in tokens(element))
        or tag(element) in {"header", "hgroup"}
    )
