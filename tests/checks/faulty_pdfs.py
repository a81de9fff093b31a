"""Good PDFs with one fault put into each, what must be said of it, and where."""

from __future__ import annotations

import re
from collections.abc import Callable
from io import BytesIO
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name, String

from tests.checks.faulty import Fault
from tests.checks.sound_pdf import changed

Change = Callable[[pikepdf.Pdf], None]
PAGE = r", page \d+"
OBJECT = r", page \d+: object \d+$"
WHOLE = r"\.pdf(: object \d+)?$"


def fault(base: str, code: str, where: str, change: Change, *also: str) -> Fault:
    return Fault(base, code, where, lambda data: changed(data, change), frozenset(also))


def raw(base: str, code: str, where: str, change: Callable[[bytes], bytes], *also: str) -> Fault:
    return Fault(base, code, where, change, frozenset(also))


# --- finding what to spoil ---


def each(pdf: pikepdf.Pdf, key: str, value: str) -> list[Any]:
    """The dictionaries with this value, in the order of their objects."""
    return [one for one in pdf.objects if isinstance(one, Dictionary) and one.get(key) == value]


def tagged(pdf: pikepdf.Pdf, kind: str) -> Any:
    return each(pdf, "/S", f"/{kind}")[0]


def link(pdf: pikepdf.Pdf, outside: bool = False) -> Any:
    return next(one for one in each(pdf, "/Subtype", "/Link") if ("/A" in one and "/URI" in one.A) == outside)


def xmp(pdf: pikepdf.Pdf, change: Callable[[bytes], bytes]) -> None:
    pdf.Root.Metadata.write(change(pdf.Root.Metadata.read_bytes()))


# --- one fault each ---


def no_tags(pdf: pikepdf.Pdf) -> None:
    del pdf.Root.StructTreeRoot


def no_claims(pdf: pikepdf.Pdf) -> None:
    xmp(pdf, lambda said: re.sub(rb"<pdfuaid:part>\d</pdfuaid:part>|pdfuaid:part=\"\d\"", b"", said))


def no_tags_no_claim(pdf: pikepdf.Pdf) -> None:
    no_claims(pdf)
    no_tags(pdf)


def untagged_page(pdf: pikepdf.Pdf) -> None:
    del pdf.pages[2].obj["/StructParents"]


def words_outside(pdf: pikepdf.Pdf) -> None:
    """A line of text that is in no tag, drawn with a font of the page."""
    page = pdf.pages[2]
    font = next(iter(page.obj.Resources.Font.keys())).removeprefix("/")
    page.contents_add(f"BT /{font} 12 Tf 40 40 Td <0001> Tj ET".encode())


def no_language(pdf: pikepdf.Pdf) -> None:
    del pdf.Root.Lang


def persian_without_language(pdf: pikepdf.Pdf) -> None:
    """The language of one run taken away."""
    runs = (one for one in pdf.objects if isinstance(one, Dictionary) and "/ActualText" in one and "/Lang" in one)
    del next(runs)["/Lang"]


def mute_figure(pdf: pikepdf.Pdf) -> None:
    del tagged(pdf, "Figure")["/Alt"]


def second_link(pdf: pikepdf.Pdf) -> None:
    entry = next(one for one in each(pdf, "/S", "/Link") if one.P.P.S == "/TOCI")
    place = next(kid for kid in entry.K if isinstance(kid, Dictionary) and kid.get("/Type") == "/OBJR")
    entry.K.append(Dictionary(Type=Name.OBJR, Obj=place.Obj, Pg=place.Pg))


def no_scope(pdf: pikepdf.Pdf) -> None:
    head = tagged(pdf, "TH")
    for key in ("/A", "/ID", "/C"):
        if key in head:
            del head[key]


def heads_are_cells(pdf: pikepdf.Pdf) -> None:
    for head in each(pdf, "/S", "/TH"):
        head.S = Name.TD


def headings_leap(pdf: pikepdf.Pdf) -> None:
    heads = each(pdf, "/S", "/H2")
    heads[-1].S = Name.H5


def unknown_tag(pdf: pikepdf.Pdf) -> None:
    tagged(pdf, "P").S = Name.Kapitel


def lost_outline(pdf: pikepdf.Pdf) -> None:
    entry = pdf.Root.Outlines.First
    for key in ("/A", "/Dest"):
        if key in entry:
            del entry[key]
    entry.Dest = String("nowhere")


def no_outline(pdf: pikepdf.Pdf) -> None:
    del pdf.Root.Outlines


