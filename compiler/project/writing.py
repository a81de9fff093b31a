"""Writes the TOML files: new ones whole, existing ones changed in place with the editor's remarks and order kept."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import asdict
from typing import Any

import tomlkit
from tomlkit.exceptions import TOMLKitError
from tomlkit.items import AoT, Array, Item, Table

from compiler.messages import CollectionError, Origin
from compiler.model.book import CaptureRecord, EditionRecord, Record

from .dates import is_day
from .keys import CAPTURE, EDITION, SOURCE, Key
from .records import TextWish

_WRAP = 100


def edition_text(record: EditionRecord, chapters: Iterable[str], remark: str = "", **more: Any) -> str:
    """A new `edition.toml`; `more` are keys of `[edition]` that the record does not hold (`id`, `provenance`)."""
    document = tomlkit.document()
    _remark(document, remark)
    table = tomlkit.table()
    _fill(table, EDITION, asdict(record) | more)
    document["edition"] = table
    order = tomlkit.aot()
    for source in chapters:
        order.append(tomlkit.item({"source": source}))
    if len(order):
        document["chapter"] = order
    return tomlkit.dumps(document)


def source_text(
    record: Record,
    text: TextWish | None = None,
    remark: str = "",
    figures: Iterable[Mapping[str, Any]] = (),
    **more: Any,
) -> str:
    """A new `source.toml`, its captures and `[text]` included; `more` are keys that the record does not hold (`brief`)."""
    document = tomlkit.document()
    _remark(document, remark)
    _fill(document, SOURCE, asdict(record) | more)
    for figure in figures:
        _append(document, "figure", _table(figure))
    return changed(tomlkit.dumps(document), record.captures, text)


def changed(
    old: str, captures: Iterable[CaptureRecord] = (), text: TextWish | None = None, label: str = "source.toml"
) -> str:
    """The text `old` of a `source.toml` with captures added and `[text]` set; everything else stays as it is.

    Raises `CollectionError` if `old` is no TOML, or says it in a way that cannot be changed in place.
    """
    try:
        document = tomlkit.parse(old)
        for capture in captures:
            _append(document, "capture", _capture(capture))
        if text is not None:
            _set_text(document, text)
        new = tomlkit.dumps(document)
        tomllib.loads(new)
    except (TOMLKitError, ValueError, TypeError) as error:
        hint = "write [[capture]] and [text] as tables of their own, as docs/collection.md shows"
        text_ = f"{label} cannot be changed in place: {error}"
        raise CollectionError.of("toml-fixed", text_, hint=hint, origin=Origin(label)) from error
    return new


def _set_text(document: tomlkit.TOMLDocument, text: TextWish) -> None:
    if "text" not in document:
        document["text"] = _on_its_own(tomlkit.table())
    table: Any = document["text"]
    table["capture"] = text.capture
    if text.document != 1 or "document" in table:
        table["document"] = text.document
    if text.way != "text" or "way" in table:
        table["way"] = text.way
    if text.password:
        table["password"] = text.password


def _capture(capture: CaptureRecord) -> Table:
    table = tomlkit.table()
    _fill(table, CAPTURE, asdict(capture))
    return table


def _append(document: tomlkit.TOMLDocument, name: str, table: Table) -> None:
    """Adds a table to the array `name`, whether it is written as `[[name]]` or as a list."""
    present = document.get(name)
    if present is None:
        present = tomlkit.aot()
        document.append(name, present)
    if isinstance(present, AoT):
        present.append(_on_its_own(table))
    elif isinstance(present, Array):
        inline = tomlkit.inline_table()
        inline.update(table)
        present.append(inline)
    else:
        raise TypeError(f"{name} is no list of tables")


def _on_its_own(table: Table) -> Table:
    """With an empty line before it."""
    table.trivia.indent = "\n"
    return table


def _table(values: Mapping[str, Any]) -> Table:
    table = tomlkit.table()
    for name, value in values.items():
        table[name] = value
    return table


def _fill(table: Table | tomlkit.TOMLDocument, keys: Iterable[Key], values: Mapping[str, Any]) -> None:
    """Sets those of `keys` that have a value, in the order in which the documentation lists them."""
    for key in keys:
        value = values.get(key.name)
        if value not in (None, "", (), []):
            table[key.name] = _value(key, value)


def _value(key: Key, value: Any) -> Item:
    if key.kind in {"date", "day"} and is_day(value):
        return tomlkit.date(value)
    if isinstance(value, tuple):
        array = tomlkit.array()
        array.extend(value)
        array.multiline(len(str(value)) > _WRAP)
        return array
    item: Item = tomlkit.item(value)
    return item


def _remark(document: tomlkit.TOMLDocument, remark: str) -> None:
    for line in remark.splitlines():
        document.add(tomlkit.comment(line))
