"""The grammar: CommonMark with tables, footnotes, definition lists and attributes, as a tree of tokens of bounded depth."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cache
from types import FunctionType
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock, list_block
from markdown_it.rules_core import StateCore
from markdown_it.token import Token
from mdit_py_plugins.attrs import attrs_plugin
from mdit_py_plugins.deflist import deflist_plugin
from mdit_py_plugins.footnote import footnote_plugin

ATTRIBUTES = ("id", "class", "lang", "dir")
ATTRIBUTE_LINES = "attribute-lines"
MAX_NESTING = 40
"""How deep blocks nest, a list counting twice (it and its item)."""
MAX_INLINE = 24
"""How deep emphasis and the like nest; what is inside deeper ones is kept, their own nesting is not."""

_ITEM = r"""(?:\#[\w:.-]+|\.[\w-]+|[A-Za-z][\w-]*=(?:"[^"\n]*"|[\w:.-]+))"""
_SET = rf"\{{\s*(?:{_ITEM}(?:\s+{_ITEM})*)?\s*\}}"
_LINE = re.compile(_SET + r"\s*")
_NUMBER = re.compile(r"(?:[0-9]{1,9}|[۰-۹]{1,9}|[٠-٩]{1,9})[.)](?=\s|$)")
_PARTS = re.compile(r"""\#([\w:.-]+)|\.([\w-]+)|([A-Za-z][\w-]*)=(?:"([^"\n]*)"|([\w:.-]+))""")


@dataclass(slots=True)
class Node:
    """A token with what stands inside it."""

    token: Token
    children: list[Node] = field(default_factory=list)

    @property
    def kind(self) -> str:
        return self.token.type.removesuffix("_open")

    def said(self, attribute: str) -> str:
        """The value of an attribute, empty if it has none."""
        return str(self.token.attrs.get(attribute) or "")


class _Grammar(MarkdownIt):
    def validateLink(self, url: str) -> bool:
        """Every target is parsed as one, so that the mapping can drop it and say so, instead of showing its brackets."""
        return True


@cache
def grammar() -> MarkdownIt:
    """The parser; its tokens carry lines from 0, the last one not included."""
    engine = _Grammar("commonmark", {"maxNesting": MAX_NESTING}).enable("table")
    engine.use(footnote_plugin, move_to_end=False).use(deflist_plugin)
    engine.use(attrs_plugin, spans=True, allowed=ATTRIBUTES)
    engine.block.ruler.at("list", _LISTS, {"alt": ["paragraph", "reference", "blockquote"]})
    engine.block.ruler.before("fence", "attribute_line", _attribute_line)
    engine.core.ruler.after("block", "attribute_line", _attach)
    return engine


def _after_number(state: StateBlock, line: int) -> int:
    """Where the number that opens a list's item ends on a line, -1 if none does; in digits of one script, as CommonMark bounds it."""
    found = _NUMBER.match(state.src, state.bMarks[line] + state.tShift[line], state.eMarks[line])
    return found.end() if found else -1


# The parser's own rule for lists, its question for a number answered by ours: CommonMark knows no digits but 0 to 9.
_LISTS = FunctionType(list_block.__code__, {**list_block.__globals__, "skipOrderedListMarker": _after_number})


def tree(tokens: Iterable[Token]) -> list[Node]:
    """The tokens as a forest; children of what lies deeper than either bound move up to the deepest place that there is."""
    forest: list[Node] = []
    stack = [forest]
    for token in tokens:
        if token.nesting < 0:
            stack.pop()
            continue
        node = Node(token)
        deep = token.nesting > 0 and len(stack) > (MAX_NESTING + 2 if token.block else MAX_INLINE)
        if not deep:
            stack[-1].append(node)
        if token.nesting > 0:
            stack.append(stack[-1] if deep else node.children)
    return forest


def too_deep(tokens: Iterable[Token]) -> Token | None:
    """The first token whose content the parser left out, since it nests deeper than `MAX_NESTING`."""
    return next((token for token in tokens if token.nesting > 0 and token.level >= MAX_NESTING - 1), None)


def _attribute_line(state: StateBlock, start: int, _end: int, silent: bool) -> bool:
    """A line that is nothing but `{#id .class lang=fa dir=rtl}`; other braces are words and stay."""
    if state.sCount[start] - state.blkIndent >= 4:
        return False
    said = state.src[state.bMarks[start] + state.tShift[start] : state.eMarks[start]]
    if not said.startswith("{") or not _LINE.fullmatch(said):
        return False
    if not silent:
        token = state.push("attribute_line", "", 0)
        token.attrs = attributes(said)
        token.map = [start, start + 1]
        state.line = start + 1
    return True


def attributes(said: str) -> dict[str, Any]:
    """What `{…}` sets, only of the attributes that mean something here; several classes are joined."""
    found: dict[str, Any] = {}
    for identifier, klass, key, quoted, bare in _PARTS.findall(said):
        name = "id" if identifier else "class" if klass else key
        value = identifier or klass or quoted or bare
        if name == "class" and "class" in found:
            found["class"] += " " + value
        elif name in ATTRIBUTES:
            found[name] = value
    return found


def _attach(state: StateCore) -> None:
    """Attributes of a line of their own go to the block below, those at the end of a heading to the heading."""
    tokens: list[Token] = []
    waiting: dict[str, Any] = {}
    for token in state.tokens:
        if token.type == "attribute_line":
            waiting |= token.attrs
            state.env.setdefault(ATTRIBUTE_LINES, []).append(token.map)
            continue
        if waiting and token.nesting >= 0:
            token.attrs = token.attrs | waiting
        waiting = {}
        if token.type == "inline" and tokens and tokens[-1].type == "heading_open":
            _take_from_end(tokens[-1], token)
        tokens.append(token)
    state.tokens = tokens


def _take_from_end(heading: Token, words: Token) -> None:
    start = words.content.rfind("{")
    if start > 0 and _LINE.fullmatch(words.content, start):
        heading.attrs = heading.attrs | attributes(words.content[start:])
        words.content = words.content[:start].rstrip()
