"""Objects with blanks: what looks like a reference in a text is none, and everything stands in the other file as it was."""

from __future__ import annotations

from io import BytesIO

import pikepdf
from hypothesis import given
from hypothesis import strategies as st
from pikepdf import Array, Dictionary, Name, Object, Pdf, Stream, String

from compiler.printing.objects import Objects, Taker
from compiler.printing.volume import Volume

TEXTS = st.text(st.sampled_from(" ()\\%{}<>/[]\n\r09R\u0634\u00e9ab"), max_size=40) | st.sampled_from(
    ("5 0 R", "see 12 0 R)", "(5 0 R", "\\(1 0 R", "%d", "/StructParent 3", "{7}", "<41> 5 0 R")
)


def taken(thing: Object, pdf: Pdf) -> tuple[Objects, int]:
    taker = Taker(pdf)
    index = taker.index(thing)
    return taker.objects(), index


def moved(thing: Object, pdf: Pdf, before: int = 0) -> Pdf:
    """A file whose catalogue's entry `Thing` is `thing` of `pdf`, after so many others."""
    objects, index = taken(thing, pdf)
    out = BytesIO()
    volume = Volume(out)
    for number in range(before):
        volume.add(b"<< /Number %d >>" % number)
    return closed(out, volume, objects.place(volume, {})[index])


def closed(out: BytesIO, volume: Volume, thing: int) -> Pdf:
    pages, page = volume.reserve(), volume.reserve()
    volume.put(pages, b"<< /Type /Pages /Kids [ %d 0 R ] /Count 1 >>" % page)
    volume.put(page, b"<< /Type /Page /Parent %d 0 R /MediaBox [ 0 0 9 9 ] /Resources << >> >>" % pages)
    root = volume.add(b"<< /Type /Catalog /Pages %d 0 R /Thing %d 0 R >>" % (pages, thing))
    volume.close(root, volume.add(b"<< >>"))
    return pikepdf.open(BytesIO(out.getvalue()))


@given(texts=st.lists(TEXTS, max_size=6), data=st.binary(max_size=300), before=st.integers(0, 450))
def test_a_thing_is_the_same_in_another_file(texts: list[str], data: bytes, before: int) -> None:
    pdf = Pdf.new()
    stream = Stream(pdf, data, Said=Array([String(text) for text in texts]))
    inner = pdf.make_indirect(Dictionary(Of=stream, Half=0.5, Yes=True, Name=Name("/A B#%")))
    thing = pdf.make_indirect(Array([inner, *(String(text) for text in texts), inner]))
    inner.Up = thing
    with moved(thing, pdf, before) as other:
        assert other.check_pdf_syntax() == []
        found = other.Root.Thing
        assert [bytes(one) for one in list(found)[1:-1]] == [bytes(String(text)) for text in texts]
        assert found[0].objgen == found[-1].objgen
        assert found[0].Up.objgen == found.objgen
        assert (found[0].Half, found[0].Yes, found[0].Name) == (inner.Half, True, Name("/A B#%"))
        assert found[0].Of.read_bytes() == data
        assert [str(one) for one in found[0].Of.Said] == [str(String(text)) for text in texts]


def test_the_same_stream_is_there_once() -> None:
    pdf = Pdf.new()
    twins = Array([Stream(pdf, b"x" * 99), Stream(pdf, b"x" * 99), Stream(pdf, b"y" * 99)])
    with moved(pdf.make_indirect(twins), pdf) as other:
        first, second, third = other.Root.Thing
        assert first.objgen == second.objgen != third.objgen
        assert (first.read_bytes(), third.read_bytes()) == (b"x" * 99, b"y" * 99)


def test_streams_that_are_drawn_into_are_none_of_those() -> None:
    pdf = Pdf.new()
    twins = pdf.make_indirect(Array([Stream(pdf, b""), Stream(pdf, b"")]))
    objects, index = taken(twins, pdf)
    out = BytesIO()
    volume = Volume(out)
    table = objects.place(volume, {}, drawn={one.at: b"%d" % one.at for one in objects.streams})
    with closed(out, volume, table[index]) as other:
        drawn = [int(one.read_bytes()) for one in other.Root.Thing]
        assert sorted(drawn) == sorted(one.at for one in objects.streams)
