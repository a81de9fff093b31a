"""Many messages of one kind said a few times and counted."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import replace

from compiler.messages import Level, Message

SHOWN = 5
"""Places of one fault that are shown; the others are counted."""
_PARTICULAR = re.compile(r"'[^']*'|\"[^\"]*\"|“[^”]*”|\d+")
Kind = tuple[str, Level, str]


def counted(messages: Iterable[Message], shown: int = SHOWN) -> tuple[Message, ...]:
    """The messages in their order, each once; of those of one kind only `shown`, the last of which counts the rest.

    Of one kind are those of one code and level whose words differ in quotations and numbers only.
    """
    once = tuple(dict.fromkeys(messages))
    numbers = Counter(map(_kind, once))
    seen: Counter[Kind] = Counter()
    kept: list[Message] = []
    for message in once:
        kind = _kind(message)
        seen[kind] += 1
        rest = numbers[kind] - shown
        if seen[kind] < shown or rest <= 0:
            kept.append(message)
        elif seen[kind] == shown:
            kept.append(replace(message, text=f"{message.text} (and {rest:,} more like it)"))
    return tuple(kept)


def ordered(messages: Iterable[Message]) -> tuple[Message, ...]:
    """Messages by file, place, code and words: the same however those who said them were in step."""
    return tuple(sorted(messages, key=_order))


def _kind(message: Message) -> Kind:
    return message.code, message.level, _PARTICULAR.sub("…", message.text)


def _order(message: Message) -> tuple[str, int, str, str, str]:
    origin = message.book or message.origin
    if origin is None:
        return "", 0, "", message.code, message.text
    return origin.file, origin.first or 0, origin.key, message.code, message.text
