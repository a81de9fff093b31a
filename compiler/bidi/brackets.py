"""Brackets and quotes: which close each other, and which stand alone in a stretch of text."""

from __future__ import annotations

PAIRS = {"(": ")", "[": "]", "{": "}", "«": "»", "“": "”", "‘": "’", "‹": "›"}
CLOSERS = {closer: opener for opener, closer in PAIRS.items()}
_STRAIGHT = "\"'"


def unpaired(text: str) -> list[int]:
    """Indices of brackets and quotes whose other half is not in `text`; single quotes count only in pairs (`it’s`)."""
    waiting: list[int] = []
    lone: list[int] = []
    for index, character in enumerate(text):
        if character in PAIRS:
            waiting.append(index)
        elif character in CLOSERS and character != "’":
            if waiting and text[waiting[-1]] == CLOSERS[character]:
                waiting.pop()
            else:
                lone.append(index)
    return sorted(lone + [index for index in waiting if text[index] != "‘"])


def closing(opener: str) -> str:
    """What closes `opener`, a straight quote itself; empty if it opens nothing."""
    return opener if opener and opener in _STRAIGHT else PAIRS.get(opener, "")
