"""Style sheets read once in a process, not once for each document that they are for.

Why the bytes stay the same: what a sheet says hangs on its text alone, and of what the engine later changes in it each document has its
own copy. Only sheets are remembered that bring no other along, have no layers, and were read without a fault, so that every document
is told of its faults. Fonts are added for each document.
"""

from __future__ import annotations

import copy
import logging
from collections import OrderedDict
from collections.abc import Callable, Hashable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import tinycss2
import weasyprint
from tinycss2 import ast
from tinycss2.color5 import Color
from weasyprint import css
from weasyprint.css import validation
from weasyprint.logger import LOGGER

from .patching import Patch

SHEETS, SELECTORS = 16, 4096
"""How many are remembered."""
_TOKENS = ("Dimension", "Hash", "Ident", "Number", "Percentage", "String", "URL")
_SETTLED = frozenset({str, int, float, bool, type(None), Color, *(getattr(ast, f"{kind}Token") for kind in _TOKENS)})
"""Types of values that nobody can change."""


class _Memory:
    """The results of a function by a key of its arguments, those least lately asked for given up."""

    def __init__(self, limit: int) -> None:
        self._limit = limit
        self._known: OrderedDict[Hashable, Any] = OrderedDict()

    def get(self, key: Hashable, make: Callable[[], Any]) -> Any:
        if key not in self._known:
            self._known[key] = make()
            if len(self._known) > self._limit:
                self._known.popitem(last=False)
        self._known.move_to_end(key)
        return self._known[key]


_sheets, _selectors = _Memory(SHEETS), _Memory(SELECTORS)


class _Rules(list[Any]):
    """The parsed rules of a sheet that is remembered, and `said`: what they say, by what else that hangs on."""

    def __init__(self, rules: Any) -> None:
        super().__init__(rules)
        self.said: dict[Hashable, _Said | None] = {}


def _parse(original: Any) -> Any:
    def parse(text: bytes, **named: Any) -> Any:
        def make() -> Any:
            rules, encoding = original(text, **named)
            return _Rules(rules), encoding

        return _sheets.get((text, *sorted(named.items())), make)

    return parse


def _compile(original: Any) -> Any:
    def compile_selectors(prelude: Any) -> Any:
        return _selectors.get(tinycss2.serialize(prelude), lambda: original(prelude))

    return compile_selectors


# --- what a sheet says ---


@dataclass(frozen=True, slots=True)
class _Said:
    """What a sheet says: selectors with what they give, rules for pages, fonts, signs of lists."""

    matcher: dict[str, Any]
    pages: list[tuple[Any, Any, Any]]
    fonts: list[Any]
    signs: dict[str, Any]

    def tell(self, matcher: Any, page_rules: Any, fonts: Any, signs: Any, fetcher: Any) -> None:
        """Gives a document all of it."""
        matcher.__dict__.update(self.matcher)
        page_rules += [(rule, selectors, _own(said)) for rule, selectors, said in self.pages]
        signs.update(copy.deepcopy(self.signs))
        for descriptors in self.fonts:
            fonts.add_font_face(descriptors, fetcher)


def _preprocess(original: Any) -> Any:
    def preprocess(*told: Any, **named: Any) -> None:
        media, base, rules, fetcher, matcher, pages, _, fonts, signs = told[:9]
        said = None
        if type(rules) is _Rules and fonts is not None and not matcher.order and not named.get("layer"):
            key = (media, base, *sorted(signs))
            if key not in rules.said:
                rules.said[key] = _read(original, told[:3], dict(signs))
            said = rules.said[key]
        if said:
            said.tell(matcher, pages, fonts, signs, fetcher)
        else:
            original(*told, **named)

    return preprocess


class _Taker:
    """Takes what a sheet says of fonts, and fetches nothing."""

    _fail_on_errors = False

    def __init__(self) -> None:
        self.fonts: list[Any] = []

    def add_font_face(self, descriptors: Any, _fetcher: Any) -> None:
        self.fonts.append(descriptors)

    def __call__(self, url: str) -> Any:
        raise ValueError(url)


def _read(original: Any, told: tuple[Any, ...], signs: dict[str, Any]) -> _Said | None:
    """What a sheet says; None where there is more in it than may be remembered."""
    taker, matcher, before = _Taker(), css.cssselect2.Matcher(), dict(signs)
    pages, layers, profiles = list[Any](), list[Any](), dict[str, Any]()
    with _faults() as faults:
        try:
            original(*told, taker, matcher, pages, layers, taker, signs, profiles)
        except Exception:  # the engine comes to it again, and says so
            return None
    if faults or layers or profiles or not all(map(_is_settled, _given(matcher))):
        return None
    new = {name: sign for name, sign in signs.items() if before.get(name) is not sign}
    return _Said(dict(matcher.__dict__), pages, taker.fonts, new)


@contextmanager
def _faults() -> Iterator[list[str]]:
    """Keeps warnings and errors of the engine to itself."""
    found: list[str] = []

    def keep(record: logging.LogRecord) -> bool:
        if record.levelno >= logging.WARNING:
            found.append(record.getMessage())
        return record.levelno < logging.WARNING

    LOGGER.addFilter(keep)
    try:
        yield found
    finally:
        LOGGER.removeFilter(keep)


def _given(matcher: Any) -> Iterator[Any]:
    """The declarations that the selectors of `matcher` give."""
    tables = [one for one in matcher.__dict__.values() if isinstance(one, dict)]
    lists = [
        *(entries for table in tables for entries in table.values()),
        matcher.lang_attr_selectors,
        matcher.other_selectors,
    ]
    return (declarations for entries in lists for *_, (declarations, _) in entries)


def _is_settled(value: Any) -> bool:
    """True of what nobody changes: the engine writes into gradients and values with variables, and lists may be written into."""
    if isinstance(value, tuple | list):
        return all(map(_is_settled, value))
    return type(value) in _SETTLED


def _own(declarations: Any) -> Any:
    return declarations if _is_settled(declarations) else copy.deepcopy(declarations)


PATCHES = (
    Patch(tinycss2, "parse_stylesheet_bytes", _parse),
    Patch(validation, "compile_selector_list", _compile),
    Patch(weasyprint, "preprocess_stylesheet", _preprocess),
)
