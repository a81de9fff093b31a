"""What Bayaz has to say to its user: places, messages and errors, as data; the command line prints them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import IntEnum
from typing import Any, Literal, Self

Level = Literal["info", "warning", "error"]
Unit = Literal["line", "element", "page", "key"]


@dataclass(frozen=True, slots=True)
class Origin:
    """A place in a file: `first` to `last` (both counted from 1, both included) in `unit`, or a TOML `key`."""

    file: str
    first: int | None = None
    last: int | None = None
    unit: Unit = "line"
    key: str = ""

    def __str__(self) -> str:
        if self.first is None:
            return f"{self.file}: {self.key}" if self.key else self.file
        span = str(self.first) if self.last in (None, self.first) else f"{self.first}-{self.last}"
        place = f"{self.file}:{span}" if self.unit == "line" else f"{self.file}, {self.unit} {span}"
        return f"{place}: {self.key}" if self.key else place


@dataclass(frozen=True, slots=True)
class Message:
    """One thing worth saying.

    `code` is stable and kebab-case (`capture-missing`), `text` says what is wrong in one sentence, `hint` what to do about it,
    `quote` is the line it is about, shortened. Where `origin` is the author's file, `book` is the place in the finished book.
    """

    code: str
    level: Level
    text: str
    hint: str = ""
    origin: Origin | None = None
    quote: str = ""
    book: Origin | None = None

    def __str__(self) -> str:
        place = f"{self.origin}: " if self.origin else ""
        quote = f"\n    {self.quote}" if self.quote else ""
        book = f"\n    in {self.book}" if self.book else ""
        hint = f"\n    → {self.hint}" if self.hint else ""
        return f"{place}{self.text} [{self.code}]{quote}{book}{hint}"


class ExitCode(IntEnum):
    """What the process returns, one per family of errors; the README lists them."""

    OK = 0
    BUG = 1
    USAGE = 2
    COLLECTION = 3
    CAPTURE = 4
    LAYOUT = 5
    CHECK = 6
    ENVIRONMENT = 7
    OUTPUT = 8


class BayazError(Exception):
    """An error that the user can mend. Holds every fault found, not only the first."""

    exit_code = ExitCode.BUG

    def __init__(self, messages: Iterable[Message]) -> None:
        self.messages = tuple(messages)
        super().__init__("\n".join(str(message) for message in self.messages))

    @classmethod
    def of(cls, code: str, text: str, *, hint: str = "", origin: Origin | None = None, quote: str = "") -> Self:
        """An error of a single message."""
        return cls((Message(code, "error", text, hint, origin, quote),))

    def __reduce__(self) -> tuple[Any, ...]:
        return type(self), (self.messages,)


class CollectionError(BayazError):
    """`edition.toml`, `source.toml` or the files that they name are at fault."""

    exit_code = ExitCode.COLLECTION


class CaptureError(BayazError):
    """A capture cannot be read."""

    exit_code = ExitCode.CAPTURE


class LayoutError(BayazError):
    """A layout (template, style sheet, font) is at fault, or the engine refused what it made."""

    exit_code = ExitCode.LAYOUT


class CheckError(BayazError):
    """A finished book failed a check."""

    exit_code = ExitCode.CHECK


class MachineError(BayazError):
    """A program or library that the work needs is not on this machine."""

    exit_code = ExitCode.ENVIRONMENT


class OutputError(BayazError):
    """The result cannot be written."""

    exit_code = ExitCode.OUTPUT


def errors(messages: Iterable[Message]) -> tuple[Message, ...]:
    """Those of level `error`."""
    return tuple(message for message in messages if message.level == "error")


def shortened(text: str, limit: int = 80) -> str:
    """`text` on one line, at most `limit` characters."""
    line = " ".join(text.split())
    return line if len(line) <= limit else line[: limit - 1] + "…"
