"""Verifies a bag, and builds its edition again from what it holds."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Literal

from compiler import files, pipeline
from compiler.asking import Progress
from compiler.bag import facts, verifying
from compiler.bag.likeness import likeness
from compiler.bag.opening import OpenBag, fault, opened
from compiler.bag.recipe import Recipe, other_versions, recipe
from compiler.messages import BayazError, CaptureError, Message, errors

Agreement = Literal["same bytes", "same words and structure", "different"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Again:
    """A book of a bag that was built again, and how far it is the same."""

    name: str
    agreement: Agreement


@dataclass(frozen=True, slots=True, kw_only=True)
class Verified:
    """What was found in a bag: how many files, what is wrong, and of each book whether it was made again."""

    path: Path
    files: int
    messages: tuple[Message, ...]
    rebuilt: tuple[Again, ...] = ()


def verify(
    path: Path, rebuild: bool = False, signers: Path | None = None, progress: Progress = pipeline.quiet
) -> Verified:
    """Looks a bag through; with `rebuild` builds its edition again, if it is whole. Faults are messages of the result.

    `signers` is a file of allowed signers, of whom one must have signed the bag. Raises `CaptureError` where there is no file
    `path`.
    """
    if not path.is_file():
        raise CaptureError.of("file-missing", f"there is no file {path}", hint="name the zip of a bag")
    progress("checking sums", 0, 1)
    bag = opened(path)
    found = verifying.faults(bag)
    signed = None if errors(found) else verifying.signature_of(bag, signers)
    found = (*found, signed) if signed else found
    progress("checking sums", 1, 1)
    verified = Verified(path=path, files=len(bag.entries), messages=found)
    if not rebuild or errors(found):
        return verified
    try:
        return _rebuilt(bag, verified, progress)
    except BayazError as error:
        text = "the edition cannot be built again from this bag"
        said = fault("bag-rebuild-failed", text, "see the messages beside this one", path)
        return replace(verified, messages=(*found, *error.messages, said))


def _rebuilt(bag: OpenBag, verified: Verified, progress: Progress) -> Verified:
    made_with = recipe(bag)
    others = other_versions(made_with.software, (f"{name} {version}" for name, version in facts.software()))
    with tempfile.TemporaryDirectory(prefix="bayaz-verify-") as aside:
        work = Path(aside)
        verifying.unpack(bag, work)
        built = pipeline.build(work / "collection", _options(made_with, work), progress)
        kept = sorted((work / "books").iterdir())
        made = {output.path.name: output.path for output in built.outputs}
        again = tuple(_compared(path, made.get(path.name), bool(others)) for path in kept)
    messages = (*verified.messages, *_versions(bag, others), *_differences(bag, again))
    return replace(verified, messages=messages, rebuilt=again)


def _options(made_with: Recipe, work: Path) -> pipeline.BuildOptions:
    earlier = work / facts.in_payload(facts.SINCE)
    return pipeline.BuildOptions(
        out=work / "again",
        formats=made_with.formats,
        date=made_with.date,
        layout=made_with.layout,
        layouts=work / "layouts",
        since=earlier.read_bytes() if earlier.is_file() else b"",
        contact=False,
    )


def _compared(kept: Path, made: Path | None, others: bool) -> Again:
    if made is None:
        return Again(name=kept.name, agreement="different")
    if files.sha256_of(kept) == files.sha256_of(made):
        return Again(name=kept.name, agreement="same bytes")
    kind = kept.suffix.removeprefix(".")
    alike = others and likeness(kind, kept.read_bytes()) == likeness(kind, made.read_bytes())
    return Again(name=kept.name, agreement="same words and structure" if alike else "different")


def _versions(bag: OpenBag, others: tuple[str, ...]) -> Iterator[Message]:
    if others:
        text = f"this edition was made with other versions ({'; '.join(others)}): words and structure are compared, not bytes"
        hint = "with the versions of `READ ME FIRST.txt` every byte should agree"
        yield replace(fault("bag-versions", text, hint, bag.file), level="warning")


def _differences(bag: OpenBag, again: tuple[Again, ...]) -> Iterator[Message]:
    for one in again:
        if one.agreement == "different":
            text = f"{one.name}, built again, is not the {one.name} of the bag"
            hint = "the edition was changed by hand, or this machine draws text otherwise; compare both"
            yield fault("bag-rebuild-differs", text, hint, bag.file, f"{facts.BOOKS}/{one.name}")
