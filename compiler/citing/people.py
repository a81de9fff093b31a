"""Names of authors, translators and editors: parted into family and given name only where that is sure."""

from __future__ import annotations

import re
from dataclasses import dataclass

from .lines import one_line

_WORD = r"[^\W\d_](?:[^\W\d_]|['’-])*"
_PARTICLES = "da|de|del|della|den|der|des|di|dos|du|la|le|van|von|zu|al|el|bin|ibn"
_PARTED = re.compile(rf"(?P<family>(?:(?:{_PARTICLES}) )*{_WORD}), (?P<given>{_WORD}\.?(?: ?{_WORD}\.?){{0,3}})")
_COMPANIES = frozenset({"co", "corp", "gmbh", "inc", "jr", "llc", "llp", "ltd", "plc", "sa", "sr"})


@dataclass(frozen=True, slots=True)
class Name:
    """A name: `family` and `given` where it was written so, else `literal`, which may be a person's or a body's."""

    literal: str = ""
    family: str = ""
    given: str = ""

    @property
    def inverted(self) -> str:
        """As it is sorted, and as it was written."""
        return self.literal or f"{self.family}, {self.given}"


def names(written: tuple[str, ...]) -> tuple[Name, ...]:
    """Names as the record writes them, told apart."""
    return tuple(name(line) for one in written if (line := one_line(one)))


def name(written: str) -> Name:
    """`Khodabandeh, Massoud` is parted at its comma, and nothing else is: `Nejat Society` is no person, `مریم نمونه` has no comma."""
    found = _PARTED.fullmatch(written)
    if found is None or not _is_latin(written) or not _is_given(found["given"]):
        return Name(literal=written)
    return Name(family=found["family"], given=found["given"])


def _is_latin(written: str) -> bool:
    return all(ord(letter) < 0x250 for letter in written if letter.isalpha())


def _is_given(written: str) -> bool:
    parts = written.replace(".", " ").split()
    return all(part[0].isupper() for part in parts) and not any(part.lower() in _COMPANIES for part in parts)
