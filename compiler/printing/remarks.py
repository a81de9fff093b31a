"""What the layout engine logs while it works, as messages of ours: no line is lost, and each has a stable code."""

from __future__ import annotations

import logging
import re
import warnings
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field

from compiler.messages import Level, Message, Origin, shortened

LOGGERS = ("weasyprint", "fontTools", "PIL")
REFUSED = "not on the shelf"
"""What the engine quotes of our refusal; the refusal itself is a message already."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where a remark may belong: the page, the style sheets that it reads."""

    page: Origin
    sheets: Sequence[str] = ()


@dataclass(slots=True)
class Heard:
    """What was logged, in order, and the failure that ended the work, if one did."""

    lines: list[tuple[Level, str]] = field(default_factory=list)
    failures: list[tuple[str, str, str]] = field(default_factory=list)

    def fail(self, code: str, text: str, hint: str = "") -> None:
        self.failures.append((code, text, hint))

    def failure(self, place: Place) -> tuple[Message, ...]:
        return tuple(Message(code, "error", text, hint, place.page) for code, text, hint in self.failures)


@dataclass(frozen=True, slots=True)
class Rule:
    """Lines that match `pattern` become a message; its named group `what` goes into `text` for `{what}`."""

    pattern: str
    code: str
    level: Level
    text: str
    hint: str = ""


RULES = (
    Rule(
        r"No anchor #(?P<what>.+) for internal URI reference",
        "anchor-missing",
        "error",
        "a link leads to #{what}, and no element here has that id",
        "a link to another chapter is written bayaz-internal:<id>",
    ),
    Rule(
        r"Content discarded: target points to undefined anchor (?P<what>.+)",
        "anchor-missing",
        "error",
        "a style rule asks for the page or text of {what}, and no element here has that id",
    ),
    Rule(r"Anchor defined twice: (?P<what>.+)", "anchor-duplicate", "error", "two elements have the id {what}"),
    Rule(
        r"\.notdef glyph rendered .*: \"(?P<what>.+ \(U\+[0-9A-F]+\))$",
        "glyph-missing",
        "error",
        'no embedded font has the character "{what}',
        "embed a font that has it",
    ),
    Rule(
        r"Failed to load image at '(?:bayaz:/)?(?P<what>.+?)': ",
        "image-unusable",
        "error",
        "the picture {what} cannot be drawn",
        "open it in an image editor and save it again",
    ),
    Rule(
        r"Failed to (?:render SVG image|load inline SVG):? ?(?:bayaz:/)?(?P<what>.*)",
        "image-unusable",
        "error",
        "an SVG picture cannot be drawn: {what}",
        "keep to plain SVG 1.1",
    ),
    Rule(
        r"Failed to load stylesheet at (?:bayaz:/)?(?P<what>[^ ]+)",
        "sheet-unusable",
        "error",
        "the style sheet {what} cannot be read",
    ),
    Rule(r"Unsupported stylesheet type (?P<what>.+)", "sheet-unusable", "error", "a style sheet is of the type {what}"),
    Rule(
        r"Font-face (?P<what>.+) cannot be loaded",
        "font-unusable",
        "error",
        "the font {what} cannot be loaded",
        "give a sound TTF, OTF, WOFF or WOFF2 file",
    ),
    Rule(
        r"Unable to (?:subset|instantiate|save).*?\"(?P<what>.+?)\"",
        "font-whole",
        "warning",
        "the font {what} cannot be cut down",
    ),
    Rule(
        r"(?:Ignored|Deprecated) `(?P<what>[^`]+)`",
        "css-ignored",
        "warning",
        "the style {what} is not understood and does nothing",
        "see the documentation of WeasyPrint for what is",
    ),
    Rule(
        r"(?P<what>Parse error|Error:|Unknown (?:empty )?rule|Unknown @page|Empty @page|Invalid|Unsupported|Missing|Expected a media|"
        r"In counter style|@import rule|@layer|No source|Unable to compute).*",
        "css-bad",
        "warning",
        "a style sheet is at fault",
    ),
)
HARMLESS = (
    (REFUSED, "the refusal is a message already, with the address"),
    (r"unit resolved before first page layout", "the first page is then measured anew"),
)
_AT = re.compile(r"\bat (\d+):\d+")


@contextmanager
def listening() -> Iterator[Heard]:
    """Hears all that the engine and the libraries under it log or warn of, and keeps it from the terminal."""
    heard = Heard()
    ear = _Ear(heard)
    before = [(logger, logger.propagate, logger.level) for logger in map(logging.getLogger, LOGGERS)]
    for logger, _, _ in before:
        logger.addHandler(ear)
        logger.propagate = False
        logger.setLevel(logging.WARNING)
    try:
        with warnings.catch_warnings(record=True) as warned:
            warnings.simplefilter("always")
            # Those speak to the programmers of the libraries, not of this page.
            warnings.simplefilter("ignore", DeprecationWarning)
            warnings.simplefilter("ignore", ResourceWarning)
            yield heard
        heard.lines += [("warning", str(warning.message)) for warning in warned]
    finally:
        for logger, propagate, level in before:
            logger.removeHandler(ear)
            logger.propagate = propagate
            logger.setLevel(level)


class _Ear(logging.Handler):
    def __init__(self, heard: Heard) -> None:
        super().__init__(logging.WARNING)
        self._heard = heard

    def emit(self, record: logging.LogRecord) -> None:
        self._heard.lines.append(("error" if record.levelno >= logging.ERROR else "warning", record.getMessage()))


def messages(lines: Sequence[tuple[Level, str]], place: Place) -> tuple[Message, ...]:
    """Each line as a message of ours, once; a line that no rule knows is `engine-line`, never silence."""
    made = (_message(level, line, place) for level, line in lines if not _harmless(line))
    return tuple(dict.fromkeys(made))


def _harmless(line: str) -> bool:
    return any(re.search(pattern, line) for pattern, _ in HARMLESS)


def _message(level: Level, line: str, place: Place) -> Message:
    for rule in RULES:
        found = re.search(rule.pattern, line, re.DOTALL)
        if found:
            text = rule.text.format(what=short(found["what"])) if "what" in found.groupdict() else rule.text
            return Message(rule.code, rule.level, text, rule.hint, _place(line, place), short(line, 160))
    return Message("engine-line", level, f"the layout engine says: {short(line, 200)}", origin=place.page)


def _place(line: str, place: Place) -> Origin:
    """The line of the style sheet where that is sure: there is one sheet, and it is no `style` attribute (always line 1)."""
    at = _AT.search(line)
    if at and len(set(place.sheets)) == 1 and at[1] != "1":
        return Origin(place.sheets[0], int(at[1]))
    return place.page


def short(text: str, limit: int = 80) -> str:
    """`text` on one line, cut to `limit` characters."""
    return shortened(text, limit)
