"""The whole build on one page: a collection in, an EPUB, a PDF and a web page out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import partial
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory

from compiler import citing, files, pressing, project, render
from compiler.asking import FORMATS, BuildOptions, Output, Progress, default_out
from compiler.checks import check_bidi
from compiler.comparing import changes, compared, edition_text
from compiler.examining import checked
from compiler.gathering import gather
from compiler.keeping import Workshop, ready
from compiler.matter import set_chapters
from compiler.messages import CheckError, CollectionError, LayoutError, Message, Origin, errors
from compiler.model.accounts import Ledger, ledgers
from compiler.model.back import BackMatter
from compiler.model.book import Book
from compiler.model.content import Figure
from compiler.model.outline import OutlineEntry, outline
from compiler.model.pages import PageMap
from compiler.model.walk import blocks_deep
from compiler.overview import contact_sheets
from compiler.passes import settle
from compiler.printing import assembly, contact
from compiler.screens import ebook, fail_where_letters_are_missing, ready_for_screens, web_page
from compiler.store import NO_STORE, Store
from compiler.workers import Pool

__all__ = ["FORMATS", "BuildOptions", "Output", "default_out", "ebook"]


@dataclass(frozen=True, slots=True, kw_only=True)
class BuildResult:
    """What a build made, and from what. `back` are the parts of the back matter; `pages` is the page map of the PDF,
    None if none was asked for.
    """

    edition: project.Edition
    book: Book
    layout: render.Layout
    outputs: tuple[Output, ...]
    contents: tuple[OutlineEntry, ...]
    back: tuple[OutlineEntry, ...]
    pages: PageMap | None
    messages: tuple[Message, ...]

    @property
    def words(self) -> int:
        return sum(entry.words for entry in self.contents)


@dataclass(frozen=True, slots=True, kw_only=True)
class Printed:
    """The finished PDF and which block stands on which of its pages."""

    pdf: bytes
    pages: PageMap
    messages: tuple[Message, ...]


@contextmanager
def workshop(options: BuildOptions) -> Iterator[Workshop]:
    """Where a build works: in the processes that it was given, or in its own."""
    if options.pool:
        yield Workshop(options.store, options.pool)
    else:
        with Pool(options.processes) as pool:
            yield Workshop(options.store, pool)


def quiet(_stage: str, _done: int, _all: int) -> None:
    """Progress that nobody watches."""


def build(folder: Path, options: BuildOptions | None = None, progress: Progress = quiet) -> BuildResult:
    """Builds the collection in `folder` and publishes its outputs, all or none.

    Raises the `BayazError` of the stage that found fault, and `OutputError` where files of the same date are there with other bytes;
    files of an earlier build are then as they were.
    """
    options = options or BuildOptions()
    with workshop(options) as shop:
        made = _made(folder, options, shop, progress)
    options.store.trim()
    return made


def _made(folder: Path, options: BuildOptions, shop: Workshop, progress: Progress) -> BuildResult:
    edition, book, layout = _settled(folder, options, progress, shop)
    stem = f"{edition.id}-{edition.record.date}"
    wanted = pressing.asked(edition, layout) if options.press else None
    printed = print_book(book, layout, progress, shop=shop) if "pdf" in options.formats else None
    made: dict[str, bytes] = {"pdf": printed.pdf} if printed else {}
    messages = (*book.messages, *(printed.messages if printed else ()))
    screens, said = _screens(book, layout, printed.pages if printed else None, stem, options, progress)
    made, messages = made | screens, (*messages, *said)
    if printed and wanted:
        progress("preparing for the press", 0, 1)
        pressed = pressing.pressed(book, layout, wanted, printed.pdf, printed.pages, stem, shop.store)
        made, messages = made | dict(pressed.files), (*messages, *pressed.messages)
        progress("preparing for the press", 1, 1)
    found = checked(made, stem, places(book), shop.pool, shop.store) if options.checked else ()
    messages = tuple(dict.fromkeys((*messages, *found)))
    _fail_if_asked(messages, options.strict)
    order = (*options.formats, *pressing.FILES)
    outputs = {f"{stem}.{format_}": (format_, made[format_]) for format_ in order if format_ in made}
    if printed and options.contact:
        sheets = _contact(printed.pdf, book, layout, shop, progress)
        outputs |= {contact.name(stem, n): ("contact", data) for n, data in enumerate(sheets, 1)}
    return BuildResult(
        edition=edition,
        book=book,
        layout=layout,
        outputs=published(outputs, stem, options.out or default_out(folder), options),
        contents=outline(book),
        back=render.back_entries(book, layout),
        pages=printed.pages if printed else None,
        messages=messages,
    )


def published(made: Mapping[str, tuple[str, bytes]], stem: str, out: Path, options: BuildOptions) -> tuple[Output, ...]:
    """The outputs, by name with what they are, written to `out`; contact sheets of an earlier build that are not of this one go."""
    outputs = {out / name: data for name, (_, data) in made.items()}
    digests = {path: files.sha256(data) for path, data in outputs.items()}
    old = (path for path in out.glob("*.png") if "pdf" in options.formats and contact.is_sheet(path.name, stem))
    if not options.force:
        files.fail_where_others_are(digests)
    files.publish(outputs, tuple(path for path in old if path not in outputs))
    kinds = (kind for kind, _ in made.values())
    return tuple(
        Output(path=path, format=kind, bytes=len(data), sha256=digests[path])
        for (path, data), kind in zip(outputs.items(), kinds, strict=True)
    )


def survey(folder: Path, options: BuildOptions | None = None, progress: Progress = quiet) -> BuildResult:
    """What `build` would make, laid out so that its pages are known, with nothing written."""
    options = options or BuildOptions()
    edition, book, layout = _settled(folder, options, progress)
    with workshop(options) as shop:
        setting, said = set_chapters(book, layout, shop, progress)
        pages, told = setting.survey()
    messages = (*book.messages, *said, *told)
    return BuildResult(
        edition=edition,
        book=book,
        layout=layout,
        outputs=(),
        contents=outline(book),
        back=render.back_entries(book, layout),
        pages=pages,
        messages=tuple(dict.fromkeys(messages)),
    )


def preflight(folder: Path, progress: Progress = quiet) -> tuple[Message, ...]:
    """What is wrong with the right-to-left text of the collection in `folder`, placed in the files of its author.

    Nothing is written. Raises as `build` does where the book cannot be made at all.
    """
    edition, book, layout = _settled(folder, BuildOptions(), progress)
    made, said = ebook(book, layout)
    own = (message for message in book.messages if message.code.startswith("bidi-"))
    found = check_bidi(made, f"{edition.id}.epub", places(book))
    return tuple(dict.fromkeys((*own, *said, *found)))


def accounts(folder: Path, progress: Progress = quiet) -> tuple[Ledger, ...]:
    """What became of every line, element or page of the captures of the collection in `folder`."""
    return ledgers(_settled(folder, BuildOptions(), progress)[1])


def draft(folder: Path, progress: Progress = quiet) -> bytes:
    """The EPUB of the collection in `folder` as it is now, without printed page numbers. Nothing is written."""
    _, book, layout = _settled(folder, BuildOptions(), progress)
    return ebook(book, layout)[0]


def authored(folder: Path) -> dict[str, Origin]:
    """Where the text of the blocks of the collection in `folder` stands in the files of its author, by the blocks' ids."""
    return places(_settled(folder, BuildOptions(), quiet)[1])


