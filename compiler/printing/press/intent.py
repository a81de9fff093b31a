"""What a file for the press says of itself: its record and the printing condition that it is made for."""

from __future__ import annotations

from pikepdf import Array, Dictionary, Name, Pdf, Stream, String

from compiler.model.book import EditionRecord
from compiler.printing import colours, metadata

from . import profiles, spaces
from .wishes import Press

_DROPPED = (
    *("/StructTreeRoot", "/MarkInfo", "/Outlines", "/Names", "/Dests", "/AF", "/PageMode", "/OpenAction", "/AcroForm"),
    *("/OCProperties", "/PageLabels", "/OutputIntents", "/Extensions"),
)
"""What a catalogue has for readers, who are none at a press."""


def finish(pdf: Pdf, record: EditionRecord, press: Press) -> None:
    """Leaves in the file's catalogue what a press reads: title, language, direction, printing condition.

    No standard is claimed: none of the checks at hand proves PDF/X.
    """
    for key in _DROPPED:
        if key in pdf.Root:
            del pdf.Root[key]
    pdf.Root.Lang = String(record.language)
    packet = metadata.xmp(record, claims=False)
    pdf.Root.Metadata = Stream(pdf, packet.encode(), Type=Name.Metadata, Subtype=Name.XML)
    metadata.information(pdf, record)
    pdf.trailer.Info.Trapped = Name("/False")
    pdf.Root.OutputIntents = Array([pdf.make_indirect(_intent(pdf, press))])


def _intent(pdf: Pdf, press: Press) -> Dictionary:
    """The printing condition; the kind of intent is that for prepress (ISO 32000-2, 14.11.5), no claim to PDF/X in itself."""
    own = profiles.grey() if press.inks == 1 else colours.srgb()
    name = press.condition or (colours.CONDITION if press.inks == 3 else profiles.described(own)[1])
    alternate = Name.DeviceRGB if press.inks == 3 else spaces.device(press.inks)
    profile = Stream(pdf, press.profile or own, N=press.inks, Alternate=alternate)
    return Dictionary(
        Type=Name.OutputIntent,
        S=Name.GTS_PDFX,
        OutputConditionIdentifier=String("Custom"),
        Info=String(name),
        DestOutputProfile=pdf.make_indirect(profile),
    )
