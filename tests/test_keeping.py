"""What a fragment is named by: everything that could make it another, and nothing else."""

from __future__ import annotations

import shutil
from dataclasses import replace
from pathlib import Path
from typing import Any

import grimp
import pytest

from compiler import project, readers, readings, render
from compiler.gathering import gather
from compiler.keeping import PRINTING_CODE, Workshop, all_laid_out, fragment_name, laid_out
from compiler.messages import LayoutError
from compiler.model.pages import Fragment, Rendered, RenderedPage, Resource
from compiler.model.reading import Capture, Wishes
from compiler.passes import settle
from compiler.pipeline import BuildOptions, build, quiet
from compiler.printing.fragment import lay_out
from compiler.printing.needs import needs
from compiler.printing.pieces import Piece, taken_apart
from compiler.readings import READING_CODE
from compiler.store import Store
from compiler.workers import Pool
from tests.conftest import ROOT
from tests.edition.long_collection import write_long
from tests.project.collections import PICTURE as PIXEL


@pytest.fixture(scope="module")
def collection(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_long(tmp_path_factory.mktemp("keeping") / "c", chapters=4, blocks=12)


@pytest.fixture
def folder(collection: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(collection, tmp_path / "c"))


def rendered(folder: Path, layout: str) -> Rendered:
    return render.chapters(settle(gather(project.load(folder), quiet)), render.load_layout(layout))


def names(folder: Path, layout: str = "classic") -> dict[str, str]:
    """The name of each chapter's fragment."""
    made = rendered(folder, layout)
    return {page.id: fragment_name(needs(page, made.resources, {})) for page in made.pages}


def changed(folder: Path, file: str, old: str, new: str, layout: str = "classic") -> set[str]:
    """The chapters that are laid out anew after a change."""
    before = names(folder, layout)
    path = folder / file
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), "utf-8")
    after = names(folder, layout)
    return {name for name in after if after[name] != before.get(name)}


@pytest.mark.parametrize("layout", ["classic", "report"])
def test_a_changed_comma_lays_out_one_chapter(folder: Path, layout: str) -> None:
    assert changed(folder, "part-2/text.md", ". ", ", ", layout) == {"part-2"}


@pytest.mark.parametrize("layout", ["classic", "report"])
@pytest.mark.parametrize("title", ["Another book", "کتابی دیگر", "ספר אחר", "∮ and ∰"])
def test_a_changed_title_lays_out_no_chapter(folder: Path, layout: str, title: str) -> None:
    assert not changed(folder, "edition.toml", "A long book", title, layout)


@pytest.mark.parametrize("words", ["ספר אחר לגמרי", "U+222E is ∮ in full", "یہ کتاب اردو میں لکھی گئی ہے"])
def test_another_script_in_one_chapter_lays_out_that_one(folder: Path, words: str) -> None:
    assert changed(folder, "part-3/text.md", "\n\n", f"\n\n{words}\n\n") == {"part-3"}


def test_a_changed_picture_lays_out_the_chapter_that_shows_it(folder: Path) -> None:
    (drawing, *_) = sorted((folder / "part-1" / "figures").glob("*.svg"))
    assert changed(folder, str(drawing.relative_to(folder)), "#c8d0c0", "#c8d0c1") == {"part-1"}


def test_a_new_chapter_at_the_end_lays_out_that_one(folder: Path) -> None:
    shutil.copytree(folder / "part-1", folder / "part-9")
    assert changed(
        folder, "edition.toml", 'source = "part-4"\n', 'source = "part-4"\n\n[[chapter]]\nsource = "part-9"\n'
    ) == {"part-9"}


@pytest.mark.parametrize("layout", ["classic", "report", "large-print"])
def test_a_new_chapter_at_the_front_lays_out_that_one(folder: Path, layout: str) -> None:
    shutil.copytree(folder / "part-1", folder / "part-9")
    front = '[[chapter]]\nsource = "part-1"\n'
    new = front.replace("part-1", "part-9")
    assert changed(folder, "edition.toml", front, f"{new}\n{front}", layout) == {"part-9"}


@pytest.mark.parametrize("layout", ["classic", "report", "large-print"])
def test_a_moved_chapter_lays_out_none(folder: Path, layout: str) -> None:
    order = '"part-2"\n\n[[chapter]]\nsource = "part-3"'
    assert not changed(folder, "edition.toml", order, '"part-3"\n\n[[chapter]]\nsource = "part-2"', layout)


