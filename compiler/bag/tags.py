"""The tag files of a bag: its declaration, what it is, and the lists of sums (RFC 8493, section 2)."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from .members import ALGORITHMS, Member, Weighed, weighed
from .signing import SIGNATURE, SIGNED

DECLARATION = Member("bagit.txt", b"BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n")
_ENCODED = {"%": "%25", "\r": "%0D", "\n": "%0A"}


Signing = Callable[[bytes], bytes]
"""Takes the list that is to be signed and gives the signature."""


def tag_files(
    payload: Sequence[Weighed], info: Mapping[str, str], letter: Member, sign: Signing | None = None
) -> tuple[Member, ...]:
    """Every tag file, `letter` first: with `payload` below `data/` they are the bag.

    `info` is what `bag-info.txt` says besides the size of the payload; an empty value is left out. `sign` makes the signature.
    """
    said = {**info, "Payload-Oxum": f"{sum(one.size for one in payload)}.{len(payload)}"}
    lists = _manifests("manifest", payload)
    signed = tuple(Member(SIGNATURE, sign(_bytes(one))) for one in lists if sign and one.name == SIGNED)
    named = (letter, DECLARATION, _info(said), *lists, *signed)
    return (*named, *_manifests("tagmanifest", [weighed(member) for member in named]))


def encoded(name: str) -> str:
    """A path as manifests write it: percent signs and line ends are percent-encoded (RFC 8493, 2.1.3)."""
    return "".join(_ENCODED.get(letter, letter) for letter in name)


def decoded(name: str) -> str:
    """The path that a manifest's `name` stands for."""
    for letter, code in reversed(_ENCODED.items()):
        name = name.replace(code, letter).replace(code.lower(), letter)
    return name


def _bytes(member: Member) -> bytes:
    return b"".join(member.chunks())


def _info(said: Mapping[str, str]) -> Member:
    lines = [f"{label}: {' '.join(value.split())}\n" for label, value in sorted(said.items()) if value.strip()]
    return Member("bag-info.txt", "".join(lines).encode())


def _manifests(kind: str, listed: Sequence[Weighed]) -> tuple[Member, ...]:
    """One list for each algorithm, in the form that `sha256sum -c` reads."""
    ordered = sorted(listed, key=lambda one: one.member.name)
    return tuple(
        Member(
            f"{kind}-{algorithm}.txt",
            "".join(f"{one.sums[index]}  {encoded(one.member.name)}\n" for one in ordered).encode(),
        )
        for index, algorithm in enumerate(ALGORITHMS)
    )
