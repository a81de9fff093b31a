"""A PDF file opened: decrypted, its size bounded, every way in which it can be unreadable told as an error of ours."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from io import BytesIO
from typing import Any

import pikepdf
import pypdf
import pypdfium2

from compiler import files
from compiler.messages import CaptureError, Message, Origin, shortened
from compiler.model.reading import Capture

from .weight import MOST_DRAWN, overloaded

MAX_PAGES = 5000
_HEADER_WITHIN = 1024


@dataclass(slots=True)
class Opened:
    """The file in both engines: `drawn` (PDFium) knows where each letter stands, `objects` (pypdf) what the file says of itself.

    `objects` is None where only PDFium could make sense of a damaged file. PDFium is built without JavaScript, and neither
    engine runs actions or opens embedded files.
    """

    drawn: pypdfium2.PdfDocument
    objects: pypdf.PdfReader | None
    messages: list[Message] = field(default_factory=list)

    @property
    def pages(self) -> int:
        return len(self.drawn)


@contextmanager
def opened(capture: Capture, password: str) -> Iterator[Opened]:
    """The PDF, closed afterwards. Raises `CaptureError` for what is no PDF, damaged, empty, locked or too long."""
    if len(capture.data) > files.MAX_CAPTURE:
        text = f"{capture.file} has {len(capture.data):,} bytes, more than the {files.MAX_CAPTURE:,} that Bayaz takes"
        raise _error(capture, "pdf-too-large", text, "split the file")
    if b"%PDF-" not in capture.data[:_HEADER_WITHIN]:
        raise _error(
            capture, "pdf-damaged", f"{capture.file} is no PDF file", "open it in a viewer; get it again if that fails"
        )
    data = unlocked(capture, password)
    with _log_lines() as said:
        drawn = _drawn(capture, data)
        try:
            result = Opened(drawn, _objects(data))
            _check_pages(capture, result.pages)
            _check_weight(capture, data)
            yield result
        finally:
            drawn.close()
    result.messages += [_remark(capture, line) for line in dict.fromkeys(said)][:5]


def _error(capture: Capture, code: str, text: str, hint: str) -> CaptureError:
    return CaptureError.of(code, text, hint=hint, origin=Origin(capture.file))


def unlocked(capture: Capture, password: str) -> bytes:
    """The bytes without encryption. The empty password is tried too: many files only forbid printing.

    Raises `CaptureError` if neither opens the file.
    """
    if b"/Encrypt" not in capture.data:
        return capture.data
    for attempt in dict.fromkeys((password, "")):
        try:
            with pikepdf.open(BytesIO(capture.data), password=attempt) as pdf:
                if not pdf.is_encrypted:
                    return capture.data
                plain = BytesIO()
                pdf.save(plain, static_id=True)
                return plain.getvalue()
        except pikepdf.PasswordError:
            continue
        except (pikepdf.PdfError, ValueError, RuntimeError):
            return capture.data
    if password:
        text, hint = f"the password does not open {capture.file}", "check `password` under [text] in source.toml"
        raise _error(capture, "pdf-password-wrong", text, hint)
    text, hint = f"{capture.file} is locked with a password", "write it as `password` under [text] in source.toml"
    raise _error(capture, "pdf-locked", text, hint)


def _drawn(capture: Capture, data: bytes) -> pypdfium2.PdfDocument:
    try:
        return pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        text = f"{capture.file} is damaged and cannot be opened"
        raise _error(capture, "pdf-damaged", text, "get the file again, or repair it with `qpdf IN OUT`") from error


def _objects(data: bytes) -> pypdf.PdfReader | None:
    try:
        reader = pypdf.PdfReader(BytesIO(data), strict=False, root_object_recovery_limit=10_000)
        return reader if len(reader.pages) >= 0 else None
    except Exception:  # a broken object makes pypdf raise whatever it happens to raise
        return None


def _check_pages(capture: Capture, pages: int) -> None:
    if pages == 0:
        raise _error(capture, "pdf-empty", f"{capture.file} has no pages", "check that this is the file that you meant")
    if pages > MAX_PAGES:
        text = f"{capture.file} has {pages:,} pages, more than the {MAX_PAGES:,} that Bayaz takes"
        raise _error(capture, "pdf-too-long", text, "split the file")


def _check_weight(capture: Capture, data: bytes) -> None:
    number = overloaded(data)
    if number:
        text = f"page {number} of {capture.file} draws the same parts again and again, more than {MOST_DRAWN:,} times"
        raise _error(capture, "pdf-too-heavy", text, "print the file anew to a PDF")


# --- what pypdf would print ---


class _Keeper(logging.Handler):
    def __init__(self, said: list[str]) -> None:
        super().__init__(logging.WARNING)
        self.said = said

    def emit(self, record: logging.LogRecord) -> None:
        if len(self.said) < 100:
            self.said.append(record.getMessage())


@contextmanager
def _log_lines() -> Iterator[list[str]]:
    """pypdf's log lines, which become messages instead of being printed."""
    said: list[str] = []
    keeper, logger = _Keeper(said), logging.getLogger("pypdf")
    before: tuple[bool, Any] = logger.propagate, logger.level
    logger.addHandler(keeper)
    logger.propagate = False
    try:
        yield said
    finally:
        logger.removeHandler(keeper)
        logger.propagate = before[0]


def _remark(capture: Capture, line: str) -> Message:
    text = f"the file is not quite sound: {shortened(line, 120)}"
    hint = "compare the text with the pages; the file can be repaired with `qpdf IN OUT`"
    return Message("pdf-unsound", "info", text, hint, Origin(capture.file))