def labels_off(pdf: pikepdf.Pdf) -> None:
    """Every label one more than what is printed."""
    numbers = pdf.Root.PageLabels.Nums
    for index in range(1, len(numbers), 2):
        if numbers[index].get("/S") == "/D":
            numbers[index].St = int(numbers[index].get("/St", 1)) + 1


def no_labels(pdf: pikepdf.Pdf) -> None:
    del pdf.Root.PageLabels


def font_left_out(pdf: pikepdf.Pdf) -> None:
    for one in each(pdf, "/Type", "/FontDescriptor")[:1]:
        for key in ("/FontFile", "/FontFile2", "/FontFile3"):
            if key in one:
                del one[key]


def mute_font(pdf: pikepdf.Pdf) -> None:
    del each(pdf, "/Subtype", "/Type0")[0]["/ToUnicode"]


def lying_font(pdf: pikepdf.Pdf) -> None:
    """Every small e of one font is said to be an x."""
    for font in each(pdf, "/Subtype", "/Type0"):
        said = font.ToUnicode.read_bytes()
        lying = re.sub(rb"<0065>(?=\s)", b"<0078>", said)
        if lying != said:
            font.ToUnicode = pdf.make_stream(lying)
            return
    raise AssertionError("no font has an e")


def script_on_open(pdf: pikepdf.Pdf) -> None:
    pdf.Root.OpenAction = Dictionary(S=Name.JavaScript, JS=String("app.alert(1)"))


def launch(pdf: pikepdf.Pdf) -> None:
    link(pdf, outside=True).A = Dictionary(S=Name.Launch, F=String("calc.exe"))


def link_to_disk(pdf: pikepdf.Pdf) -> None:
    link(pdf, outside=True).A.URI = String("file:///etc/passwd")


def link_nowhere(pdf: pikepdf.Pdf) -> None:
    one = link(pdf)
    if "/A" in one:
        del one["/A"]
    one.Dest = String("nowhere")


def mute_link(pdf: pikepdf.Pdf) -> None:
    del link(pdf)["/Contents"]


def no_tab_order(pdf: pikepdf.Pdf) -> None:
    page = next(page for page in pdf.pages if "/Annots" in page.obj)
    del page.obj["/Tabs"]


def no_title(pdf: pikepdf.Pdf) -> None:
    if "/Info" in pdf.trailer:
        del pdf.trailer["/Info"]
    xmp(pdf, lambda said: re.sub(rb"<dc:title>.*?</dc:title>", b"", said, flags=re.DOTALL))


def hidden_title(pdf: pikepdf.Pdf) -> None:
    pdf.Root.ViewerPreferences.DisplayDocTitle = False


def no_intent(pdf: pikepdf.Pdf) -> None:
    del pdf.Root.OutputIntents


def flat_page(pdf: pikepdf.Pdf) -> None:
    pdf.pages[2].obj.MediaBox = Array([0, 0, 419, 0])
    for key in ("/BleedBox", "/TrimBox", "/CropBox"):
        if key in pdf.pages[2].obj:
            del pdf.pages[2].obj[key]


def window_beside_the_page(pdf: pikepdf.Pdf) -> None:
    pdf.pages[2].obj.CropBox = Array([2000, 2000, 2400, 2600])


def larger_page(pdf: pikepdf.Pdf) -> None:
    pdf.pages[2].obj.MediaBox = Array([0, 0, 500, 700])


def left_to_right(pdf: pikepdf.Pdf) -> None:
    del pdf.Root.ViewerPreferences["/Direction"]


def stray_attachment(pdf: pikepdf.Pdf) -> None:
    pdf.attachments["notes.txt"] = b"notes"


def lost_page(pdf: pikepdf.Pdf) -> None:
    """The page of one named destination is no longer one of the document's."""
    target = next(iter(pikepdf.NameTree(pdf.Root.Names.Dests).values()))
    place = target if isinstance(target, Array) else target.D
    place[0] = pdf.make_indirect(Dictionary(Type=Name.Page, MediaBox=Array([0, 0, 9, 9])))


def encrypted(data: bytes) -> bytes:
    return _saved(data, encryption=pikepdf.Encryption(owner="o", user="u"))


def protected(data: bytes) -> bytes:
    return _saved(data, encryption=pikepdf.Encryption(owner="o", user=""))


