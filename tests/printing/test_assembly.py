"""Fragments joined into one PDF: nothing of them is lost, every link lands, the same bytes each time."""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from hashlib import sha256
from io import BytesIO
from pathlib import Path

import pikepdf
import pypdf
import pytest
from pikepdf import Dictionary, Name

from compiler.messages import LayoutError
from compiler.model.outline import OutlineEntry, flat, outline
from compiler.model.pages import Fragment, PageMap, page_id
from compiler.printing.trees import elements, name_tree, number_tree
from tests.conftest import ROOT, missing
from tests.printing.small_book import ONE_SIDED, book, bound, chapter_body, fragment, joined

Joined = tuple[bytes, PageMap, tuple[Fragment, ...]]
ACROSS = '<p>See <a href="bayaz-internal:two-h2">the <em>second</em> part</a>, <a href="#one-h2">below</a>, '
OUTSIDE = '<a href="https://example.org/a">outside</a>.</p>'


def bodies() -> tuple[Fragment, ...]:
    return (
        fragment("one", chapter_body("one", more=ACROSS + OUTSIDE)),
        fragment("two", chapter_body("two", 20, more='<p lang="fa" dir="rtl">سلام</p><p id="یک">x</p>')),
        fragment("colophon", '<section id="colophon" class="opening"><h1>Colophon</h1><p>End</p></section>'),
    )


@pytest.fixture(scope="module")
def whole() -> Joined:
    return joined(bodies(), book())


@pytest.fixture(scope="module")
def pdf(whole: Joined) -> pikepdf.Pdf:
    return pikepdf.open(BytesIO(whole[0]))


def page_of(pdf: pikepdf.Pdf, place: pikepdf.Object) -> int:
    return next(number for number, page in enumerate(pdf.pages) if page.obj.objgen == place[0].objgen)


def named(pdf: pikepdf.Pdf) -> dict[str, pikepdf.Object]:
    return dict(name_tree(pdf.Root.Names.Dests))


# --- sound ---


def test_the_file_is_sound(whole: Joined, pdf: pikepdf.Pdf):
    assert pdf.check_pdf_syntax() == []
    assert pdf.pdf_version == "1.7"


