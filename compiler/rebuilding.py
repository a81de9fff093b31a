"""A build that first asks whether it was made before: the same files and wishes give the same books, and those are kept."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from compiler import files, versions
from compiler.asking import BuildOptions, Output, Progress, default_out
from compiler.messages import Message
from compiler.model.outline import OutlineEntry
from compiler.store import Store, name_of

if TYPE_CHECKING:
    from compiler.pipeline import BuildResult


@dataclass(frozen=True, slots=True, kw_only=True)
class Built:
    """What a build tells.

    `stem` begins the names of its outputs; `folios` are the printed pages of everything in the contents, and `pages` is how many there
    are, None where no PDF was made. `anew` is False if nothing had changed since it was made before.
    """

    stem: str
    outputs: tuple[Output, ...]
    contents: tuple[OutlineEntry, ...]
    pages: int | None
    folios: dict[str, str]
    messages: tuple[Message, ...]
    anew: bool = True

    @property
    def words(self) -> int:
        return sum(entry.words for entry in self.contents)

    def label(self, identifier: str) -> str:
        """The folio of a chapter or heading; empty where it has none."""
        return self.folios.get(identifier, "")


@dataclass(frozen=True, slots=True)
class _File:
    """An output by its name; its bytes are kept apart, under their own SHA-256."""

    name: str
    format: str
    size: int
    sha256: str


@dataclass(frozen=True, slots=True, kw_only=True)
class _Record:
    """All that is to be told and published again."""

    stem: str
    files: tuple[_File, ...]
    contents: tuple[OutlineEntry, ...]
    pages: int | None
    folios: tuple[tuple[str, str], ...] = field(repr=False)
    messages: tuple[Message, ...] = ()


def build(folder: Path, options: BuildOptions, progress: Progress) -> Built:
    """As `pipeline.build`; where nothing changed since this was built before, the books are there again, and no engine is loaded."""
    if options.store.folder is None:
        return _anew(folder, options, progress)
    name = name_of("edition", *_inputs(folder, options))
    record = options.store.get(name, _Record)
    if record:
        out = options.out or default_out(folder)
        outputs = _again(record, out, options)
        if outputs:
            return _told(record, outputs)
    built = _anew(folder, options, progress)
    # What was saved while it was built is in no book, or not in all of them.
    if name == name_of("edition", *_inputs(folder, options)):
        _keep(options.store, name, built)
    return built


# --- what a build depends on ---


def _inputs(folder: Path, options: BuildOptions) -> Iterator[str | bytes]:
    """Everything that could make the books others: all files of the collection, wishes, layouts, engines and Bayaz itself."""
    wishes = (
        options.formats,
        options.date,
        options.layout,
        options.press,
        options.contact,
        options.checked,
        options.strict,
    )
    yield from (versions.of_installed(), repr(wishes), options.since, folder.resolve().name)
    passed = [(options.out or default_out(folder)).resolve(), default_out(folder), folder.resolve() / ".git"]
    passed += [options.store.folder.resolve()] if options.store.folder else []
    yield from _tree(folder.resolve(), passed)
    yield from _tree((options.layouts or files.shipped("layouts")).resolve(), [])


def _tree(root: Path, passed: list[Path]) -> Iterator[str]:
    """Name and SHA-256 of every file below `root`, in order, but for the folders that are passed over."""
    for place, folders, names in os.walk(root):
        here = Path(place)
        folders[:] = sorted(name for name in folders if here / name not in passed)
        for name in sorted(names):
            with suppress(OSError):
                yield (here / name).relative_to(root).as_posix()
                yield files.sha256_of(here / name)


# --- what is kept of it ---


def _anew(folder: Path, options: BuildOptions, progress: Progress) -> Built:
    from compiler import pipeline  # noqa: PLC0415 - brings the engines

    return _of(pipeline.build(folder, options, progress))


def _of(result: BuildResult) -> Built:
    entries = [*_flat(result.contents), *result.back]
    labels = {entry.id: result.pages.label(entry.id) for entry in entries} if result.pages else {}
    return Built(
        stem=f"{result.edition.id}-{result.edition.record.date}",
        outputs=result.outputs,
        contents=result.contents,
        pages=len(result.pages.pages) if result.pages else None,
        folios=labels,
        messages=result.messages,
    )


def _flat(entries: tuple[OutlineEntry, ...]) -> Iterator[OutlineEntry]:
    for entry in entries:
        yield entry
        yield from _flat(entry.children)


def _keep(store: Store, name: str, built: Built) -> None:
    for output in built.outputs:
        with suppress(OSError):
            store.put(_body(output.sha256), output.path.read_bytes(), bytes)
    record = _Record(
        stem=built.stem,
        files=tuple(_File(one.path.name, one.format, one.bytes, one.sha256) for one in built.outputs),
        contents=built.contents,
        pages=built.pages,
        folios=tuple(built.folios.items()),
        messages=built.messages,
    )
    store.put(name, record, _Record)


def _body(digest: str) -> str:
    return name_of("output", digest)


def _again(record: _Record, out: Path, options: BuildOptions) -> tuple[Output, ...]:
    """The outputs where they belong; none if they are not all at hand. Raises as `pipeline.build` does where others are there."""
    if all(_is(out / one.name, one.sha256) for one in record.files):
        return tuple(
            Output(path=out / one.name, format=one.format, bytes=one.size, sha256=one.sha256) for one in record.files
        )
    bodies = {one.name: options.store.get(_body(one.sha256), bytes) for one in record.files}
    made = {one.name: (one.format, body) for one in record.files if (body := bodies[one.name]) is not None}
    if len(made) < len(record.files):
        return ()
    from compiler import pipeline  # noqa: PLC0415 - brings the engines

    return pipeline.published(made, record.stem, out, options)


def _is(path: Path, digest: str) -> bool:
    try:
        return files.sha256_of(path) == digest
    except OSError:
        return False


def _told(record: _Record, outputs: tuple[Output, ...]) -> Built:
    return Built(
        stem=record.stem,
        outputs=outputs,
        contents=record.contents,
        pages=record.pages,
        folios=dict(record.folios),
        messages=record.messages,
        anew=False,
    )