def truncated(data: bytes) -> bytes:
    return _plain(data)[: len(data) * 2 // 3]


def wrong_xref(data: bytes) -> bytes:
    return _plain(data).rpartition(b"startxref")[0] + b"startxref\n7\n%%EOF\n"


def _plain(data: bytes) -> bytes:
    return _saved(data, object_stream_mode=pikepdf.ObjectStreamMode.disable)


def _saved(data: bytes, **how: Any) -> bytes:
    buffer = BytesIO()
    with pikepdf.open(BytesIO(data)) as pdf:
        pdf.save(buffer, **how)
    return buffer.getvalue()


FAULTS: dict[str, Fault] = {
    # tags
    "no tags, and PDF/UA claimed": fault("shipped.pdf", "pdf-claim", WHOLE, no_tags, "pdf-untagged"),
    "no tags": fault("letters.pdf", "pdf-untagged", WHOLE, no_tags_no_claim),
    "a page without tags": fault("letters.pdf", "pdf-page-untagged", ", page 3", untagged_page),
    "words outside of the tags": fault("letters.pdf", "pdf-content-untagged", ", page 3", words_outside),
    "no language": fault("letters.pdf", "pdf-language", WHOLE, no_language),
    "a Persian run without its language": fault("shipped.pdf", "pdf-run-language", PAGE, persian_without_language),
    "a figure without words": fault("shipped.pdf", "pdf-figure-alt", OBJECT, mute_figure),
    "two links on a line of the contents": fault("shipped.pdf", "pdf-contents-links", OBJECT, second_link),
    "a head of a table without scope": fault("shipped.pdf", "pdf-table-scope", OBJECT, no_scope),
    "a table without heads": fault("shipped.pdf", "pdf-table-headers", OBJECT, heads_are_cells),
    "headings leap": fault("letters.pdf", "pdf-heading-gap", OBJECT, headings_leap),
    "a tag of its own": fault("letters.pdf", "pdf-tag-unknown", OBJECT, unknown_tag),
    # ways
    "the outline leads nowhere": fault("letters.pdf", "pdf-outline-dangling", WHOLE, lost_outline),
    "no outline": fault("letters.pdf", "pdf-outline", WHOLE, no_outline),
    "a link leads nowhere": fault("letters.pdf", "pdf-link-dangling", OBJECT, link_nowhere),
    "a destination on no page": fault(
        "letters.pdf", "pdf-destination-dangling", WHOLE, lost_page, "pdf-link-dangling", "pdf-outline-dangling"
    ),
    "a link to the disk": fault("letters.pdf", "pdf-remote", OBJECT, link_to_disk),
    "a link without description": fault("shipped.pdf", "pdf-link-description", OBJECT, mute_link),
    "keyboard not by structure": fault("shipped.pdf", "pdf-tab-order", PAGE, no_tab_order),
    "labels are not what is printed": fault("shipped.pdf", "pdf-labels", WHOLE, labels_off, "pdf-contents-folio"),
    "no labels": fault("shipped.pdf", "pdf-labels", WHOLE, no_labels),
    # fonts and words
    "a font is not embedded": fault("letters.pdf", "pdf-font-missing", PAGE + "|object", font_left_out),
    "a font does not say what it means": fault(
        "shipped.pdf", "pdf-font-unreadable", OBJECT, mute_font, "text-layer-word"
    ),
    "a font says what is not so": fault("shipped.pdf", "text-layer-word", PAGE, lying_font),
    # what acts, and what is packed in
    "a script": fault("letters.pdf", "pdf-active", WHOLE, script_on_open),
    "a program is started": fault("letters.pdf", "pdf-active", OBJECT, launch),
    "an attachment that nobody knows": fault("letters.pdf", "pdf-embedded-file", WHOLE, stray_attachment),
    # the file
    "encrypted": raw("letters.pdf", "pdf-encrypted", WHOLE, encrypted),
    "protected": raw("letters.pdf", "pdf-encrypted", WHOLE, protected),
    "the download broke off": raw("letters.pdf", "pdf-damaged|pdf-broken", WHOLE, truncated),
    "the cross-references are wrong": raw("letters.pdf", "pdf-damaged", WHOLE, wrong_xref),
    "no title": fault("letters.pdf", "pdf-title", WHOLE, no_title),
    "the title is not shown": fault("shipped.pdf", "pdf-title-hidden", WHOLE, hidden_title),
    "no output intent": fault("shipped.pdf", "pdf-output-intent", WHOLE, no_intent),
    "a page of no height": fault("letters.pdf", "pdf-page-box", ", page 3", flat_page),
    "a window beside the page": fault("letters.pdf", "pdf-page-box", ", page 3", window_beside_the_page),
    "a larger page": fault("letters.pdf", "pdf-page-size", ", page 3", larger_page),
    "a Persian book laid out from left to right": fault(
        "persian.pdf", "pdf-direction", WHOLE, left_to_right, "text-layer-word"
    ),
}
