"""Elements of a page by what style sheets can tell of them: those of one kind match the same rules, and are asked about once."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import cssselect2  # type: ignore[import-untyped]  # comes with WeasyPrint
import tinycss2  # comes with WeasyPrint
from lxml import etree

_QUOTED = re.compile(r"""\[[^\]]*\]|"[^"]*"|'[^']*'""")
_BESIDE = re.compile(r"[+~]|(?<!:):(?!:|(?:is|where|not|lang|root|hover|active|focus|focus-visible|target)\b)")
"""Signs of a selector that asks for more than an element, its attributes and what it is in: neighbours, places, what it holds."""
_ANY_NAMESPACE = re.compile(r"\[\s*\*\|")
_ATTRIBUTE = re.compile(r"\[\s*(?:[\w*-]*\|)?([\w-]+)")
_ID = re.compile(r"#([\w-]+)")
_XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
_ALWAYS = ("class", "style", "lang", _XML_LANG)


@dataclass(frozen=True, slots=True)
class Kind:
    """Elements that match the same rules (by their numbers, the strongest last), have the same `style` and are in the same kind."""

    above: Kind | None
    rules: tuple[int, ...]
    style: str
    wrapper: Any


class Kinds:
    """The kinds of elements that the selectors `preludes` can tell apart; each is known by its number, its place among them."""

    def __init__(self, preludes: Sequence[Any]) -> None:
        self._matcher = _matcher(preludes)
        written = [tinycss2.serialize(prelude) for prelude in preludes]
        self._alone = not any(_BESIDE.search(_QUOTED.sub("", one)) or _ANY_NAMESPACE.search(one) for one in written)
        named = {name for one in written for name in _ATTRIBUTE.findall(one)}
        self._attributes = tuple(dict.fromkeys((*_ALWAYS, *sorted(named - {"id"}))))
        self._ids = None if "id" in named else frozenset(name for one in written for name in _ID.findall(one))
        self._known: dict[object, Kind] = {}

    def of_text(self, html: str) -> tuple[Kind, ...]:
        """The kinds of the elements of a page that hold text themselves, each once."""
        parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=True)
        root = etree.fromstring(html.encode(), parser)
        walk = self._walk(root) if self._alone else self._walk_each(root)
        found: dict[int, Kind] = {}
        for element, kind in walk:
            if id(kind) not in found and _has_text(element):
                found[id(kind)] = kind
        return tuple(found.values())

    def _walk(self, root: etree._Element) -> Iterator[tuple[etree._Element, Kind]]:
        """Every element with its kind, the last child of each first."""
        waiting: list[tuple[etree._Element, Kind | None]] = [(root, None)]
        while waiting:
            element, above = waiting.pop()
            kind = self._kind(element, above)
            yield element, kind
            waiting += [(child, kind) for child in element if isinstance(child.tag, str)]

    def _kind(self, element: etree._Element, above: Kind | None) -> Kind:
        get = element.get
        own = get("id") if self._ids is None or get("id") in self._ids else None
        said = id(above) if above else _told(element)
        key = said, element.tag, own, *map(get, self._attributes)
        kind = self._known.get(key)
        if kind is None:
            wrapper = cssselect2.ElementWrapper(element, above.wrapper if above else None, 0, None, False)
            kind = self._known[key] = self._made(wrapper, above)
        return kind

    def _walk_each(self, root: etree._Element) -> Iterator[tuple[etree._Element, Kind]]:
        """The same where a selector looks at neighbours: each element is then of a kind of its own."""
        waiting: list[tuple[Any, Kind | None]] = [(cssselect2.ElementWrapper.from_xml_root(root), None)]
        while waiting:
            wrapper, above = waiting.pop()
            kind = self._made(wrapper, above)
            yield wrapper.etree_element, kind
            waiting += [(child, kind) for child in wrapper.iter_children()]

    def _made(self, wrapper: Any, above: Kind | None) -> Kind:
        matches = sorted(self._matcher.match(wrapper), key=lambda match: match[:2])
        return Kind(above, tuple(match[-1] for match in matches), wrapper.etree_element.get("style", ""), wrapper)


def _matcher(preludes: Iterable[Any]) -> Any:
    """Selectors with the number of their rule; those that cannot be read, and those of what is no element, are none."""
    matcher = cssselect2.Matcher()
    for number, prelude in enumerate(preludes):
        try:
            selectors = cssselect2.compile_selector_list(prelude)
        except (cssselect2.SelectorError, NotImplementedError):
            continue
        for selector in selectors:
            if selector.pseudo_element is None:
                matcher.add_selector(selector, number)
    return matcher


def _told(root: etree._Element) -> tuple[str | None, ...]:
    """The languages that a page names in its head: they are in force where no element says another."""
    return tuple(meta.get("content") for meta in root.iter("{*}meta") if meta.get("http-equiv"))


def _has_text(element: etree._Element) -> bool:
    texts = (element.text, *(child.tail for child in element))
    return any(text and not text.isspace() for text in texts)