def test_a_changed_title_of_a_chapter_lays_out_that_one(folder: Path) -> None:
    assert changed(folder, "part-2/source.toml", 'title = "', 'title = "Another ') == {"part-2"}


def test_a_layout_that_writes_the_number_itself_depends_on_it(folder: Path) -> None:
    own = folder / "layouts" / "classic"
    own.mkdir(parents=True)
    (own / "opening.html").write_text("<p>{{ chapter.number }}</p><h1>{{ chapter.title }}</h1>", "utf-8")

    def made() -> dict[str, str]:
        book = settle(gather(project.load(folder), quiet))
        return {page.id: page.html for page in render.chapters(book, render.load_layout("classic", "", own)).pages}

    before, record = made(), folder / "edition.toml"
    assert "<p>2</p><h1>" in before["part-2"]
    record.write_text(
        record.read_text("utf-8")
        .replace('"part-1"', '"part-0"')
        .replace('"part-2"', '"part-1"')
        .replace('"part-0"', '"part-2"'),
        "utf-8",
    )
    assert {name for name, html in made().items() if html != before[name]} == {"part-1", "part-2"}


def test_everything_that_printing_imports_is_in_the_name() -> None:
    graph = grimp.build_graph("compiler")
    parts = {part.removesuffix(".py") for part in PRINTING_CODE}
    used = graph.find_upstream_modules("compiler.printing.fragment") | {"compiler.printing.fragment"}
    assert {module.split(".")[1] for module in used if "." in module} <= parts


CSS = Resource("style.css", "text/css", b"@font-face { font-family: A; src: url('fonts/a.ttf') }")
FONT = Resource("fonts/a.ttf", "font/ttf", b"font")
PICTURE = Resource("images/a b.png", "image/png", b"picture")
OTHER = Resource("images/other.png", "image/png", b"other")


def page(body: str) -> RenderedPage:
    head = '<head><link rel="stylesheet" href="style.css"/></head>'
    return RenderedPage(id="one", roles=("chapter",), title="One", html=f"<html>{head}<body>{body}</body></html>")


@pytest.mark.parametrize(
    "body",
    [
        '<img src="images/a b.png"/>',
        "<img src='./images/a%20b.png'/>",
        '<img src="images/a&#32;b.png#part"/>',
        '<p style="background: url(&quot;images/a b.png&quot;)"></p>',
        "<style>p { background: url('images/a b.png') }</style>",
    ],
)
def test_a_page_needs_what_it_names(body: str) -> None:
    found = needs(page(body), (CSS, OTHER, FONT, PICTURE), {})
    assert found.resources == (CSS, FONT, PICTURE)


def test_a_page_needs_nothing_else() -> None:
    captures = {"a&b.pdf": b"1", "other.pdf": b"2"}
    found = needs(
        page('<div class="facsimile" data-capture="a&amp;b.pdf" data-page="1"></div>'), (CSS, OTHER, FONT), captures
    )
    assert found.resources == (CSS, FONT)
    assert found.captures == {"a&b.pdf": b"1"}


def test_its_own_sheet_goes_before_that_of_all(folder: Path) -> None:
    own = Resource("style.css", "text/css", b"p { color: red }")
    one = RenderedPage(id="one", roles=("chapter",), title="", html=page("").html, own=(own,))
    assert needs(one, (CSS, FONT), {}).resources == (own,)


# --- readings ---

SAVED = b"""<html><head><title>T</title></head><body><article><h1>A page</h1><p>%s</p>
<img src='p_files/a.png' alt='x'/></article></body></html>"""


def test_a_page_is_read_again_when_a_file_beside_it_changed(tmp_path: Path) -> None:
    store, beside, asked = Store(tmp_path), {"p_files/a.png": PIXEL}, []

    def look(name: str) -> bytes | None:
        asked.append(name)
        return beside.get(name)

    capture = Capture("s/p.html", SAVED % (b"Words that are read. " * 40), "text/html")
    first = readings.read(store, capture, Wishes(beside=look))
    assert readings.read(store, capture, Wishes(beside=look)) == first
    assert first == readers.read(capture, Wishes(beside=look))
    beside.clear()
    assert readings.read(store, capture, Wishes(beside=look)) == readers.read(capture, Wishes(beside=look)) != first


def test_what_is_kept_is_not_read_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    store, capture = Store(tmp_path), Capture("s/t.md", "# Heading\n\nسلام *x*.".encode(), "text/markdown")
    first = readings.read(store, capture, Wishes())
    monkeypatch.setattr(readers, "read", None)
    assert readings.read(store, capture, Wishes()) == first
    with pytest.raises(TypeError):
        readings.read(store, replace(capture, data=b"other"), Wishes())


