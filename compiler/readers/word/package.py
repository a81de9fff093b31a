"""The parts of a Word file: a zip opened with its size bounded, XML parsed without entities, written again for mammoth.

ECMA-376 part 2 forbids document type declarations in the parts, so a part that has one is refused.
"""

from __future__ import annotations

import zipfile
import zlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from io import BytesIO
from typing import Any

from lxml import etree

from compiler import files
from compiler.messages import CaptureError, Origin
from compiler.model.reading import Capture

Element = Any
"""An lxml element; lxml publishes no types."""

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
DOCUMENT = "word/document.xml"
MAX_PARTS = 10_000
MAX_XML = 64 * files.MEGABYTE
MAX_TOTAL = files.MAX_CAPTURE
_OLD_FORMAT = b"\xd0\xcf\x11\xe0"
_READ = ("word/", "docProps/core.xml", "[Content_Types].xml", "_rels/")
_NEVER = ("word/vbaProject", "word/embeddings/", "word/activeX/", "word/fonts/", "word/attachedToolbars")


@dataclass(slots=True)
class Package:
    """The parts that matter, by name: XML as trees, the rest as bytes. Macros and embedded files are not among them."""

    trees: dict[str, Element] = field(default_factory=dict)
    others: dict[str, bytes] = field(default_factory=dict)

    def zipped(self) -> BytesIO:
        """The package as a file again."""
        out = BytesIO()
        with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as archive:
            for name, tree in self.trees.items():
                archive.writestr(name, etree.tostring(tree, encoding="utf-8", xml_declaration=True))
            for name, data in self.others.items():
                archive.writestr(name, data)
        out.seek(0)
        return out


def package_of(capture: Capture) -> Package:
    """The parts. Raises `CaptureError` for what is no Word file, damaged, locked, or larger inside than Bayaz takes."""
    if capture.data[:4] == _OLD_FORMAT:
        text = f"{capture.file} is locked with a password, or in the old format of Word"
        raise _error(capture, "word-locked", text, "open it in Word and save it as .docx without a password")
    try:
        with zipfile.ZipFile(BytesIO(capture.data)) as archive:
            parts = _parts(capture, archive)
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, OSError) as error:
        text = f"{capture.file} is damaged, or no Word file"
        raise _error(capture, "word-damaged", text, "open it in Word and save it again") from error
    if DOCUMENT not in parts:
        text = f"{capture.file} holds no text of Word ({DOCUMENT})"
        raise _error(capture, "word-damaged", text, "open it in Word and save it as .docx")
    return _sorted_out(capture, parts)


def _error(capture: Capture, code: str, text: str, hint: str) -> CaptureError:
    return CaptureError.of(code, text, hint=hint, origin=Origin(capture.file))


def _parts(capture: Capture, archive: zipfile.ZipFile) -> dict[str, bytes]:
    """The bytes of the parts; never more than is allowed is unpacked, whatever sizes the archive states."""
    wanted = [
        one for one in archive.infolist() if one.filename.startswith(_READ) and not one.filename.startswith(_NEVER)
    ]
    if len(wanted) > MAX_PARTS:
        raise _error(capture, "word-too-large", f"{capture.file} has more than {MAX_PARTS:,} parts", "split it")
    parts: dict[str, bytes] = {}
    left = MAX_TOTAL
    for one in wanted:
        limit = min(left, MAX_XML if _is_xml(one.filename) else files.MAX_IMAGE)
        with archive.open(one) as part:
            data = part.read(limit + 1)
        if len(data) > limit:
            text = f"{one.filename} in {capture.file} unpacks to more than Bayaz takes"
            raise _error(capture, "word-too-large", text, "split the file, or save it again with smaller pictures")
        left -= len(data)
        parts.setdefault(one.filename, data)
    return parts


def _is_xml(name: str) -> bool:
    return name.endswith((".xml", ".rels"))


def _sorted_out(capture: Capture, parts: Mapping[str, bytes]) -> Package:
    package = Package()
    for name, data in parts.items():
        if not _is_xml(name):
            package.others[name] = data
        elif (tree := _tree(data)) is not None:
            package.trees[name] = tree
        else:
            text = f"{name} in {capture.file} is damaged"
            raise _error(capture, "word-damaged", text, "open the file in Word and save it again")
    return package


def _tree(data: bytes) -> Element | None:
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, remove_comments=True
    )
    try:
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError):
        return None
    return None if root.getroottree().docinfo.doctype else root