def places(book: Book) -> dict[str, Origin]:
    """Where the text of each block, caption and note stands in the captures and briefs."""
    runs = [book.provenance, *(blocks for chapter in book.chapters for blocks in (chapter.blocks, chapter.notes))]
    blocks = [block for run in runs for block in blocks_deep(run)]
    placed = [*blocks, *(caption for block in blocks if isinstance(block, Figure) for caption in block.captions)]
    return {place.id: place.origin for place in placed if place.id and place.origin}


# --- the stages ---


def _settled(
    folder: Path, options: BuildOptions, progress: Progress, shop: Workshop | None = None
) -> tuple[project.Edition, Book, render.Layout]:
    """What is to be built. The processes of `shop` get ready meanwhile, if there are chapters for them."""
    edition = _as_asked(project.load(folder), options)
    if shop and "pdf" in options.formats and len(edition.chapters) > 1:
        shop.pool.begin(ready)
    asked = Origin("--layout") if options.layout else Origin(project.EDITION_FILE, key="edition.layout")
    layout = _layout(edition, asked, options.layouts)
    gathered = _with_sources_listed(gather(edition, progress, options.store, shop.pool if shop else None), layout)
    book = _sound(settle(gathered))
    if options.since:
        book = _sound(settle(replace(gathered, back=_with_changes(gathered.back, book, layout, options.since))))
    return edition, book, layout


def _sound(book: Book) -> Book:
    if errors(book.messages):
        raise CollectionError(book.messages)
    return book


def _with_changes(back: BackMatter, book: Book, layout: render.Layout, since: bytes) -> BackMatter:
    """The back matter with what is other in `book` than in the edition whose EPUB is `since`."""
    old = edition_text(since, "--since")
    found = compared(old, edition_text(ebook(book, layout)[0], book.record.title))
    return replace(back, changes=changes(found, render.words_of(book, layout, book.record.language)), since=old.date)


