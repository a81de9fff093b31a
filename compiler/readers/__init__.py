"""One reader for each kind of capture, found by media type; all return the same documents with a ledger."""

from __future__ import annotations

from dataclasses import replace
from importlib import import_module
from typing import cast

from compiler import bidi
from compiler.messages import CaptureError
from compiler.model.content import Block, Blocks, Figure
from compiler.model.reading import Capture, Document, Reader, Reading, Wishes
from compiler.model.walk import block_text, map_blocks, text_of

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
    reading = reader(capture, wishes or Wishes())
    documents = tuple(map(_in_a_language, reading.documents))
    letters = "\n".join(block_text(block) for document in documents for block in document.blocks)
    return replace(reading, documents=tuple(_told_by_all(document, letters) for document in documents))


def _told_by_all(document: Document, letters: str) -> Document:
    """A block or caption too short to tell its language has the one that all right-to-left text of the capture shows."""
    told = bidi.language_of("".join(c for c in letters if not c.isascii()), "") if bidi.has_rtl(letters) else ""
    if not told or told.startswith(bidi.UNKNOWN):
        return document

    def language(said: str, text: str) -> str:
        return told if said.startswith(bidi.UNKNOWN) and bidi.fits(told, text) else said

    def state(block: Block) -> Blocks:
        block = replace(block, language=language(block.language, block_text(block)))
        if isinstance(block, Figure):
            captions = (replace(c, language=language(c.language, text_of(c.content))) for c in block.captions)
            block = replace(block, captions=tuple(captions))
        return (block,)

    return replace(document, language=language(document.language, letters), blocks=map_blocks(document.blocks, state))


def _in_a_language(document: Document) -> Document:
    """A document that does not state its language is in the one its words show; blocks that state none are in their document's."""
    from compiler.readers.text.language import block_language, language_of  # noqa: PLC0415 - brings a reader

    told = document.language or language_of("\n".join(block_text(block) for block in document.blocks))

    def state(block: Block) -> Blocks:
        if block.language:
            return (block,)
        language, direction = block_language(block_text(block), told)
        return (replace(block, language=language, direction=direction),)

    return replace(document, language=told, blocks=map_blocks(document.blocks, state))
