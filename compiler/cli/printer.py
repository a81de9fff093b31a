"""The one printer: messages with place, quote and hint to standard error, tables and JSON to standard output."""

from __future__ import annotations

import json
import re
import sys
from collections import Counter
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any

from compiler.messages import Level, Message

if TYPE_CHECKING:
    from rich.console import Console, RenderableType

_COLOUR: dict[Level, str] = {"error": "bold red", "warning": "yellow", "info": "cyan"}
_RANK: dict[Level, int] = {"error": 0, "warning": 1, "info": 2}
# What could move a terminal's cursor, or turn a line around: captures are not to be trusted.
_CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")
_WIDTH = 120


def plain(text: str) -> str:
    """`text` with control characters shown as �."""
    return _CONTROL.sub("�", text)


def console(*, error: bool = False) -> Console:
    """Where to print: colours only on a terminal, none under NO_COLOR; a fixed width into files and pipes."""
    from rich.console import Console  # noqa: PLC0415 - takes a tenth of a second

    stream = sys.stderr if error else sys.stdout
    return Console(file=stream, highlight=False, markup=False, emoji=False, width=None if stream.isatty() else _WIDTH)


def say(text: str) -> None:
    """One line to standard error."""
    print(plain(text), file=sys.stderr)


def show(*things: RenderableType) -> None:
    """Tables and lines to standard output."""
    where = console()
    for thing in things:
        where.print(plain(thing) if isinstance(thing, str) else thing, soft_wrap=isinstance(thing, str))


def show_text(text: str) -> None:
    """A whole text to standard output; as it is into files and pipes, without what moves a cursor on a terminal."""
    print("\n".join(map(plain, text.split("\n"))) if sys.stdout.isatty() else text, end="")


def show_json(data: dict[str, Any]) -> None:
    """One JSON object to standard output, letters of every script as they are."""
    print(json.dumps(data, ensure_ascii=False, indent=2))


def show_json_line(data: dict[str, Any]) -> None:
    """A JSON object on one line of standard output, at once: for commands that go on."""
    print(json.dumps(data, ensure_ascii=False), flush=True)


def show_messages(messages: Iterable[Message], least: Level = "warning") -> None:
    """Those that weigh at least `least`, the gravest last, where they are still seen, and how many there were."""
    shown = [message for message in messages if _RANK[message.level] <= _RANK[least]]
    if not shown:
        return
    where = console(error=True)
    for message in sorted(shown, key=lambda message: -_RANK[message.level]):
        _one(where, message)
    where.print(_count(shown))


def _one(where: Console, message: Message) -> None:
    from rich.text import Text  # noqa: PLC0415 - as above

    line = Text()
    line.append(message.level, _COLOUR[message.level])
    place = f" {message.origin}:" if message.origin else ":"
    line.append(plain(place), "bold")
    line.append(plain(f" {message.text}"))
    line.append(f" [{message.code}]", "dim")
    where.print(line, soft_wrap=True)
    if message.quote:
        where.print(Text(f"    | {plain(message.quote)}", "dim"), soft_wrap=True)
    if message.book:
        where.print(Text(plain(f"    in {message.book}"), "dim"), soft_wrap=True)
    if message.hint:
        where.print(Text(f"    → {plain(message.hint)}"), soft_wrap=True)


def _count(messages: Sequence[Message]) -> str:
    counts = Counter(message.level for message in messages)
    names = {"error": "error", "warning": "warning", "info": "remark"}
    parts = [f"{counts[level]} {names[level]}{'s' * (counts[level] > 1)}" for level in _RANK if counts[level]]
    return ", ".join(parts)
