"""Text as the formats can hold it: on one line, and without what no XML may have."""

from __future__ import annotations

import re
import unicodedata

_BREAKS = ("Cc", "Zl", "Zp")


def one_line(text: str) -> str:
    """`text` on one line: line ends and control characters as spaces, no two spaces together, no halves of letters."""
    plain = "".join(" " if unicodedata.category(c) in _BREAKS else c for c in text if unicodedata.category(c) != "Cs")
    return re.sub(" {2,}", " ", plain).strip()


def sound(text: str) -> str:
    """`text` without the characters that XML cannot hold."""
    return "".join(c for c in text if unicodedata.category(c) not in ("Cc", "Cs") and c not in "\ufffe\uffff")
