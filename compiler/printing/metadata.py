"""What the PDF says of itself: information dictionary, XMP packet, page labels, how a reader should open it."""

from __future__ import annotations

from collections.abc import Sequence
from xml.sax.saxutils import escape

from pikepdf import Array, Dictionary, Name, Pdf, Stream, String

from compiler.bidi import Direction
from compiler.model.book import EditionRecord
from compiler.model.pages import PageMap, PrintedPage

from . import colours

PRODUCER = "Bayaz"


def describe(pdf: Pdf, record: EditionRecord, pagemap: PageMap) -> None:
    """Writes all of it; the only date is the edition's."""
    information(pdf, record)
    pdf.Root.Metadata = Stream(pdf, xmp(record).encode(), Type=Name.Metadata, Subtype=Name.XML)
    colours.intend(pdf)
    pdf.Root.Lang = String(record.language)
    preferences = Dictionary(DisplayDocTitle=True)
    if direction_of(pagemap) == "rtl":
        preferences.Direction = Name.R2L
    pdf.Root.ViewerPreferences = preferences
    pdf.Root.PageMode = Name.UseOutlines
    pdf.Root.PageLayout = Name.TwoPageRight if is_two_sided(pagemap) else Name.OneColumn
    pdf.Root.PageLabels = Dictionary(Nums=labels(pagemap.pages))


def direction_of(pagemap: PageMap) -> Direction:
    """Books are read from their opening page on: a right-to-left book opens on the left."""
    return "rtl" if pagemap.pages and pagemap.pages[0].side == "left" else "ltr"


def is_two_sided(pagemap: PageMap) -> bool:
    return len({page.side for page in pagemap.pages}) > 1


def information(pdf: Pdf, record: EditionRecord) -> None:
    """Writes the information dictionary."""
    said = {
        "/Title": _title(record),
        "/Author": ", ".join(record.editors),
        "/Subject": record.description,
        "/Creator": PRODUCER,
        "/Producer": PRODUCER,
        "/CreationDate": _pdf_date(record.date),
        "/ModDate": _pdf_date(record.date),
    }
    pdf.trailer.Info = pdf.make_indirect(Dictionary({key: String(value) for key, value in said.items() if value}))


def _title(record: EditionRecord) -> str:
    return f"{record.title}: {record.subtitle}" if record.subtitle else record.title


def _pdf_date(day: str) -> str:
    return f"D:{day.replace('-', '')}000000Z" if day else ""


def labels(pages: Sequence[PrintedPage]) -> Array:
    """Where the numbering begins, with what number and in which style (ISO 32000-2, 12.4.2).

    PDF counts in roman and western digits only: in other digits and letters each page has its label as a prefix.
    """
    found: list[int | Dictionary] = []
    for before, page in zip([None, *pages], pages, strict=False):
        if not page.label.isascii():
            found += [page.index, Dictionary(Type=Name.PageLabel, P=String(page.label))]
        elif before is None or before.front != page.front:
            style = Name.r if page.front else Name.D
            found += [page.index, Dictionary(Type=Name.PageLabel, S=style, St=page.number)]
    return Array(found)


def xmp(record: EditionRecord, *, claims: bool = True) -> str:
    """The record as an XMP packet (ISO 16684-1) in Dublin Core, dated by the edition; with `claims` it names the standards kept."""
    stamp = f"{record.date}T00:00:00Z" if record.date else ""
    parts = [
        _one("dc:format", "application/pdf"),
        _many("dc:title", "Alt", [_title(record)]),
        _many("dc:creator", "Seq", record.editors),
        _many("dc:publisher", "Bag", [record.publisher]),
        _many("dc:description", "Alt", [record.description]),
        _many("dc:rights", "Alt", [record.rights]),
        _many("dc:language", "Bag", [record.language]),
        _one("dc:identifier", record.identifier),
        _many("dc:date", "Seq", [record.date]),
        *(_one(name, stamp) for name in ("xmp:CreateDate", "xmp:ModifyDate", "xmp:MetadataDate")),
        _one("xmp:CreatorTool", PRODUCER),
        _one("pdf:Producer", PRODUCER),
    ]
    body = "\n".join(f"   {part}" for part in (*parts, *(_CLAIMS if claims else ())) if part)
    return _PACKET.format(body=body, schema=_SCHEMA)


def _one(name: str, value: str) -> str:
    return f"<{name}>{escape(value)}</{name}>" if value else ""


def _many(name: str, container: str, values: Sequence[str]) -> str:
    mark = ' xml:lang="x-default"' if container == "Alt" else ""
    items = "".join(f"<rdf:li{mark}>{escape(value)}</rdf:li>" for value in values if value)
    return f"<{name}><rdf:{container}>{items}</rdf:{container}></{name}>" if items else ""


_CLAIMS = (
    "<pdfuaid:part>1</pdfuaid:part>",
    "<pdfaid:part>3</pdfaid:part>",
    "<pdfaid:conformance>A</pdfaid:conformance>",
)
"""PDF/UA-1 (ISO 14289-1, 5) and PDF/A-3a (ISO 19005-3, 6.6.4): checks of the finished file hold it to them."""

# PDF/A knows the properties of PDF/UA only by a description in the packet itself (ISO 19005-3, 6.6.2.3).
_SCHEMA = """<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource">
    <pdfaSchema:schema>PDF/UA identification schema</pdfaSchema:schema>
    <pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>
    <pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>
    <pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource">
     <pdfaProperty:name>part</pdfaProperty:name>
     <pdfaProperty:valueType>Integer</pdfaProperty:valueType>
     <pdfaProperty:category>internal</pdfaProperty:category>
     <pdfaProperty:description>Part of ISO 14289 to which the file conforms</pdfaProperty:description>
    </rdf:li></rdf:Seq></pdfaSchema:property>
   </rdf:li></rdf:Bag></pdfaExtension:schemas>"""

_PACKET = """<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/">
 <rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
  <rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:xmp="http://ns.adobe.com/xap/1.0/"
    xmlns:pdf="http://ns.adobe.com/pdf/1.3/" xmlns:pdfaid="http://www.aiim.org/pdfa/ns/id/"
    xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/">
{body}
  </rdf:Description>
  <rdf:Description rdf:about="" xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/"
    xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#" xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#">
   {schema}
  </rdf:Description>
 </rdf:RDF>
</x:xmpmeta>
<?xpacket end="w"?>"""
