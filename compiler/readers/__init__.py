"""One reader for each kind of capture, found by media type; all return the same documents with a ledger."""

from __future__ import annotations

from importlib import import_module
from typing import cast

from compiler.messages import CaptureError
from compiler.model.reading import Capture, Reader, Reading, Wishes

READERS = {
    "text/plain": "text",
    "text/html": "webpage",
    "application/xhtml+xml": "webpage",
    "multipart/related": "webpage",
    "text/markdown": "markdown",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": "word",
    "application/pdf": "pdf",
}
"""Media type -> module of this package with a `read(capture, wishes)`; imported when needed, since engines are slow to."""


def read(capture: Capture, wishes: Wishes | None = None) -> Reading:
    """What the reader for the capture's media type makes of it. Raises `CaptureError` if there is none, or it cannot."""
    name = READERS.get(capture.media_type)
    if name is None:
        text = f"{capture.file} is of no kind that Bayaz reads"
        hint = "it reads .txt, .html, .xhtml, .mhtml, .md, .docx and .pdf"
        raise CaptureError.of("capture-kind", text, hint=hint)
    reader = cast(Reader, import_module(f"compiler.readers.{name}").read)
    return reader(capture, wishes or Wishes())