def test_qpdf_finds_nothing(whole: Joined, tmp_path: Path):
    if not shutil.which("qpdf"):
        missing("qpdf", "install the package qpdf")
    (tmp_path / "book.pdf").write_bytes(whole[0])
    done = subprocess.run(["qpdf", "--check", str(tmp_path / "book.pdf")], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "WARNING" not in done.stdout + done.stderr


def test_pages_are_those_of_the_map(whole: Joined, pdf: pikepdf.Pdf):
    _, pages, parts = whole
    assert len(pdf.pages) == len(pages.pages)
    assert sum(len(part.pages) for part in parts) < len(pages.pages)
    reader = pypdf.PdfReader(BytesIO(whole[0]))
    assert reader.page_labels == [page.label for page in pages.pages]
    assert {tuple(map(float, page.mediabox)) for page in reader.pages} == {tuple(map(float, reader.pages[0].mediabox))}


def test_folios_and_heads_are_drawn_as_artifacts_of_pagination(whole: Joined, pdf: pikepdf.Pdf):
    _, pages, _ = whole
    reader = pypdf.PdfReader(BytesIO(whole[0]))
    for page, printed, beside in zip(pages.pages, reader.pages, pdf.pages, strict=True):
        words = printed.extract_text()
        silent = page.blank or page.index < 4
        assert (f"[{page.label}|" in words) is not silent, page
        drawn = b"".join(stream.read_bytes() for stream in beside.obj.Contents) if not silent else b""
        assert drawn.startswith(b"/Artifact <</Type /Pagination>> BDC q /Furniture Do Q EMC") is not silent
    assert "|Papers & letters]" in reader.pages[pages.blocks["one"] + 1].extract_text()
    assert "|Chapter one]" in reader.pages[pages.blocks["one"] + 2].extract_text()


# --- destinations ---


def test_every_id_is_a_destination_on_the_page_of_the_map(whole: Joined, pdf: pikepdf.Pdf):
    _, pages, _ = whole
    tops = {page_id(page, pages.blocks): page.index for page in pages.pages if not page.blank}
    places = named(pdf)
    assert {name: page_of(pdf, places.pop(name)) for name in tops} == tops
    assert set(places) == set(pages.blocks)
    assert "یک" in places
    for name, place in places.items():
        assert page_of(pdf, place) == pages.blocks[name], name
        top = float(pdf.pages[pages.blocks[name]].obj.MediaBox[3]) - float(place[3])
        assert top == pytest.approx(pages.heights[name], abs=0.02)


def test_pypdf_reads_every_destination(whole: Joined):
    data, pages, _ = whole
    reader = pypdf.PdfReader(BytesIO(data))
    found = reader.named_destinations
    numbers = {name: reader.get_destination_page_number(place) for name, place in found.items()}
    assert numbers == pages.blocks | {page_id(page, ()): page.index for page in pages.pages if not page.blank}


def test_names_are_sorted_by_their_bytes_as_readers_search_them(pdf: pikepdf.Pdf):
    def keys(node: pikepdf.Object) -> list[bytes]:
        own = [bytes(key) for key in list(node.get("/Names", []))[::2]]
        for kid in node.get("/Kids", []):
            assert [bytes(one) for one in kid.Limits] == [keys(kid)[0], keys(kid)[-1]]
            own += keys(kid)
        return own

    found = keys(pdf.Root.Names.Dests)
    assert len(found) > 64
    assert found == sorted(found)


def test_links_lead_across_fragments_and_are_described(whole: Joined, pdf: pikepdf.Pdf):
    _, pages, _ = whole
    places = named(pdf)
    links = list(pdf.pages[pages.blocks["one"]].obj.Annots)
    said = {str(link.Contents): link for link in links}
    assert set(said) == {"the second part", "below", "outside"}
    assert page_of(pdf, places[str(said["the second part"].Dest)]) == pages.blocks["two-h2"]
    assert page_of(pdf, places[str(said["below"].Dest)]) == pages.blocks["one-h2"]
    assert str(said["outside"].A.URI) == "https://example.org/a"


def test_every_entry_of_the_contents_lands_on_the_page_that_it_prints(whole: Joined, pdf: pikepdf.Pdf):
    data, pages, _ = whole
    contents = pages.blocks["contents"]
    links = list(pdf.pages[contents].obj.Annots)
    assert len(links) == len(outline(book()))
    words = pypdf.PdfReader(BytesIO(data)).pages[contents].extract_text()
    for entry, link in zip(outline(book()), links, strict=True):
        landed = page_of(pdf, named(pdf)[str(link.Dest)])
        assert str(link.Dest) == entry.id
        assert f"{entry.title} {pages.pages[landed].label}" in words


def test_the_outline_has_the_contents_and_the_parts_that_are_not_in_it(whole: Joined):
    data, pages, _ = whole
    reader = pypdf.PdfReader(BytesIO(data))

    def titles(items: list[object], level: int = 1) -> list[tuple[int, str, int]]:
        found = []
        for item in items:
            if isinstance(item, list):
                found += titles(item, level + 1)
            else:
                found.append((level, item.title, reader.get_destination_page_number(item)))
        return found

    own = [(1, "Title", pages.blocks["titlepage"]), (1, "Contents", pages.blocks["contents"])]
    chapters = [(one.level, f"{one.number} {one.title}", pages.blocks[one.id]) for one in flat(outline(book()))]
    assert titles(reader.outline) == [*own, *chapters, (1, "Colophon", pages.blocks["colophon"])]


def test_the_outline_goes_to_the_third_level():
    deepest = OutlineEntry(id="one-s2p1", chapter="one", title="Fourth", level=4)
    third = OutlineEntry(id="one-h2", chapter="one", title="Third", level=3, children=(deepest,))
    second = OutlineEntry(id="one-h1", chapter="one", title="Second", level=2, children=(third,))
    first = OutlineEntry(id="one", chapter="one", title="First", children=(second,))
    data, _, _ = joined((fragment("one", chapter_body("one")),), book(("one",)), entries=(first,))
    with pikepdf.open(BytesIO(data)) as pdf, pdf.open_outline() as marks:
        top = next(item for item in marks.root if item.title == "First")
        assert [item.title for item in top.children] == ["Second"]
        assert [item.title for item in top.children[0].children] == ["Third"]
        assert top.children[0].children[0].children == []


# --- tags ---


def tags(pdf: pikepdf.Pdf) -> Counter[str]:
    return Counter(str(element.S) for element in elements(pdf.Root.StructTreeRoot))


def test_no_structure_element_is_lost(whole: Joined, pdf: pikepdf.Pdf):
    _, _, parts = whole
    before: Counter[str] = Counter()
    for part in parts:
        with pikepdf.open(BytesIO(part.pdf)) as source:
            before += tags(source)
    before["/Part"] += before["/Document"]
    before["/Document"] = 1
    assert tags(pdf) == before


def test_there_is_a_part_for_each_fragment_in_its_language(pdf: pikepdf.Pdf):
    (document,) = pdf.Root.StructTreeRoot.K
    assert Name.Document == document.S
    assert [(one.S, str(one.get("/T", "")), str(one.Lang)) for one in document.K] == [
        (Name.Part, "", "en"),
        (Name.Part, "Chapter one", "en"),
        (Name.Part, "Chapter two", "en"),
        (Name.Part, "", "en"),
    ]


def test_marks_on_the_pages_lead_to_their_elements_and_back(pdf: pikepdf.Pdf):
    root = pdf.Root.StructTreeRoot
    parents = dict(number_tree(root.ParentTree))
    assert int(root.ParentTreeNextKey) == len(parents)
    marks: set[tuple[object, int]] = set()
    annotations: set[object] = set()
    for element in elements(root):
        assert any(
            kid.is_indirect and kid.objgen == element.objgen for kid in element.P.K if isinstance(kid, Dictionary)
        )
        for kid in element.get("/K", []):
            if isinstance(kid, int):
                holders = parents[int(element.Pg.StructParents)]
                assert holders[kid].objgen == element.objgen
                marks.add((element.Pg.objgen, kid))
            elif kid.get("/Type") == Name.MCR:
                assert parents[int(kid.Pg.StructParents)][int(kid.MCID)].objgen == element.objgen
                marks.add((kid.Pg.objgen, int(kid.MCID)))
            elif kid.get("/Type") == Name.OBJR:
                assert parents[int(kid.Obj.StructParent)].objgen == element.objgen
                annotations.add(kid.Obj.objgen)
    keys = [int(page.obj.StructParents) for page in pdf.pages if "/StructParents" in page.obj]
    assert len(keys) == len(set(keys))
    assert len(marks) == sum(one is not None for key in keys for one in parents[key])
    assert annotations == {one.objgen for page in pdf.pages for one in page.obj.get("/Annots", [])}


def test_header_cells_say_what_they_are_for(pdf: pikepdf.Pdf):
    heads = [one for one in elements(pdf.Root.StructTreeRoot) if one.S == Name.TH]
    assert [one.A.Scope for one in heads] == [Name.Column] * 4


def test_notes_of_all_fragments_are_found_by_their_ids():
    twins = [
        fragment(
            name, f'<section id="{name}" class="opening"><h1>x</h1><div class="note" id="{name}-n1">y</div></section>'
        )
        for name in ("two", "one")
    ]
    entries = tuple(replace(entry, children=()) for entry in outline(book()))
    with pikepdf.open(BytesIO(joined(twins, book(), entries=entries)[0])) as pdf:
        found = dict(name_tree(pdf.Root.StructTreeRoot.IDTree))
        assert list(found) == ["one-n1", "two-n1"]
        assert {one.S for one in found.values()} == {Name.Note}


def with_role(part: Fragment, standard: Name) -> Fragment:
    with pikepdf.open(BytesIO(part.pdf)) as source:
        source.Root.StructTreeRoot.RoleMap = Dictionary(Verse=standard)
        out = BytesIO()
        source.save(out)
    return replace(part, pdf=out.getvalue())


def test_roles_of_all_fragments_are_kept_and_those_that_disagree_are_said():
    first, second, last = bodies()
    data, _, _ = joined((with_role(first, Name.P), with_role(second, Name.P), last), book())
    with pikepdf.open(BytesIO(data)) as pdf:
        assert dict(pdf.Root.StructTreeRoot.RoleMap.items()) == {"/Verse": Name.P}
    found = faults(lambda: joined((with_role(first, Name.P), with_role(second, Name.Div), last), book()))
    assert [code for code, _ in found] == ["tag-conflict"]


def test_files_attached_to_a_fragment_are_left_behind():
    first, *others = bodies()
    with pikepdf.open(BytesIO(first.pdf)) as source:
        attached = Dictionary(Type=Name.Annot, Subtype=Name.FileAttachment, Rect=pikepdf.Array([0, 0, 9, 9]))
        source.pages[0].obj.Annots.append(source.make_indirect(attached))
        out = BytesIO()
        source.save(out)
    data, pages, _ = joined((replace(first, pdf=out.getvalue()), *others), book())
    with pikepdf.open(BytesIO(data)) as pdf:
        assert {one.Subtype for one in pdf.pages[pages.blocks["one"]].obj.Annots} == {Name.Link}


# --- what it says of itself ---


def test_what_the_file_says_of_itself(whole: Joined, pdf: pikepdf.Pdf):
    reader = pypdf.PdfReader(BytesIO(whole[0]))
    assert reader.metadata == {
        "/Title": "Papers & letters",
        "/Author": "A. Editor",
        "/Subject": "Four < five",
        "/Creator": "Bayaz",
        "/Producer": "Bayaz",
        "/CreationDate": "D:20261123000000Z",
        "/ModDate": "D:20261123000000Z",
    }
    xmp = reader.xmp_metadata
    assert xmp is not None
    assert (xmp.dc_title, xmp.dc_creator) == ({"x-default": "Papers & letters"}, ["A. Editor"])
    assert xmp.dc_description == {"x-default": "Four < five"}
    assert str(xmp.xmp_create_date) == "2026-11-23 00:00:00"
    assert (str(pdf.Root.Lang), bool(pdf.Root.MarkInfo.Marked)) == ("en", True)
    assert bool(pdf.Root.ViewerPreferences.DisplayDocTitle)
    assert "/Direction" not in pdf.Root.ViewerPreferences
    assert pdf.Root.PageLayout == Name.TwoPageRight


def test_a_right_to_left_book_is_read_from_the_right():
    body = fragment("one", chapter_body("one"), "fa", "rtl")
    data, pages, _ = joined((body,), book(("one",), "rtl", "fa"))
    assert [page.side for page in pages.pages[:2]] == ["left", "right"]
    with pikepdf.open(BytesIO(data)) as pdf:
        assert pdf.Root.ViewerPreferences.Direction == Name.R2L
        assert str(pdf.Root.Lang) == "fa"


def test_on_one_side_pages_follow_each_other():
    with pikepdf.open(BytesIO(joined(bodies(), book(), ONE_SIDED)[0])) as pdf:
        assert pdf.Root.PageLayout == Name.OneColumn


def test_every_font_is_embedded(pdf: pikepdf.Pdf):
    fonts = [one for one in pdf.objects if isinstance(one, Dictionary) and one.get("/Type") == Name.FontDescriptor]
    assert len(fonts) >= 6
    assert all("/FontFile2" in one or "/FontFile3" in one for one in fonts)


# --- sameness ---

AGAIN = """
import sys; sys.path.insert(0, {root!r})
from hashlib import sha256
from tests.printing.small_book import book, joined
from tests.printing.test_assembly import bodies
print(sha256(joined(bodies(), book())[0]).hexdigest())
"""


def test_the_same_bytes_again_and_in_another_process(whole: Joined):
    assert joined(bodies(), book())[0] == whole[0]
    for seed in ("1", "2"):
        environment = {"PYTHONHASHSEED": seed, "PATH": "", "TZ": "Asia/Tehran"}
        script = [sys.executable, "-c", AGAIN.format(root=str(ROOT))]
        done = subprocess.run(script, env=environment, capture_output=True, text=True, check=True)
        assert done.stdout.strip() == sha256(whole[0]).hexdigest()


def test_another_date_changes_the_bytes(whole: Joined):
    later = replace(book(), record=replace(book().record, date="2027-01-01"))
    assert joined(bodies(), later)[0] != whole[0]


# --- faults ---


def faults(make: Callable[[], object]) -> list[tuple[str, str]]:
    with pytest.raises(LayoutError) as caught:
        make()
    return [(message.code, message.text) for message in caught.value.messages]


def test_a_link_that_leads_nowhere_is_an_error():
    lost = '<p><a href="bayaz-internal:nobody">gone</a> <a href="two.xhtml">file</a></p>'
    body = fragment("one", chapter_body("one", more=lost))
    found = faults(lambda: joined((body,), book(("one",))))
    assert [code for code, _ in found] == ["link-dangling", "link-dangling"]
    assert "#nobody" in found[0][1]
    assert "two.xhtml" in found[1][1]


def test_an_id_in_two_fragments_is_an_error():
    twice = fragment("two", chapter_body("two") + '<p id="one-h1">x</p>')
    found = faults(lambda: joined((bodies()[0], twice), book()))
    assert [code for code, _ in found] == ["anchor-duplicate"]
    assert "one-h1" in found[0][1]


def test_contents_that_name_what_is_not_there_are_an_error():
    entries = (OutlineEntry(id="one-h9", chapter="one", title="Nothing"),)
    found = faults(lambda: joined((fragment("one", chapter_body("one")),), book(("one",)), entries=entries))
    assert ("outline-dangling", "the contents name 'Nothing', and nothing has its id one-h9") in found


def test_too_few_folios_are_an_error(whole: Joined):
    _, pages, parts = whole
    found = faults(lambda: bound(parts, fragment("furniture", "<p>1</p>"), pages, (), book()))
    assert [code for code, _ in found] == ["furniture-count"]


def test_parts_that_were_not_numbered_are_an_error(whole: Joined):
    _, pages, parts = whole
    furniture = fragment("furniture", "<footer></footer>" * len(pages.pages))
    found = faults(lambda: bound(parts[:-1], furniture, pages, (), book()))
    assert [code for code, _ in found] == ["parts-mismatch"]
