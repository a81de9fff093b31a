"""Verifies a bag: everything that its lists name is there, whole, and nothing else is (RFC 8493, section 3)."""

from __future__ import annotations

import hashlib
import re
import zipfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path

from compiler.messages import Message

from . import signing
from .opening import BROKEN, OpenBag, fault, of_one_manner, with_stray_bits
from .tags import decoded

_LISTS = re.compile(r"(tag)?manifest-([a-z0-9]+)\.txt")
_LINE = re.compile(r"([0-9a-fA-F]{32,128})[ \t]+\*?(.+)")
_KNOWN = frozenset({"md5", "sha1", "sha224", "sha256", "sha384", "sha512"})
_STRONG = frozenset({"sha256", "sha384", "sha512"})
_DECLARED = re.compile(rb"BagIt-Version: (\d+\.\d+)\r?\nTag-File-Character-Encoding: ([\w-]+)\r?\n?")
_AGAIN = "it is not the file that was bagged: fetch the bag again from where it was kept"
_INFO = "bag-info.txt"


@dataclass
class Lists:
    """What the manifests say: sums by algorithm of each listed file."""

    payload: dict[str, dict[str, str]] = field(default_factory=dict)
    tags: dict[str, dict[str, str]] = field(default_factory=dict)


def faults(bag: OpenBag) -> tuple[Message, ...]:
    """Every fault of an opened bag, each naming its file, the algorithm, and what was expected and found."""
    if not bag.entries:
        return tuple(bag.messages)
    with zipfile.ZipFile(bag.file) as archive:
        found = [*bag.messages, *_declaration(bag, archive)]
        lists = _lists(bag, archive, found)
        found += _complete(bag, lists)
        found += _sums(bag, archive, lists)
        found += _size(bag, archive)
        found += _manner(bag, archive)
    return tuple(dict.fromkeys(found))


def _declaration(bag: OpenBag, archive: zipfile.ZipFile) -> Iterator[Message]:
    if "bagit.txt" not in bag.entries:
        yield fault("bag-tag-missing", "the bag has no bagit.txt", "it is no bag, or not a whole one", bag.file)
        return
    said = _DECLARED.fullmatch(_content(bag, archive, "bagit.txt"))
    if said is None or said[2].upper() != b"UTF-8":
        text = "bagit.txt does not declare a bag in UTF-8"
        yield fault("bag-declaration", text, _AGAIN, bag.file, "bagit.txt")


def _content(bag: OpenBag, archive: zipfile.ZipFile, name: str) -> bytes:
    """A tag file's bytes; nothing where it cannot be read, which its sum tells."""
    try:
        return bag.read(archive, name)
    except BROKEN:
        return b""


def _lists(bag: OpenBag, archive: zipfile.ZipFile, found: list[Message]) -> Lists:
    lists = Lists()
    for name in sorted(bag.entries):
        kind = _LISTS.fullmatch(name)
        if kind and kind[2] in _KNOWN:
            target = lists.tags if kind[1] else lists.payload
            for path, digest in _read_list(bag, archive, name, found):
                target.setdefault(path, {})[kind[2]] = digest
    algorithms = {algorithm for sums in lists.payload.values() for algorithm in sums}
    if not algorithms & _STRONG:
        text = "the bag has no list of SHA-256 or SHA-512 sums"
        found.append(
            fault("bag-tag-missing", text, "it is no bag, or not a whole one", bag.file, "manifest-sha256.txt")
        )
    return lists


def _read_list(bag: OpenBag, archive: zipfile.ZipFile, name: str, found: list[Message]) -> Iterator[tuple[str, str]]:
    try:
        text = bag.read(archive, name).decode("utf-8", "replace")
    except BROKEN as error:
        found.append(fault("bag-file-broken", f"{name} cannot be unpacked: {error}", _AGAIN, bag.file, name))
        return
    seen: set[str] = set()
    for number, line in enumerate(text.splitlines(), 1):
        match = _LINE.fullmatch(line)
        path = decoded(match[2]) if match else ""
        if match is None or path in seen or path.startswith("/") or ".." in path.split("/"):
            said = "names a file twice" if path in seen else "is no sum and path"
            found.append(fault("bag-list-bad", f"line {number} of {name} {said}", _AGAIN, bag.file, name))
            continue
        seen.add(path)
        yield path, match[1].lower()


def _complete(bag: OpenBag, lists: Lists) -> Iterator[Message]:
    """Listed files that are not there, files that no list names, and files that one list names and another does not."""
    for listed in (lists.payload, lists.tags):
        algorithms = {algorithm for sums in listed.values() for algorithm in sums}
        for path, sums in listed.items():
            if path not in bag.entries:
                text = f"{path} is listed, but not in the bag"
                yield fault("bag-file-missing", text, _AGAIN, bag.file, path)
            for algorithm in sorted(algorithms - set(sums)):
                text = f"{path} has no {algorithm} sum beside its others"
                yield fault("bag-sum-missing", text, _AGAIN, bag.file, path)
    for path in bag.entries:
        if path.startswith("data/") and path not in lists.payload:
            text = f"{path} is in the bag, but no list names it"
            yield fault("bag-file-extra", text, "take it out, or ask whoever made the bag", bag.file, path)
        elif not path.startswith("data/") and path not in lists.tags and not path.startswith("tagmanifest-"):
            text = f"{path} is in the bag, but no list of tag files names it"
            yield fault("bag-file-extra", text, "take it out, or ask whoever made the bag", bag.file, path)


