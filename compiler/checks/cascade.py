"""What the style sheets of an EPUB set on an element: a small cascade (CSS Cascading 4) of the properties that matter here."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from typing import Any

import cssselect2  # type: ignore[import-untyped]  # comes with WeasyPrint
import tinycss2  # comes with WeasyPrint
from lxml import etree

from .publication import XHTML, Document, Publication, resolve

PROPERTIES = frozenset(
    {
        "letter-spacing",
        "font-style",
        "font-family",
        "font-size",
        "font",
        "text-align",
        "color",
        "background",
        "background-color",
    }
)
_FAMILIES = 20
_SHEETS = 50


class Cascade:
    """The style sheets that one document links to or holds. `value` gives what is set on an element or inherited by it."""

    def __init__(self, book: Publication, document: Document) -> None:
        self._book = book
        self._document = document
        self._kept: dict[etree._Element, dict[str, str]] = {}

    def value(self, element: etree._Element, name: str) -> str:
        """The declared value in lower case, inherited where the element has none of its own; empty where none has."""
        for node in (element, *element.iterancestors()):
            own = self._own(node)
            if name in own:
                return own[name]
        return ""

    def own(self, element: etree._Element, name: str) -> str:
        """What is set on the element itself; empty where nothing is."""
        return self._own(element).get(name, "")

    def _own(self, element: etree._Element) -> dict[str, str]:
        if element not in self._kept:
            self._kept[element] = self._declared(element)
        return self._kept[element]

    def _declared(self, element: etree._Element) -> dict[str, str]:
        """What wins on the element: the later and more specific, the style attribute, and above them what is important."""
        wrapped, style = self._wrapped.get(element), element.get("style")
        matches = sorted(self._matcher.match(wrapped), key=lambda match: match[:2]) if wrapped is not None else []
        own = _declarations(tinycss2.parse_component_value_list(style)) if style else _Declared()
        declared = [*(match[-1] for match in matches), own]
        normal, important = ([getattr(one, rank) for one in declared] for rank in ("normal", "important"))
        return dict(item for held in (*normal, *important) for item in held.items())

    @cached_property
    def _wrapped(self) -> dict[etree._Element, Any]:
        root = cssselect2.ElementWrapper.from_xml_root(self._document.root)
        return {wrapper.etree_element: wrapper for wrapper in root.iter_subtree()}

    @cached_property
    def _matcher(self) -> Any:
        return _matcher_of(tuple(self._sheets()))

    def _sheets(self) -> Iterator[str]:
        for element in self._document.elements:
            if element.tag == f"{XHTML}link" and "stylesheet" in element.get("rel", ""):
                path, _ = resolve(self._document.path, element.get("href", ""))
                yield from self._imported(path, set())
            elif element.tag == f"{XHTML}style":
                yield element.text or ""

    def _imported(self, path: str, seen: set[str]) -> Iterator[str]:
        """A style sheet after those that it imports, each once."""
        if path in seen or path not in self._book.members or len(seen) >= _SHEETS:
            return
        seen.add(path)
        css = self._book.members[path].decode("utf-8", "replace")
        for rule in _parsed(css):
            if rule.type == "at-rule" and rule.lower_at_keyword == "import":
                for address in _addresses(rule.prelude):
                    yield from self._imported(resolve(path, address)[0], seen)
        yield css


def _addresses(tokens: Any) -> Iterator[str]:
    for token in tokens:
        if token.type in {"string", "url"}:
            yield token.value
        elif token.type == "function" and token.lower_name == "url":
            yield from (inner.value for inner in token.arguments if inner.type == "string")


@dataclass(frozen=True, slots=True)
class _Declared:
    """What a rule sets, and what of it is `!important`."""

    normal: dict[str, str] = field(default_factory=dict)
    important: dict[str, str] = field(default_factory=dict)


@lru_cache(8)
def _matcher_of(sheets: tuple[str, ...]) -> Any:
    """What matches elements of the documents that have these sheets: mostly of all documents of a book."""
    matcher = cssselect2.Matcher()
    for css in sheets:
        for rule in (rule for rule in _parsed(css) if rule.type == "qualified-rule"):
            declared = _declarations(rule.content)
            if declared.normal or declared.important:
                _add(matcher, rule.prelude, declared)
    return matcher


@lru_cache(16)
def _parsed(css: str) -> tuple[Any, ...]:
    return tuple(tinycss2.parse_stylesheet(css, skip_comments=True, skip_whitespace=True))


def _add(matcher: Any, prelude: Any, declared: _Declared) -> None:
    try:
        selectors = cssselect2.compile_selector_list(prelude)
    except cssselect2.SelectorError:
        return
    for selector in selectors:
        if selector.pseudo_element is None:
            matcher.add_selector(selector, declared)


def _declarations(content: Any) -> _Declared:
    found = _Declared()
    for item in tinycss2.parse_blocks_contents(content or [], skip_comments=True, skip_whitespace=True):
        if item.type == "declaration" and item.lower_name in PROPERTIES:
            value = tinycss2.serialize(item.value).strip().lower()
            held = _shorthand(value) if item.lower_name == "font" else {item.lower_name: value}
            (found.important if item.important else found.normal).update(held)
    return found


def _shorthand(value: str) -> dict[str, str]:
    """The family and the slant that the shorthand `font` sets."""
    parts = value.split(",")
    first = parts[0].split()
    slant = next((word for word in first if word in {"italic", "oblique"}), "normal")
    quoted = parts[0].find('"')
    family = parts[0][quoted:] if quoted >= 0 else (first or [""])[-1]
    return {"font-style": slant, "font-family": ",".join([family, *parts[1:_FAMILIES]])}


def families(value: str) -> tuple[str, ...]:
    """The families that a `font-family` names, in order, without quotes."""
    return tuple(part.strip().strip("\"'") for part in value.split(",") if part.strip())
