"""Style sheets read as the reading systems read them: what they name, and which faces the pages really use."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

import cssselect2  # type: ignore[import-untyped]  # comes with WeasyPrint
import tinycss2  # comes with WeasyPrint
from lxml import etree

Tokens = Iterable[Any]


def urls(css: str) -> Iterator[str]:
    """Every address that a style sheet names, `data:` left out."""
    for token in _tokens(tinycss2.parse_component_value_list(css, skip_comments=True)):
        if token.type == "url" and not token.value.startswith("data:"):
            yield token.value
        elif token.type == "function" and token.lower_name == "url":
            yield from (inner.value for inner in token.arguments if inner.type == "string")
    for rule in tinycss2.parse_stylesheet(css, skip_comments=True, skip_whitespace=True):
        if rule.type == "at-rule" and rule.lower_at_keyword == "import":
            yield from (token.value for token in rule.prelude if token.type == "string")


def strings(css: str) -> Iterator[str]:
    """Every string in a style sheet: what `content` and `quotes` may print, features and families asked for."""
    found = _tokens(tinycss2.parse_component_value_list(css, skip_comments=True))
    return (token.value for token in found if token.type == "string")


def faces(css: str) -> Iterator[tuple[str, tuple[str, ...]]]:
    """The family and the addresses of each `@font-face`."""
    for rule in _rules(css):
        if _is_face(rule):
            yield _family(rule), tuple(urls(tinycss2.serialize(rule.content or [])))


def without_faces(css: str, dropped: frozenset[str]) -> str:
    """The style sheet less each `@font-face` that names only addresses in `dropped`; every other byte is as it was."""
    rules = tinycss2.parse_stylesheet(css)
    kept = [rule for rule in rules if not (_is_face(rule) and _names_only(rule, dropped))]
    return tinycss2.serialize(kept) if len(kept) < len(rules) else css


def families_used(css: str, families: frozenset[str], roots: Iterable[etree._Element]) -> frozenset[str]:
    """Those of `families` (lower case) that a rule which matches something in the pages names.

    A selector that cannot be judged counts as one that matches: a face too many is only larger, one too few is a fault.
    """
    trees = [cssselect2.ElementWrapper.from_xml_root(root) for root in roots]
    elements: list[Any] = []
    used: set[str] = set()
    for rule in _rules(css):
        if rule.type == "qualified-rule":
            named = _named(rule.content, families) - used
            if named:
                # Made for the first rule, and not for each: they are many.
                elements = elements or [element for tree in trees for element in tree.iter_subtree()]
                used |= named if _matches(rule.prelude, elements) else set()
    for root in roots:
        for style in root.xpath("//@style"):
            used |= _named(tinycss2.parse_component_value_list(style), families)
    return frozenset(used)


def declarations(css: str) -> Iterator[Any]:
    """Every declaration of every rule, those of faces left out."""
    for rule in _rules(css):
        if rule.type == "qualified-rule":
            parsed = tinycss2.parse_blocks_contents(rule.content, skip_comments=True, skip_whitespace=True)
            yield from (one for one in parsed if one.type == "declaration")


def _rules(css: str) -> Iterator[Any]:
    """Every rule, those inside `@media` and `@supports` too."""
    pending = list(tinycss2.parse_stylesheet(css, skip_comments=True, skip_whitespace=True))
    while pending:
        rule = pending.pop(0)
        yield rule
        if rule.type == "at-rule" and rule.content and rule.lower_at_keyword in {"media", "supports", "layer"}:
            pending += tinycss2.parse_rule_list(rule.content, skip_comments=True, skip_whitespace=True)


def _tokens(tokens: Tokens) -> Iterator[Any]:
    for token in tokens:
        yield token
        inner = getattr(token, "arguments", None) or getattr(token, "content", None)
        if isinstance(inner, list):
            yield from _tokens(inner)


def _is_face(rule: Any) -> bool:
    return bool(rule.type == "at-rule" and rule.lower_at_keyword == "font-face")


def _names_only(rule: Any, dropped: frozenset[str]) -> bool:
    named = tuple(urls(tinycss2.serialize(rule.content or [])))
    return bool(named) and all(url in dropped for url in named)


def _family(rule: Any) -> str:
    for declaration in tinycss2.parse_declaration_list(rule.content or [], skip_comments=True, skip_whitespace=True):
        if declaration.type == "declaration" and declaration.lower_name == "font-family":
            return _words(declaration.value)
    return ""


def _words(tokens: Tokens) -> str:
    return " ".join(token.value for token in tokens if token.type in {"string", "ident"}).lower()


def _named(tokens: Tokens, families: frozenset[str]) -> set[str]:
    """Families named in a declaration of any kind: in `font`, `font-family` or a custom property.

    In the shorthand `font` an unquoted family follows other words, so words need only end with it.
    """
    listed: list[list[Any]] = [[]]
    for token in _tokens(tokens):
        if token.type == "string" or (token.type == "literal" and token.value in {",", ";", ":"}):
            listed.append([])
        elif token.type == "ident":
            listed[-1].append(token)
    quoted = {token.value.lower() for token in _tokens(tokens) if token.type == "string"}
    bare = [f" {_words(part)}" for part in listed]
    return {family for family in families if family in quoted or any(words.endswith(f" {family}") for words in bare)}


def _matches(prelude: Tokens, elements: Iterable[Any]) -> bool:
    try:
        selectors = [selector.test for selector in cssselect2.compile_selector_list(prelude)]
    except cssselect2.SelectorError:
        return True
    return any(test(element) for element in elements for test in selectors)