def _sums(bag: OpenBag, archive: zipfile.ZipFile, lists: Lists) -> Iterator[Message]:
    for path, sums in sorted({**lists.payload, **lists.tags}.items()):
        if path not in bag.entries:
            continue
        try:
            found = _summed(bag.chunks(archive, path), sums)
        except BROKEN as error:
            yield fault("bag-file-broken", f"{path} cannot be unpacked: {error}", _AGAIN, bag.file, path)
            continue
        for algorithm, expected in sums.items():
            if found[algorithm] != expected:
                text = f"the {algorithm} of {path} is {found[algorithm]}, expected {expected}"
                yield fault("bag-sum-wrong", text, _AGAIN, bag.file, path)


def _summed(chunks: Iterable[bytes], algorithms: Iterable[str]) -> dict[str, str]:
    hashes = {name: hashlib.new(name, usedforsecurity=False) for name in algorithms}
    for chunk in chunks:
        for one in hashes.values():
            one.update(chunk)
    return {name: one.hexdigest() for name, one in hashes.items()}


def _size(bag: OpenBag, archive: zipfile.ZipFile) -> Iterator[Message]:
    """`Payload-Oxum` (RFC 8493, 2.2.2) against the payload."""
    said = info(bag, archive).get("Payload-Oxum", "")
    payload = [entry.file_size for name, entry in bag.entries.items() if name.startswith("data/")]
    is_so = f"{sum(payload)}.{len(payload)}"
    if said and said != is_so:
        text = f"the payload has {is_so} (bytes.files), {_INFO} says {said}"
        yield fault("bag-size-wrong", text, _AGAIN, bag.file, _INFO)


def _manner(bag: OpenBag, archive: zipfile.ZipFile) -> Iterator[Message]:
    """A bag of Bayaz's own is packed in one manner, so what the zip tells of a member beside its content can be checked too."""
    if not info(bag, archive).get("Bag-Software-Agent", "").startswith("Bayaz"):
        return
    yield from _strays(bag)
    for name in of_one_manner(bag.entries.values()):
        text = f"what the zip tells of {name!r} (time, rights, version) is not what was packed"
        yield fault("bag-zip-record", text, _AGAIN, bag.file, name)


def _strays(bag: OpenBag) -> Iterator[Message]:
    try:
        for name in with_stray_bits(bag):
            text = f"a bit after the end of {name}'s compressed bytes was changed; its content is whole"
            yield fault("bag-zip-record", text, _AGAIN, bag.file, name)
    except BROKEN:
        return  # a member that cannot be unpacked was told of by its sum


def info(bag: OpenBag, archive: zipfile.ZipFile) -> dict[str, str]:
    """What `bag-info.txt` says, the last of each label; empty where there is none."""
    if _INFO not in bag.entries:
        return {}
    lines = _content(bag, archive, _INFO).decode("utf-8", "replace").splitlines()
    pairs = (line.partition(":") for line in lines if line[:1].strip())
    return {label.strip(): value.strip() for label, _, value in pairs}


def signature_of(bag: OpenBag, signers: Path | None) -> Message | None:
    """What is to be said of the signature of a bag without other faults; None where it has none.

    `signers` is a file of allowed signers. Raises `MachineError` where OpenSSH is not there.
    """
    if signing.SIGNATURE not in bag.entries:
        if signers is None:
            return None
        return fault("bag-unsigned", "the bag has no signature", "ask for a signed one", bag.file)
    with zipfile.ZipFile(bag.file) as archive:
        listing, made = _content(bag, archive, signing.SIGNED), _content(bag, archive, signing.SIGNATURE)
    if signers is None:
        if not signing.is_whole(listing, made):
            return fault(
                "bag-signature-wrong", "the signature is not one of this bag", _AGAIN, bag.file, signing.SIGNATURE
            )
        hint = "`--signers FILE` checks who it was"
        return replace(fault("bag-signed", "the bag is signed", hint, bag.file, signing.SIGNATURE), level="info")
    name = signing.signer(listing, made, signers)
    if not name:
        text = f"the signature is by nobody of {signers.name}, or not of this bag"
        return fault("bag-signature-wrong", text, "ask whoever made the bag for their key", bag.file, signing.SIGNATURE)
    return replace(fault("bag-signed", f"the bag is signed by {name}", "", bag.file, signing.SIGNATURE), level="info")


def unpack(bag: OpenBag, target: Path, below: str = "data/") -> None:
    """Writes the files of a bag without faults whose path begins with `below` into the folder `target`."""
    with zipfile.ZipFile(bag.file) as archive:
        for name in bag.entries:
            if name.startswith(below):
                path = target / name.removeprefix(below)
                path.parent.mkdir(parents=True, exist_ok=True)
                with path.open("wb") as written:
                    written.writelines(bag.chunks(archive, name))
