"""A sound PDF passes every check in silence; each of many faulty ones is named by the right code."""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO

import pikepdf
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from compiler.checks import check_pdf, pdf_contents
from tests.checks.sound_pdf import PAGES, changed, sound

Change = Callable[[pikepdf.Pdf], None]


def annotation(pdf: pikepdf.Pdf) -> pikepdf.Object:
    """The link from the first chapter to the second."""
    return next(a for a in pdf.pages[2].obj.Annots if "/A" not in a or "/URI" not in a.A)


def outside(pdf: pikepdf.Pdf) -> pikepdf.Object:
    return next(a for a in pdf.pages[2].obj.Annots if "/A" in a and "/URI" in a.A)


def no_title(pdf: pikepdf.Pdf) -> None:
    del pdf.docinfo["/Title"]
    del pdf.Root.Metadata


def no_language(pdf: pikepdf.Pdf) -> None:
    del pdf.Root.Lang


def not_marked(pdf: pikepdf.Pdf) -> None:
    pdf.Root.MarkInfo.Marked = False


def no_tags(pdf: pikepdf.Pdf) -> None:
    del pdf.Root.StructTreeRoot


def no_labels(pdf: pikepdf.Pdf) -> None:
    del pdf.Root.PageLabels


def late_labels(pdf: pikepdf.Pdf) -> None:
    pdf.Root.PageLabels.Nums[0] = 1


def no_outline(pdf: pikepdf.Pdf) -> None:
    del pdf.Root.Outlines


def lost_outline(pdf: pikepdf.Pdf) -> None:
    pdf.Root.Outlines.First.Dest = pikepdf.String("nowhere")


def lost_page(pdf: pikepdf.Pdf) -> None:
    """A destination on a page that is no longer in the document."""
    del pdf.pages[4]


def lost_link(pdf: pikepdf.Pdf) -> None:
    link = annotation(pdf)
    link.A = pikepdf.Dictionary(S=pikepdf.Name.GoTo, D=pikepdf.String("nowhere"))


def empty_link(pdf: pikepdf.Pdf) -> None:
    link = annotation(pdf)
    for key in ("/A", "/Dest"):
        if key in link:
            del link[key]


def file_link(pdf: pikepdf.Pdf) -> None:
    outside(pdf).A.URI = pikepdf.String("file:///etc/passwd")


def other_file(pdf: pikepdf.Pdf) -> None:
    outside(pdf).A = pikepdf.Dictionary(S=pikepdf.Name.GoToR, F=pikepdf.String("other.pdf"), D=[0, pikepdf.Name.Fit])


def launch(pdf: pikepdf.Pdf) -> None:
    outside(pdf).A = pikepdf.Dictionary(S=pikepdf.Name.Launch, F=pikepdf.String("calc.exe"))


def script_on_open(pdf: pikepdf.Pdf) -> None:
    pdf.Root.OpenAction = pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS=pikepdf.String("app.alert(1)"))


def script_by_name(pdf: pikepdf.Pdf) -> None:
    action = pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS=pikepdf.String("app.alert(1)"))
    pdf.Root.Names.JavaScript = pikepdf.Dictionary(Names=[pikepdf.String("go"), action])


def script_on_page(pdf: pikepdf.Pdf) -> None:
    action = pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS=pikepdf.String("app.alert(1)"))
    pdf.pages[1].obj.AA = pikepdf.Dictionary(O=action)


def film(pdf: pikepdf.Pdf) -> None:
    media = pikepdf.Dictionary(Type=pikepdf.Name.Annot, Subtype=pikepdf.Name.RichMedia, Rect=[0, 0, 9, 9])
    pdf.pages[2].obj.Annots.append(pdf.make_indirect(media))


def form(pdf: pikepdf.Pdf) -> None:
    pdf.Root.AcroForm = pikepdf.Dictionary(Fields=[], XFA=pdf.make_stream(b"<xdp/>"))


def attached(pdf: pikepdf.Pdf) -> None:
    pdf.attachments["notes.txt"] = b"notes"


def larger_page(pdf: pikepdf.Pdf) -> None:
    pdf.pages[3].obj.MediaBox = [0, 0, 500, 600]


def turned_page(pdf: pikepdf.Pdf) -> None:
    pdf.pages[3].obj.Rotate = 90


def font_left_out(pdf: pikepdf.Pdf) -> None:
    for thing in pdf.objects:
        if isinstance(thing, pikepdf.Dictionary) and thing.get("/Type") == "/FontDescriptor":
            for key in ("/FontFile", "/FontFile2", "/FontFile3"):
                if key in thing:
                    del thing[key]


def font_of_the_reader(pdf: pikepdf.Pdf) -> None:
    font = pikepdf.Dictionary(Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, BaseFont=pikepdf.Name.Helvetica)
    pdf.pages[0].obj.Resources.Font.Own = pdf.make_indirect(font)


FAULTS: dict[str, tuple[Change, ...]] = {
    "pdf-title": (no_title,),
    "pdf-language": (no_language,),
    "pdf-untagged": (not_marked, no_tags),
    "pdf-labels": (no_labels, late_labels),
    "pdf-outline": (no_outline,),
    "pdf-outline-dangling": (lost_outline, lost_page),
    "pdf-destination-dangling": (lost_page,),
    "pdf-link-dangling": (lost_link, empty_link, lost_page),
    "pdf-remote": (file_link,),
    "pdf-active": (other_file, launch, script_on_open, script_by_name, script_on_page, film, form),
    "pdf-embedded-file": (attached,),
    "pdf-page-size": (larger_page, turned_page),
    "pdf-font-missing": (font_left_out, font_of_the_reader),
}
CASES = [(code, change) for code, changes in FAULTS.items() for change in changes]


