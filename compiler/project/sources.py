"""Reads one `source.toml`: the bibliographic record, the captures with their hashes, and how the text is to be read."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from compiler import files
from compiler.messages import Message
from compiler.model.book import CaptureRecord, Record

from .figures import figures
from .keys import CAPTURE, ROLES, SOURCE, SOURCE_TABLES, TEXT
from .paths import checked_file
from .places import Path as KeyPath
from .records import Source, TextWish
from .sheet import Sheet, suggestion


def load_source(folder: Path, file: str, faults: list[Message]) -> Source | None:
    """The source that `file` in `folder` records, or None, with its faults added to `faults`."""
    sheet = Sheet.open(folder / file, f"{folder.name}/{file}")
    source = _source(folder, sheet) if not sheet.faults else None
    faults += sheet.faults
    return source if not sheet.faults else None


def _source(folder: Path, sheet: Sheet) -> Source:
    said = sheet.fields((), sheet.data, SOURCE, (*SOURCE_TABLES, "roles"))
    brief = said.pop("brief", "")
    if brief:
        checked_file(sheet, folder, brief, ("brief",))
    captures = _captures(folder, sheet)
    return Source(
        record=_record(folder.name, said, captures),
        folder=folder,
        brief=brief,
        text=_text(sheet, captures),
        roles=_roles(sheet),
        figures=figures(sheet, folder),
    )


def _record(identifier: str, said: dict[str, Any], captures: tuple[CaptureRecord, ...]) -> Record:
    url = said.pop("url", "")
    addresses = tuple(dict.fromkeys((*([url] if url else []), *said.pop("addresses", ()))))
    said = {name: value for name, value in said.items() if value != ""}
    return Record(**{"id": identifier, "title": "", **said, "addresses": addresses, "captures": captures})


# --- captures ---

_HASH = next(key for key in CAPTURE if key.kind == "hash")


def _captures(folder: Path, sheet: Sheet) -> tuple[CaptureRecord, ...]:
    captures: dict[str, CaptureRecord] = {}
    for path, data in sheet.tables("capture"):
        said = sheet.fields(path, data, CAPTURE)
        file = said.get("file", "")
        if not file:
            continue
        if file in captures:
            sheet.fault((*path, "file"), "capture-twice", f"{file} is recorded twice", "take one of them out")
            continue
        found = checked_file(sheet, folder, file, (*path, "file"), files.MAX_CAPTURE)
        if found is not None and "sha256" not in data:
            hint = f'if this is the file as it was obtained, add sha256 = "{files.sha256(found)}"'
            sheet.missing(path, _HASH, hint)
        elif found is not None:
            _compare(sheet, path, said, found)
        captures[file] = _capture(said, found or b"")
    return tuple(captures.values())


def _capture(said: dict[str, Any], data: bytes) -> CaptureRecord:
    file = said["file"]
    standing = {"name": Path(file).name, "sha256": "", "bytes": len(data), "media_type": files.media_type(file)}
    return CaptureRecord(**{**standing, **{name: value for name, value in said.items() if value != ""}})


def _compare(sheet: Sheet, path: KeyPath, said: dict[str, Any], data: bytes) -> None:
    """A capture is never edited: what it is now must be what was recorded."""
    recorded, found = said.get("sha256", ""), files.sha256(data)
    if recorded and recorded != found:
        text = f"{said['file']} is not the file that was recorded: its SHA-256 is now {found}"
        hint = "captures are never edited: put the old file back, or add the new one with `bayaz add`"
        sheet.fault((*path, "sha256"), "capture-changed", text, hint)
    elif said.get("bytes", len(data)) != len(data):
        text = f"{said['file']} has {len(data)} bytes, recorded are {said['bytes']}"
        sheet.fault((*path, "bytes"), "capture-changed", text, f"its SHA-256 agrees: write bytes = {len(data)}")


# --- the text ---


def _text(sheet: Sheet, captures: tuple[CaptureRecord, ...]) -> TextWish:
    said = sheet.fields(("text",), sheet.table("text"), TEXT)
    wish = TextWish(**said)
    known = {capture.file: capture for capture in captures}
    if not wish.capture:
        if said:
            sheet.fault(("text",), "text-no-capture", "[text] names no capture", 'add capture = "captures/…"')
        return wish
    if wish.capture not in known:
        hint = f"recorded are: {', '.join(known)}" if known else "record the capture first: `bayaz add FILE` does"
        sheet.fault(("text", "capture"), "capture-unknown", f"{wish.capture} is none of the [[capture]]s", hint)
    elif wish.way == "facsimile" and known[wish.capture].media_type != "application/pdf":
        sheet.fault(("text", "way"), "way-impossible", "only a PDF can be shown as a facsimile", 'write way = "text"')
    return wish


def _roles(sheet: Sheet) -> tuple[tuple[str, Any], ...]:
    roles: list[tuple[str, Any]] = []
    for quoted, role in sheet.table("roles").items():
        if role in ROLES:
            roles.append((quoted, role))
        else:
            hint = suggestion(str(role), ROLES)
            sheet.fault(("roles", quoted), "role-unknown", f"Bayaz knows no role {role!s:.40}", hint)
    return tuple(roles)
