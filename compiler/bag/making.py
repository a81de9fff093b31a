"""Makes a bag: the payload, what describes it, and its tag files, as members in the order in which they are packed."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

from compiler.messages import Message, OutputError
from compiler.words import Words

from . import crate, facts, letter, provenance
from .facts import Facts
from .members import Member, Weighed, name_faults, under, weighed
from .tags import Signing, tag_files

AGENT = "Bayaz"


def bag(
    told: Facts, content: Iterable[Member], spoken: Sequence[Words], sign: Signing | None = None
) -> tuple[Member, ...]:
    """Every member of the bag: `content` is the payload, `spoken` what the letter is written in, `sign` makes a signature.

    Raises `OutputError` with every name that other machines could not unpack.
    """
    payload = sorted((*content, facts.member(provenance.NAME, provenance.provenance(told))), key=_by_name)
    faults: tuple[Message, ...] = name_faults((*payload, Member(f"{facts.PAYLOAD}/{crate.NAME}", b"")))
    if faults:
        raise OutputError(faults)
    measured = tuple(weighed(member) for member in payload)
    described = facts.member(crate.NAME, crate.crate(told, facts.payload_names(measured)))
    measured = tuple(sorted((*measured, weighed(described)), key=lambda one: one.member.name))
    tags = tag_files(measured, information(told), letter.letter(told, spoken), sign)
    return (*tags, *_members(measured))


def information(told: Facts) -> dict[str, str]:
    """What `bag-info.txt` says (RFC 8493, 2.2.2)."""
    record = told.record
    versions = dict(told.software)
    return {
        "Bag-Software-Agent": f"{AGENT} {versions.get('bayaz', '')}".strip(),
        "Bagging-Date": record.date,
        "Bag-Group-Identifier": told.edition,
        "External-Identifier": record.identifier,
        "External-Description": record.description or record.title,
        "Source-Organization": record.publisher,
        "Contact-Name": ", ".join(record.editors),
    }


def layouts(folders: Iterable[Path], shipped: Path) -> tuple[Member, ...]:
    """The shipped layouts that a book is set with: `folders` of the layout that lie in `shipped`, with fonts and catalogues."""
    used = dict.fromkeys(path.name for path in folders if path.parent == shipped)
    names = (*used, "shared", "fonts", "locale")
    return tuple(
        member
        for name in dict.fromkeys(names)
        if (shipped / name).is_dir()
        for member in under(shipped / name, f"{facts.LAYOUTS}/{name}")
    )


def _members(measured: Iterable[Weighed]) -> tuple[Member, ...]:
    return tuple(one.member for one in measured)


def _by_name(member: Member) -> str:
    return member.name
