"""A file that was looked through, with all that there is to say of it."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from compiler.messages import Message


@dataclass(frozen=True, slots=True, kw_only=True)
class Examined:
    """A finished file: what it is called, its kind (`epub`, `pdf`, empty for a collection), its bytes, and its messages."""

    path: Path
    kind: str
    data: bytes = field(repr=False)
    messages: tuple[Message, ...]