def test_what_a_password_opens_is_not_kept(tmp_path: Path) -> None:
    readings.read(Store(tmp_path / "store"), Capture("s/t.md", b"# Heading", "text/markdown"), Wishes(password="x"))  # noqa: S106 - opens nothing
    assert not (tmp_path / "store").exists()


def test_everything_that_readers_import_is_in_the_name() -> None:
    graph = grimp.build_graph("compiler")
    used = graph.find_upstream_modules("compiler.readers", as_package=True)
    assert {module.split(".")[1] for module in used if "." in module} <= {
        part.removesuffix(".py") for part in READING_CODE
    }


# --- through the store ---


Made = list[tuple[Fragment, Piece]]


def fragments(folder: Path, store: Store, processes: int = 1) -> Made:
    made = rendered(folder, "classic")
    with Pool(processes) as pool:
        parts = list(all_laid_out(Workshop(store, pool), made.pages, made.resources))
        return [(part.fragment, part.piece()) for part in parts]


def apart(fragment: Fragment) -> tuple[Fragment, Piece]:
    return replace(fragment, pdf=b""), taken_apart(fragment)


def test_fragments_are_the_same_from_everywhere(folder: Path, tmp_path: Path) -> None:
    store = Store(tmp_path / "store")
    plain = fragments(folder, Store())
    assert fragments(folder, store, processes=2) == plain
    assert fragments(folder, store) == plain
    made = rendered(folder, "classic")
    assert [apart(laid_out(store, page, made.resources)) for page in made.pages] == plain


def test_what_is_taken_away_before_it_is_fetched_is_made_again(folder: Path, tmp_path: Path) -> None:
    made, plain = rendered(folder, "classic"), fragments(folder, Store())
    for store in (Store(tmp_path / "store"), Store()):
        with Pool(1) as pool:
            shop = Workshop(store, pool, Store(tmp_path / "aside"))
            parts = list(all_laid_out(shop, made.pages, made.resources))
        assert [part.piece() for part in parts] == [piece for _, piece in plain]
        for lost in (tmp_path / "store", tmp_path / "aside"):
            shutil.rmtree(lost, ignore_errors=True)
        assert parts[1].piece() == plain[1][1]


def test_what_no_folder_can_keep_stays_in_memory(folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "file").write_bytes(b"")
    made, nowhere = rendered(folder, "classic"), Store(tmp_path / "file")
    with Pool(1) as pool:
        parts = list(all_laid_out(Workshop(nowhere, pool, nowhere), made.pages, made.resources))
    monkeypatch.setattr("compiler.keeping.lay_out", None)
    assert [part.piece().id for part in parts] == [page.id for page in made.pages]


def test_what_is_kept_is_not_laid_out(folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    store = Store(tmp_path / "store")
    plain = fragments(folder, store)
    laid: list[str] = []

    def count(page: RenderedPage, *given: Any) -> Fragment:
        laid.append(page.id)
        return lay_out(page, *given)

    monkeypatch.setattr("compiler.keeping.lay_out", count)
    assert fragments(folder, store) == plain
    assert not laid
    text = folder / "part-2" / "text.md"
    text.write_text(text.read_text("utf-8") + "\n\nMore.\n", "utf-8")
    fragments(folder, store)
    assert laid == ["part-2"]


def test_a_fault_is_not_kept(tmp_path: Path) -> None:
    store = Store(tmp_path / "store")
    bad = Resource("style.css", "text/css", b"p { color: red }")
    for _ in range(2):
        with pytest.raises(LayoutError):
            laid_out(store, page("<p>no font</p>"), (bad,))
    assert not list(store.folder.rglob("*")) if store.folder else True


@pytest.mark.parametrize("sample", ["sources", "sources/rahnama"])
def test_editions_are_the_same_cold_warm_and_without_a_store(sample: str, tmp_path: Path) -> None:
    store = Store(tmp_path / "store")
    runs = {"none": Store(), "cold": store, "warm": store}
    made = {}
    for name, kept in runs.items():
        options = BuildOptions(out=tmp_path / name, store=kept, checked=False)
        made[name] = {output.path.name: output.sha256 for output in build(ROOT / sample, options).outputs}
    assert made["none"] == made["cold"] == made["warm"]
    assert len(made["none"]) >= 4
