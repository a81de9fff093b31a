"""Numbers of chapters, drawn at joining: they look, read and are tagged as if the engine had laid them out."""

from __future__ import annotations

from dataclasses import replace
from io import BytesIO
from itertools import pairwise

import pikepdf
import pypdfium2
import pypdfium2.raw as pdfium
import pytest
from hypothesis import given
from hypothesis import strategies as st

from compiler import coding
from compiler.files import shipped
from compiler.messages import LayoutError
from compiler.model.pages import Fragment, NumberPlace, Resource
from compiler.printing import numbering
from compiler.printing.fragment import lay_out
from compiler.printing.trees import elements
from tests.printing.small_book import book, fragment, joined, page

NUMBERS = (*range(1, 24), 47, 74, 99, 100, 111, 117, 170, 701, 808, 999, 1000, 1234, 9876)
SYSTEMS = {"latn": "0123456789", "arabext": "۰۱۲۳۴۵۶۷۸۹", "arab": "٠١٢٣٤٥٦٧٨٩"}
FACES = {
    "latn": ("EBGaramond/EBGaramond-Regular", "BayazSans/BayazSans-Bold", "Literata/Literata-Regular"),
    "arabext": (
        "Vazirmatn/Vazirmatn-Regular",
        "NotoNaskhArabic/NotoNaskhArabic-Bold",
        "NotoNastaliqUrdu/NotoNastaliqUrdu-Bold",
    ),
    "arab": ("NotoNaskhArabic/NotoNaskhArabic-Regular",),
}
CASES = [(system, face) for system, faces in FACES.items() for face in faces]
STYLES = (
    "",
    "text-align: right; font-variant-numeric: oldstyle-nums proportional-nums",
    "text-align: center; font-size: 44pt; line-height: 90pt",
    # The engine itself draws spaced letters some thousandths of their size from where it laid them out.
    "text-align: center; font-size: 20pt; line-height: 45pt; letter-spacing: 0.1em",
    "text-align: end; direction: rtl; font-variant-numeric: tabular-nums",
    "text-align: justify; direction: rtl",
)
BODY = "".join("<p>{}</p>" for _ in NUMBERS)


def digits(number: int, system: str) -> str:
    return str(number).translate(dict(zip(map(ord, SYSTEMS["latn"]), SYSTEMS[system], strict=True)))


def place(system: str = "latn") -> str:
    return f'<span data-digits="{SYSTEMS[system]}">{SYSTEMS[system][1]}</span>'


def laid_out(paragraphs: str, face: str, style: str = "") -> Fragment:
    css = (
        "@font-face { font-family: A; src: url(fonts/a.ttf) } @page { size: A4 } "
        f"body {{ font: 11pt/14pt A }} p {{ margin: 0; {style} }}"
    )
    font = (shipped("layouts") / "fonts" / f"{face}.ttf").read_bytes()
    shelf = (Resource("style.css", "text/css", css.encode()), Resource("fonts/a.ttf", "font/ttf", font))
    return lay_out(page("one", paragraphs), shelf)


def drawn(part: Fragment, numbers: list[str]) -> bytes:
    """The fragment with a number of its own in each place."""
    with pikepdf.open(BytesIO(part.pdf)) as pdf:
        for form, one, number in zip(pdf.Root[f"/{numbering.STREAMS}"], part.numbers, numbers, strict=True):
            form.write(numbering.drawing(one, number))
        out = BytesIO()
        pdf.save(out)
    return out.getvalue()


def letters(pdf: bytes) -> list[tuple[str, tuple[float, ...]]]:
    """Every letter that PDFium finds, with the box in which it is drawn."""
    found = []
    for one in pypdfium2.PdfDocument(pdf):
        text = one.get_textpage()
        whole = text.get_text_range()
        found += [(whole[n], text.get_charbox(n)) for n in range(text.count_chars()) if whole[n].strip()]
    return found


@pytest.mark.parametrize("style", STYLES)
@pytest.mark.parametrize(("system", "face"), CASES)
def test_numbers_look_and_read_as_the_engine_sets_them(system: str, face: str, style: str) -> None:
    numbers = [digits(number, system) for number in NUMBERS]
    plain = letters(laid_out(BODY.format(*numbers), face, style).pdf)
    ours = letters(drawn(laid_out(BODY.format(*[place(system)] * len(numbers)), face, style), numbers))
    assert [letter for letter, _ in ours] == [letter for letter, _ in plain] == list("".join(numbers))
    for (_, box), (_, other) in zip(ours, plain, strict=True):
        assert box == pytest.approx(other, abs=0.1)


def test_the_place_does_not_depend_on_the_number() -> None:
    (one,) = laid_out(f"<p>{place()}</p>", FACES["latn"][0]).numbers
    assert coding.decode(coding.encode(one, NumberPlace), NumberPlace) == one
    assert numbering.drawing(one, "7") == numbering.drawing(one, "۷")
    assert numbering.drawing(one, "") == b""