def codes(data: bytes) -> set[str]:
    return {message.code for message in check_pdf(data, "letters.pdf")}


def test_a_sound_file_passes_in_silence() -> None:
    assert check_pdf(sound(), "letters.pdf") == ()


@pytest.mark.parametrize(("code", "change"), CASES, ids=[f"{code}-{change.__name__}" for code, change in CASES])
def test_a_fault_is_named(code: str, change: Change) -> None:
    messages = [m for m in check_pdf(changed(sound(), change), "letters.pdf") if m.code == code]
    assert messages, f"nobody said {code}"
    assert all(m.text and m.hint and m.origin and m.origin.file == "letters.pdf" for m in messages)


def test_a_fault_on_a_page_tells_the_page() -> None:
    (message,) = check_pdf(changed(sound(), larger_page), "letters.pdf")
    assert str(message.origin) == "letters.pdf, page 4"


# --- contents ---


def test_each_wrong_folio_in_the_contents_is_named() -> None:
    wrong = sound(PAGES.replace(". . . 2", ". . . 4").replace(". . . 3", ". . . iii"))
    messages = [m for m in check_pdf(wrong, "letters.pdf") if m.code == "pdf-contents-folio"]
    assert [m.text.split(":")[0] for m in messages] == ["the contents print '4' for a page that is labelled '2'"]


def test_all_folios_off_by_one_are_named() -> None:
    def shifted(pdf: pikepdf.Pdf) -> None:
        front, body = pikepdf.Dictionary(S=pikepdf.Name.r), pikepdf.Dictionary(S=pikepdf.Name.D)
        pdf.Root.PageLabels = pikepdf.Dictionary(Nums=[0, front, 1, body])

    front = PAGES.replace("<h1 style", '<p><a href="#one">a</a></p><h1 style')
    messages = check_pdf(changed(sound(front), shifted), "letters.pdf")
    assert [m.code for m in messages] == []  # the contents now lie behind the page labelled 1: no front matter
    late = changed(sound(), lambda pdf: pdf.pages.insert(2, pdf.pages[1]))
    assert len([m for m in check_pdf(late, "letters.pdf") if m.code == "pdf-contents-folio"]) >= 3


@pytest.mark.parametrize(
    ("line", "label", "found"),
    [
        ("2 The year 2016 . . . . 7", "7", "7"),
        ("The year 2016 7", "7", "7"),
        ("Foreword . . . . xii", "xii", "xii"),
        ("۷. . . . . . نامه‌ای از کوه 2", "7", "7"),
        ("۲ نامه‌ای از کوه ........ ۱۷", "17", "17"),
        ("۱۷ نامه‌ای از کوه", "17", "17"),
    ],
)
def test_a_folio_is_found_at_its_end_of_the_line(line: str, label: str, found: str) -> None:
    folios = pdf_contents.Entry(2, (line,), label).folios(mirrored=False)
    assert folios[0] == found or folios[1] == found
    assert "2" not in folios


def test_a_first_line_that_looks_like_a_folio_is_none() -> None:
    assert pdf_contents.Entry(2, ("On the civil",), "5").folios(mirrored=False) == ()
    assert pdf_contents.Entry(2, ("On the civil",), "iv").folios(mirrored=False) == ()


def test_contents_without_folios_are_left_alone() -> None:
    bare = PAGES
    for folio in "123":
        bare = bare.replace(f"<span>. . . {folio}</span>", "")
    assert check_pdf(sound(bare), "letters.pdf") == ()


# --- files that are not to be trusted ---


@pytest.mark.parametrize("data", [b"", b"%PDF-1.7\n", b"no PDF at all"])
def test_what_is_no_pdf_is_named(data: bytes) -> None:
    assert codes(data) == {"pdf-broken"}
    assert "BytesIO" not in str(check_pdf(data, "a.pdf")[0])


def test_a_damaged_file_is_named_though_it_opens() -> None:
    buffer = BytesIO()
    with pikepdf.open(BytesIO(sound())) as pdf:
        pdf.save(buffer, object_stream_mode=pikepdf.ObjectStreamMode.disable)
    body, _, _ = buffer.getvalue().rpartition(b"startxref")
    assert codes(body + b"startxref\n7\n%%EOF\n") == {"pdf-damaged"}


def test_an_encrypted_file_is_named() -> None:
    buffer = BytesIO()
    with pikepdf.open(BytesIO(sound())) as pdf:
        pdf.save(buffer, encryption=pikepdf.Encryption(owner="o", user="u"))
    assert codes(buffer.getvalue()) == {"pdf-encrypted"}


def test_an_outline_that_bites_its_tail_ends() -> None:
    def ring(pdf: pikepdf.Pdf) -> None:
        pdf.Root.Outlines.First.Next = pdf.Root.Outlines.First

    check_pdf(changed(sound(), ring), "letters.pdf")


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.integers(0, 10**6), st.binary(min_size=1, max_size=40))
def test_no_damage_ends_in_a_traceback(at: int, noise: bytes) -> None:
    data = sound()
    place = at % len(data)
    check_pdf(data[:place] + noise + data[place + len(noise) :], "damaged.pdf")
