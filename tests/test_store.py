"""The store of results: what goes in comes out, whatever is damaged is made again, and two may write at once."""

from __future__ import annotations

import multiprocessing
import os
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal, NamedTuple

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from compiler import coding
from compiler.model.pages import Fragment, FragmentPage
from compiler.model.reading import Document, Reading
from compiler.store import Store, default_folder, name_of


class Spot(NamedTuple):
    word: str
    at: int


@dataclass(frozen=True, slots=True)
class Leaf:
    data: bytes
    kind: Literal["a", "b"] = "a"


@dataclass(frozen=True, slots=True, kw_only=True)
class Branch:
    name: str
    weight: float
    inner: tuple[Leaf | Branch, ...] = ()
    spots: tuple[Spot, ...] = ()
    pair: tuple[int, bool] = (0, False)
    named: dict[str, bytes] | None = None


LEAVES = st.builds(Leaf, st.binary(max_size=40), st.sampled_from(["a", "b"]))
TEXT = st.text(st.characters(exclude_categories=()), max_size=20)
BRANCHES = st.recursive(
    LEAVES,
    lambda inner: st.builds(
        Branch,
        name=TEXT,
        weight=st.floats(allow_nan=False),
        inner=st.lists(inner, max_size=3).map(tuple),
        spots=st.lists(st.builds(Spot, TEXT, st.integers()), max_size=2).map(tuple),
        pair=st.tuples(st.integers(), st.booleans()),
        named=st.none() | st.dictionaries(TEXT, st.binary(max_size=9), max_size=2),
    ),
    max_leaves=6,
).filter(lambda made: isinstance(made, Branch))
FRAGMENTS = st.builds(
    Fragment,
    id=TEXT,
    pdf=st.binary(max_size=99),
    pages=st.lists(st.from_type(FragmentPage), max_size=2).map(tuple),
)


@given(BRANCHES)
def test_what_is_written_is_read(value: Branch) -> None:
    assert coding.decode(coding.encode(value, Branch), Branch) == value


def again(value: Any, kind: type[Any]) -> None:
    """What is read is the same: in its form, since no number that is none equals itself."""
    written = coding.encode(value, kind)
    read = coding.decode(written, kind)
    assert coding.encode(read, kind) == written
    assert repr(read) == repr(value)


@given(FRAGMENTS)
def test_a_fragment_is_read_as_it_was(fragment: Fragment) -> None:
    again(fragment, Fragment)


@settings(max_examples=30, suppress_health_check=[HealthCheck.too_slow])
@given(st.from_type(Document))
def test_every_block_of_the_model_has_a_form(document: Document) -> None:
    again(document, Document)


@given(st.binary(max_size=200))
def test_other_bytes_are_refused(data: bytes) -> None:
    with pytest.raises(coding.UnreadableError):
        coding.decode(data, Reading)


@given(BRANCHES, st.data())
def test_a_damaged_entry_is_made_again(
    tmp_path_factory: pytest.TempPathFactory, value: Branch, data: st.DataObject
) -> None:
    store = Store(tmp_path_factory.mktemp("store"))
    store.put(name_of("x"), value, Branch)
    (path,) = entries(store)
    whole = path.read_bytes()
    at = data.draw(st.integers(0, len(whole) - 1))
    if data.draw(st.booleans()):
        path.write_bytes(whole[:at])
    else:
        path.write_bytes(whole[:at] + bytes([whole[at] ^ 1 << data.draw(st.integers(0, 7))]) + whole[at + 1 :])
    assert store.get(name_of("x"), Branch) is None
    assert not entries(store)
    assert store.made(name_of("x"), Branch, lambda: value) == value
    assert store.get(name_of("x"), Branch) == value


def test_a_value_of_another_type_is_none(tmp_path: Path) -> None:
    store = Store(tmp_path)
    store.put(name_of("x"), "a text", str)
    assert store.get(name_of("x"), Branch) is None
    assert not entries(store)


def test_names_tell_every_part_apart() -> None:
    parts = [("k", "ab", "c"), ("k", "a", "bc"), ("k", "abc"), ("ka", "bc"), ("k", "ab", "c", "")]
    assert len({name_of(*each) for each in parts}) == len(parts)


def test_a_name_is_made_once(tmp_path: Path) -> None:
    store, made = Store(tmp_path), []

    def make() -> str:
        made.append(1)
        return "result"

    assert [store.made(name_of("x"), str, make) for _ in range(3)] == ["result"] * 3
    assert len(made) == 1


def write_all(folder: str, seed: int) -> int:
    """Writes and reads the same names as every other process; how many were read wrongly."""
    store, wrong = Store(Path(folder), most=40_000), 0
    for turn in range(150):
        number = (turn * 7 + seed) % 20
        body = bytes([number]) * 3000
        wrong += store.made(name_of("n", str(number)), bytes, lambda body=body: body) != body
        if turn % 10 == seed:
            store.trim()
    return wrong


def test_processes_may_write_trim_and_read_at_once(tmp_path: Path) -> None:
    with multiprocessing.get_context("spawn").Pool(3) as pool:
        assert pool.starmap(write_all, [(str(tmp_path), seed) for seed in range(3)]) == [0, 0, 0]
    assert not list(tmp_path.rglob("*.part"))


def test_the_least_recently_used_go_first(tmp_path: Path) -> None:
    store = Store(tmp_path, most=25_000)
    for number in range(10):
        store.put(name_of(str(number)), bytes(4000), bytes)
        os.utime(*[store.folder / name_of(str(number))[:2] / name_of(str(number))[2:]], (1000 + number,) * 2)  # type: ignore[operator]
    assert store.get(name_of("0"), bytes)
    store.trim()
    left = {number for number in range(10) if store.get(name_of(str(number)), bytes)}
    assert left == {0, 6, 7, 8, 9}
    assert sum(path.stat().st_size for path in entries(store)) <= 25_000


def test_it_may_be_deleted_at_any_moment(tmp_path: Path) -> None:
    store = Store(tmp_path / "store")
    store.put(name_of("x"), b"1", bytes)
    for path in sorted((tmp_path / "store").rglob("*"), reverse=True):
        path.rmdir() if path.is_dir() else path.unlink()
    (tmp_path / "store").rmdir()
    assert store.get(name_of("x"), bytes) is None
    store.trim()
    assert store.made(name_of("x"), bytes, lambda: b"2") == b"2"
    assert store.get(name_of("x"), bytes) == b"2"


def test_a_folder_that_cannot_be_written_keeps_nothing(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    store = Store(tmp_path / "file" / "store")
    assert store.made(name_of("x"), bytes, lambda: b"1") == b"1"
    assert store.get(name_of("x"), bytes) is None


def test_without_a_folder_nothing_is_kept() -> None:
    store = Store()
    assert store.made(name_of("x"), bytes, lambda: b"1") == b"1"
    assert store.get(name_of("x"), bytes) is None
    store.trim()


def test_where_it_lies(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BAYAZ_CACHE", "/somewhere")
    assert default_folder() == Path("/somewhere")
    monkeypatch.setenv("BAYAZ_CACHE", "no")
    assert default_folder() is None
    monkeypatch.delenv("BAYAZ_CACHE")
    monkeypatch.setenv("XDG_CACHE_HOME", "/caches")
    assert default_folder() == Path("/caches/bayaz")
    monkeypatch.setenv("XDG_CACHE_HOME", "relative")
    assert default_folder() == Path.home() / ".cache" / "bayaz"


def entries(store: Store) -> list[Path]:
    assert store.folder
    return [path for path in store.folder.rglob("*") if path.is_file()]
