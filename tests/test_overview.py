"""Contact sheets and pages from the store: only what shows something else is looked at again, and the bytes are the same."""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import pikepdf
import pytest
from hypothesis import given
from hypothesis import strategies as st

from compiler.leafing import Look, looked_at
from compiler.overview import contact_sheets
from compiler.pagewise import digests
from compiler.printing.contact import Shape
from compiler.store import NO_STORE, Store
from compiler.workers import Pool
from tests.printing.test_contact import coloured

SHAPE = Shape("ltr", two_sided=True)


def changed(data: bytes, change: Callable[[pikepdf.Pdf], None]) -> bytes:
    with pikepdf.open(BytesIO(data)) as pdf:
        change(pdf)
        out = BytesIO()
        pdf.save(out)
        return out.getvalue()


def numbered(data: bytes) -> bytes:
    """The same pages with other numbers of objects, other places among the tags, and a link on each."""

    def change(pdf: pikepdf.Pdf) -> None:
        for number, page in enumerate(pdf.pages):
            pdf.make_indirect(pikepdf.Dictionary(Filler=number))
            page.obj["/StructParents"] = 1000 - number
            link = pikepdf.Dictionary(Type=pikepdf.Name.Annot, Subtype=pikepdf.Name.Link, Rect=[0, 0, 9, 9])
            page.obj["/Annots"] = pikepdf.Array([pdf.make_indirect(link)])

    return changed(data, change)


def drawing(pdf: pikepdf.Pdf, fill: bytes) -> pikepdf.Object:
    form = pdf.make_stream(fill + b" rg 0 0 50 50 re f")
    form["/Type"], form["/Subtype"], form["/BBox"] = pikepdf.Name.XObject, pikepdf.Name.Form, [0, 0, 50, 50]
    return form


def stamped(fill: bytes) -> bytes:
    """Three pages, on the second of which stands a form, named by its resources."""

    def change(pdf: pikepdf.Pdf) -> None:
        page = pdf.pages[1]
        page.obj["/Resources"] = pikepdf.Dictionary(XObject=pikepdf.Dictionary(F=drawing(pdf, fill)))
        page.Contents = pdf.make_stream(page.Contents.read_bytes() + b" /F Do")

    return changed(coloured(3), change)


def inherited(fill: bytes) -> bytes:
    """The same with the resources in the tree of pages."""

    def change(pdf: pikepdf.Pdf) -> None:
        pdf.Root.Pages["/Resources"] = pdf.pages[1].obj["/Resources"]
        del pdf.pages[1].obj["/Resources"]
        for number in (0, 2):
            if "/Resources" in pdf.pages[number].obj:
                del pdf.pages[number].obj["/Resources"]

    return changed(stamped(fill), change)


def annotated(fill: bytes) -> bytes:
    """Three pages; on the second an annotation is drawn."""

    def change(pdf: pikepdf.Pdf) -> None:
        stamp = pikepdf.Dictionary(
            Type=pikepdf.Name.Annot,
            Subtype=pikepdf.Name.Stamp,
            Rect=[0, 0, 50, 50],
            AP=pikepdf.Dictionary(N=drawing(pdf, fill)),
        )
        pdf.pages[1].obj["/Annots"] = pikepdf.Array([pdf.make_indirect(stamp)])

    return changed(coloured(3), change)


# --- digests ---


def test_a_page_is_the_same_wherever_it_stands() -> None:
    pdf = coloured(6)
    assert digests(numbered(pdf)) == digests(pdf)
    assert len(set(digests(pdf))) == 5  # the sixth is coloured as the first
    assert digests(changed(pdf, lambda one: one.pages.__delitem__(0))) == digests(pdf)[1:]


@pytest.mark.parametrize("made", [stamped, inherited, annotated])
def test_what_a_page_is_drawn_from_is_a_part_of_it_however_deep(made: Callable[[bytes], bytes]) -> None:
    red, blue = digests(made(b"1 0 0")), digests(made(b"0 0 1"))
    assert red[1] != blue[1]
    assert digests(made(b"1 0 0")) == red
    if made is not inherited:
        assert (red[0], red[2]) == (blue[0], blue[2])


def test_objects_that_lead_back_to_themselves_end() -> None:
    def ring(pdf: pikepdf.Pdf) -> None:
        form = pdf.make_indirect(drawing(pdf, b"1 0 0"))
        form["/Resources"] = pikepdf.Dictionary(XObject=pikepdf.Dictionary(F=form))
        pdf.pages[0].obj["/Resources"] = pikepdf.Dictionary(XObject=pikepdf.Dictionary(F=form))

    data = changed(coloured(2), ring)
    assert digests(data) == digests(data)


# --- what is looked at again ---


@given(st.lists(st.integers(0, 400), max_size=120), st.integers(0, 400), st.integers(0, 119))
def test_each_page_has_its_own_finding_whatever_changed(pages: list[int], other: int, place: int) -> None:
    shown = [f"{hash(n) * 2654435761 % 2**32:08x}" for n in pages]
    look = Look(("numbers",), tuple[int, ...], lambda _, run: tuple(run))
    with Pool(1) as pool:
        found = looked_at(look, b"", shown, range(len(shown)), NO_STORE, pool)
    assert found == {number: number for number in range(len(shown))}


def test_what_did_not_change_is_not_looked_at_again(tmp_path: Path) -> None:
    store, looked = Store(tmp_path), list[int]()

    def see(data: bytes, run: object) -> tuple[str, ...]:
        assert isinstance(run, tuple)
        looked.extend(run)
        return tuple(data.decode().split()[page] for page in run)

    look = Look(("words",), tuple[str, ...], see)
    words = [f"{n * 2654435761 % 2**32:08x}" for n in range(200)]
    with Pool(1) as pool:

        def find(said: list[str]) -> list[str]:
            looked.clear()
            found = looked_at(look, " ".join(said).encode(), said, range(len(said)), store, pool)
            return [found[n] for n in range(len(said))]

        assert find(words) == words
        assert sorted(looked) == list(range(200))
        assert find(words) == words
        assert not looked
        longer = ["fresh", *words[:50], "other", *words[51:]]
        assert find(longer) == longer
        assert {0, 51} <= set(looked) and len(looked) <= 3 * 32


def test_sheets_are_the_same_with_a_store_without_and_side_by_side(tmp_path: Path) -> None:
    first, second = coloured(230), changed(coloured(230), lambda pdf: pdf.pages.__delitem__(3))
    with Pool(1) as one, Pool(2) as two:
        plain = [contact_sheets(pdf, SHAPE, NO_STORE, one) for pdf in (first, second)]
        assert [contact_sheets(pdf, SHAPE, Store(tmp_path), two) for pdf in (first, second)] == plain
        assert [contact_sheets(numbered(pdf), SHAPE, Store(tmp_path), one) for pdf in (first, second)] == plain
        assert contact_sheets(first, Shape("rtl", two_sided=True), Store(tmp_path), one) != plain[0]