def _with_sources_listed(book: Book, layout: render.Layout) -> Book:
    """The book with its bibliography and chronology, where they are wanted."""
    words_in = partial(render.words_of, book, layout)
    back, spoken = book.back, words_in(book.record.language)
    bibliography = () if back.wishes.bibliography is False else citing.bibliography(book, spoken, words_in)
    chronology = citing.chronology(book, spoken) if back.wishes.chronology else ()
    return replace(book, back=replace(back, bibliography=bibliography, chronology=chronology))


def _layout(edition: project.Edition, asked: Origin, shipped: Path | None) -> render.Layout:
    """The layout that the edition asks for, with the collection's own files; faults of its name or page say who asked."""
    places = {"layout-unknown": asked, "page-unknown": Origin(project.EDITION_FILE, key="edition.page")}
    record = edition.record
    own = files.inside(files.inside(edition.folder, "layouts", asked), record.layout, asked)
    try:
        return render.load_layout(record.layout, record.page, own if own.is_dir() else None, shipped)
    except LayoutError as fault:
        raise LayoutError(replace(m, origin=m.origin or places.get(m.code)) for m in fault.messages) from fault


def _as_asked(edition: project.Edition, options: BuildOptions) -> project.Edition:
    record = edition.record
    if options.date and not project.is_day(options.date):
        text = f"{options.date!r} is no date of an edition"
        raise CollectionError.of("date-bad", text, hint="write it as 2026-11-23", origin=Origin("--date"))
    record = replace(record, date=options.date or record.date, layout=options.layout or record.layout)
    return replace(edition, record=record)


def print_book(
    book: Book,
    layout: render.Layout,
    progress: Progress = quiet,
    processes: int | None = None,
    shop: Workshop | None = None,
) -> Printed:
    """Chapters are laid out apart, then front and back matter, which name their pages, then folios are drawn over all."""
    if shop is None:
        with Pool(processes) as pool:
            return print_book(book, layout, progress, shop=Workshop(NO_STORE, pool))
    fail_where_letters_are_missing(book, layout)
    with TemporaryDirectory(prefix="bayaz-") as folder:
        return _printed(book, layout, progress, replace(shop, aside=Store(Path(folder))))


def _printed(book: Book, layout: render.Layout, progress: Progress, shop: Workshop) -> Printed:
    """No PDF of a part is in memory but the one that is just joined to the book: the others lie in the store."""
    setting, said = set_chapters(book, layout, shop, progress)
    progress("joining the PDF", 0, 1)
    bound = setting.bound()
    messages = (*said, *bound.messages)
    if errors(messages):
        raise LayoutError(messages)
    out = BytesIO()
    pieces = (part.piece() for part in bound.parts)
    assembly.assemble(out, pieces, bound.drawings, bound.pages, outline(book), book.record, book.attachments)
    progress("joining the PDF", 1, 1)
    return Printed(pdf=out.getvalue(), pages=bound.pages, messages=messages)


def _screens(
    book: Book,
    layout: render.Layout,
    pages: PageMap | None,
    stem: str,
    options: BuildOptions,
    progress: Progress,
) -> tuple[dict[str, bytes], tuple[Message, ...]]:
    """The EPUB and the web page, those that are wanted, and what is to be said about them."""
    made: dict[str, bytes] = {}
    messages: tuple[Message, ...] = ()
    ready = ready_for_screens(book, layout, options.store) if {"epub", "html"} & set(options.formats) else None
    if "epub" in options.formats:
        progress("binding the EPUB", 0, 1)
        made["epub"], messages = ebook(book, layout, pages, f"{stem}.pdf", ready)
        progress("binding the EPUB", 1, 1)
    if "html" in options.formats:
        progress("making the web page", 0, 1)
        made["html"], said = web_page(book, layout, pages, ready)
        messages = (*messages, *said)
        progress("making the web page", 1, 1)
    return made, messages


def _contact(pdf: bytes, book: Book, layout: render.Layout, shop: Workshop, progress: Progress) -> tuple[bytes, ...]:
    """The contact sheets of a finished PDF."""
    shape = contact.Shape(book.direction, layout.sheet.two_sided)
    progress("drawing the contact sheet", 0, 1)
    sheets = contact_sheets(pdf, shape, shop.store, shop.pool)
    progress("drawing the contact sheet", 1, 1)
    return sheets


def _fail_if_asked(messages: Sequence[Message], strict: bool) -> None:
    """Faults end the build before anything is written; under `strict` warnings are faults."""
    if errors(messages):
        raise CheckError(messages)
    if strict and any(message.level == "warning" for message in messages):
        raise CheckError(message for message in messages if message.level != "info")
