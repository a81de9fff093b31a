"""A PDF without its folios and running heads, so that their words do not pass for those of the text."""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO

import pikepdf

from .pdf_places import printed

Drawn = pikepdf.ContentStreamInstruction | pikepdf.ContentStreamInlineImage
_BEGIN = frozenset({"BMC", "BDC"})
_SHOW = frozenset({"Tj", "TJ", "'", '"', "Do"})


def unfurnished(data: bytes) -> tuple[dict[str, int], bytes]:
    """The page (from 0) of each named destination, and the PDF without what its tags call artifacts (ISO 32000-2, 14.8.2.2).

    A PDF without tags stays as it is. Raises what pikepdf raises for a broken one.
    """
    with pikepdf.open(BytesIO(data)) as pdf:
        marked = _named(pdf)
        if "/StructTreeRoot" not in pdf.Root:
            return marked, data
        for page in pdf.pages:
            page.Contents = pdf.make_stream(pikepdf.unparse_content_stream(list(_without(page))))
        target = BytesIO()
        pdf.save(target, compress_streams=False)
        return marked, target.getvalue()


def named_pages(data: bytes) -> dict[str, int]:
    """The page (from 0) of each named destination. Raises what pikepdf raises for a broken file."""
    with pikepdf.open(BytesIO(data)) as pdf:
        return _named(pdf)


def _named(pdf: pikepdf.Pdf) -> dict[str, int]:
    places = printed(pdf, "")
    found = ((name, places.page_of(target)) for name, target in places.destinations.items())
    return {name: page - 1 for name, page in found if page is not None}


def _without(page: pikepdf.Page) -> Iterator[Drawn]:
    """What draws the page, but for what shows something within an artifact."""
    stack: list[bool] = []
    for instruction in pikepdf.parse_content_stream(page):
        operator = str(instruction.operator)
        if operator in _BEGIN:
            stack.append(instruction.operands[0] == "/Artifact")
        elif operator == "EMC" and stack:
            stack.pop()
        if not (operator in _SHOW and any(stack)):
            yield instruction