@given(st.integers(0, 10**6), st.sampled_from([0.0, 0.5, 1.0]))
def test_a_number_is_held_where_its_line_is(number: int, align: float) -> None:
    """Digits of ten pixels, nearer by one before a 1."""
    before = tuple(9.0 if pair % 10 == 1 else 10.0 for pair in range(100))
    codes = tuple(f"{digit:04x}" for digit in range(10))
    one = NumberPlace(
        font="f", size=20, at=30, align=align, codes=codes, widths=(500,) * 10, alone=(10.0,) * 10, before=before
    )
    said = str(number)
    width = 10 * len(said) - sum(second == "1" for _, second in pairwise(said))
    content = numbering.drawing(one, said)
    assert f"\n{30 - align * width:g} 0 Td\n".encode() in content
    assert content.replace(b">50<", b"").split(b"<")[1].split(b">")[0].decode() == "".join(codes[int(c)] for c in said)


def test_nothing_of_it_is_in_the_text_of_the_fragment() -> None:
    """Else the marks of the pages, which are found by words, would depend on the digit that stands in."""
    (one,) = laid_out(f'<p id="one">{place()}</p><p id="two">Words</p>', FACES["latn"][0]).pages
    assert one.text == "Words"


def test_digits_that_no_font_has_are_told() -> None:
    with pytest.raises(LayoutError) as caught:
        laid_out(f"<p>{place('arabext')}</p>", FACES["latn"][0])
    assert "number-face" in [message.code for message in caught.value.messages]


# --- joined ---


def opened(number_place: str, name: str) -> str:
    return f'<section id="{name}" class="opening"><p>{number_place}</p><h1>Chapter {name}</h1></section>'


def volume(order: tuple[str, ...], parts: dict[str, Fragment]) -> bytes:
    made = book(order)
    numbered = (replace(chapter, number=str(number)) for number, chapter in enumerate(made.chapters, 9))
    made = replace(made, chapters=tuple(replace(chapter, blocks=()) for chapter in numbered))
    return joined([parts[name] for name in order], made)[0]


@pytest.fixture(scope="module")
def parts() -> dict[str, Fragment]:
    return {name: fragment(name, opened(place(), name)) for name in ("one", "two")}


@pytest.mark.parametrize("order", [("one", "two"), ("two", "one")])
def test_the_same_fragments_have_the_numbers_of_their_places(
    order: tuple[str, ...], parts: dict[str, Fragment]
) -> None:
    assert read(volume(order, parts)) == [f"9 Chapter {order[0]}", f"10 Chapter {order[1]}"]


def read(pdf: bytes) -> list[str]:
    """What PDFium reads on the pages of the chapters, after what is drawn beside the text."""
    texts = [one.get_textpage().get_text_range() for one in pypdfium2.PdfDocument(pdf)]
    return [" ".join(text.rpartition("]")[2].split()) for text in texts if "Chapter" in text and "Contents" not in text]


def test_a_number_is_what_its_paragraph_holds(parts: dict[str, Fragment]) -> None:
    with pikepdf.open(BytesIO(volume(("one", "two"), parts))) as pdf:
        assert f"/{numbering.STREAMS}" not in pdf.Root
        headings = [one for one in elements(pdf.Root.StructTreeRoot) if one.S == "/H1" and one.P.P.get("/T")]
        numbers = [heading.P.K[0] for heading in headings]
        assert [number.S for number in numbers] == ["/P", "/P"]
        tops = {page.obj.objgen: index for index, page in enumerate(pdf.pages)}
        marks = [(tops[number.Pg.objgen], int(number.K[0])) for number in numbers]
        data = BytesIO()
        pdf.save(data)
    book_read = pypdfium2.PdfDocument(data.getvalue())
    assert [marked(book_read[page])[mark] for page, mark in marks] == ["9", "10"]


def marked(page: pypdfium2.PdfPage) -> dict[int, str]:
    """The text of each marked content, as PDFium tells it to a reader's voice."""
    text, found = page.get_textpage(), dict[int, str]()
    for index in range(text.count_chars()):
        drawn = pdfium.FPDFText_GetTextObject(text, index)
        mark = pdfium.FPDFPageObj_GetMarkedContentID(drawn) if drawn else -1
        found[mark] = found.get(mark, "") + chr(pdfium.FPDFText_GetUnicode(text, index)).strip()
    return found


@pytest.mark.parametrize("style", ["opacity: 0.5", "transform: rotate(3deg)", "position: absolute; left: 3em"])
def test_a_number_is_drawn_whatever_its_paragraph_looks_like(style: str) -> None:
    made = {
        name: fragment(name, opened(place(), name).replace("<p>", f'<p style="{style}">')) for name in ("one", "two")
    }
    assert ["9" in read(volume(("one", "two"), made))[0].split(), len(made["one"].numbers)] == [True, 1]


def test_a_fragment_may_have_more_than_one_place(parts: dict[str, Fragment]) -> None:
    twice = parts | {"one": fragment("one", opened(f"{place()}</p><p>{place()}", "one"))}
    assert read(volume(("one", "two"), twice))[0] == "9 9 Chapter one"


def test_in_a_file_without_numbers_nothing_is_drawn(parts: dict[str, Fragment]) -> None:
    made = book(("one", "two"))
    bare = replace(made, chapters=tuple(replace(chapter, number="", blocks=()) for chapter in made.chapters))
    assert read(joined(list(parts.values()), bare)[0]) == ["Chapter one", "Chapter two"]
