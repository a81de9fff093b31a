"""Content with each run against its block's direction wrapped whole in one isolate, across emphasis and links."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from compiler.bidi import (
    HIDDEN,
    UNKNOWN,
    Direction,
    Run,
    controls,
    direction_of,
    group_direction,
    has_rtl,
    language_direction,
    runs,
    strong,
)
from compiler.model.content import (
    CodeSpan,
    Emphasis,
    Inline,
    Inlines,
    Isolate,
    LineBreak,
    Link,
    Strong,
    Subscript,
    Superscript,
    Text,
)
from compiler.model.walk import map_inlines, text_of

Tongue = Callable[[str, Direction], str]
"""Tells the language of a run by its text and direction."""
Wrapper = Emphasis | Strong | Superscript | Subscript | Link


def isolated(run: Inlines, direction: Direction, tongue: Tongue) -> Inlines:
    """`run` with its isolates (`compiler.bidi.runs`). Idempotent, no text lost.

    An element that a run begins or ends in is cut there: an isolate holds its run whole, or the order of its words breaks.
    """
    return _isolated(run, direction, tongue)


def _isolated(run: Inlines, direction: Direction, tongue: Tongue, *, inside: bool = False) -> Inlines:
    run = tuple(_inside_isolates(inline, tongue) for inline in run)
    found = _found(run, direction)
    if inside and len(found) == 1 and found[0] == Run(0, len(flat(run)), direction, found[0].words):
        return run  # it is what the isolate around it is for
    return _joined(_set(run, 0, found, tongue)) if found else run


def _found(run: Inlines, direction: Direction) -> Sequence[Run]:
    """The runs to be isolated: those of the text, and what control characters of the source hold together."""
    text = "".join(map(_masked, run))
    groups = controls(text).groups
    if not groups:
        return runs(text, direction)
    found = runs(_hidden(text, groups), direction)
    starts = [run.start for run in found]
    held = (Run(start, end, group_direction(text[start:end])) for start, end in groups)
    return sorted((*found, *(run for run in held if not _lies_in(run, found, starts))))


def _hidden(text: str, groups: Sequence[tuple[int, int]]) -> str:
    characters = list(text)
    for start, end in groups:
        characters[start:end] = HIDDEN * (end - start)
    return "".join(characters)


def _lies_in(group: Run, found: Sequence[Run], starts: Sequence[int]) -> bool:
    before = bisect_right(starts, group.start) - 1
    return before >= 0 and group.end <= found[before].end


def _inside_isolates(inline: Inline, tongue: Tongue) -> Inline:
    """`inline` with the isolates that it brings settled; code with right-to-left letters is one that runs as code does."""
    match inline:
        case CodeSpan(text) if has_rtl(text):
            return _code(inline, tongue)
        case Isolate(_, _, (CodeSpan(text) as code,)) if has_rtl(text):
            return _code(code, tongue)
        case Isolate():
            return _settled(inline, tongue)
        case Emphasis() | Strong() | Superscript() | Subscript() | Link():
            return replace(inline, content=tuple(_inside_isolates(inner, tongue) for inner in inline.content))
        case _:
            return inline


def _code(code: CodeSpan, tongue: Tongue) -> Isolate:
    """Code from left to right in the language that it quotes, since code is in none of its own."""
    return Isolate(tongue(quoted(code.text), "rtl"), "ltr", (code,))


def quoted(code: str) -> str:
    """The right-to-left words that code quotes."""
    return "".join(c if strong(c) != "ltr" else " " for c in code)


def _settled(isolate: Isolate, tongue: Tongue) -> Isolate:
    """An isolate with what is isolated inside it, and with a language that goes with its letters."""
    content = _isolated(isolate.content, isolate.direction, tongue, inside=True)
    own = text_of(map_inlines(content, lambda inline: () if isinstance(inline, Isolate) else (inline,)))
    return replace(isolate, language=_language(isolate, own, tongue), content=content)


def _language(isolate: Isolate, own: str, tongue: Tongue) -> str:
    """What the source says if it can be, else by the letters: those of the isolate's direction, if there are any."""
    said, sides = isolate.language, {strong(c) for c in own if c.isalpha()}
    side = isolate.direction if isolate.direction in sides else direction_of(own, isolate.direction)
    known = said and not said.startswith(UNKNOWN) and language_direction(said) == side
    return said if known else tongue(own, side) if side in sides else ""


# --- the text as the rules see it ---


def flat(inlines: Inlines) -> str:
    """The characters of `inlines`, one stand-in for each thing that is none."""
    return "".join(_flat(inline) for inline in inlines)


def _flat(inline: Inline) -> str:
    match inline:
        case Text(text) | CodeSpan(text):
            return text
        case LineBreak():
            return "\n"
        case Emphasis() | Strong() | Superscript() | Subscript() | Link() | Isolate():
            return flat(inline.content)
        case _:
            return HIDDEN


def _masked(inline: Inline) -> str:
    """As `_flat`, with isolates hidden and code as Latin letters."""
    match inline:
        case Isolate():
            return HIDDEN * len(_flat(inline))
        case CodeSpan(text):
            return "x" * len(text)
        case Emphasis() | Strong() | Superscript() | Subscript() | Link():
            return "".join(map(_masked, inline.content))
        case _:
            return _flat(inline)


# --- cutting and wrapping ---


@dataclass(frozen=True, slots=True)
class _Piece:
    start: int
    end: int
    content: Inline


def _set(inlines: Inlines, at: int, found: Sequence[Run], tongue: Tongue) -> list[Inline]:
    """`inlines`, which begin at `at`, with `found` wrapped: inside the element that holds a run whole, else around its parts."""
    places = _places(inlines, at)
    starts = [place.start for place in places]
    outer = [run for run in found if not _holds(places[bisect_right(starts, run.start) - 1], run)]
    cuts = sorted({bound for run in outer for bound in (run.start, run.end)})
    pieces = [piece for place in places for piece in _cut(place, cuts)]
    inner = sorted(set(found) - set(outer))
    done = [_with_inner(piece, inner, tongue) for piece in pieces]
    return list(_wrapped(done, outer, tongue))


def _places(inlines: Inlines, at: int) -> list[_Piece]:
    places = []
    for inline in inlines:
        places.append(_Piece(at, at + len(_flat(inline)), inline))
        at = places[-1].end
    return places


def _holds(place: _Piece, run: Run) -> bool:
    """True if the run is a part of an element, not the whole of it."""
    inside = place.start <= run.start and run.end <= place.end
    return inside and isinstance(place.content, Wrapper) and (place.start, place.end) != (run.start, run.end)


def _cut(piece: _Piece, cuts: Sequence[int]) -> Iterator[_Piece]:
    within = cuts[bisect_right(cuts, piece.start) : bisect_left(cuts, piece.end)]
    if not within or not isinstance(piece.content, Text | Wrapper):
        yield piece
        return
    bounds = [piece.start, *within, piece.end]
    for start, end in pairwise(bounds):
        yield _Piece(start, end, _slice(piece, start, end))


def _slice(piece: _Piece, start: int, end: int) -> Inline:
    content = piece.content
    if isinstance(content, Text):
        return Text(content.text[start - piece.start : end - piece.start])
    assert isinstance(content, Wrapper)  # noqa: S101 - `_cut` asks for no other
    inner = [part for place in _places(content.content, piece.start) for part in _cut(place, (start, end))]
    kept = tuple(part.content for part in inner if start <= part.start < end and part.end <= end)
    return replace(content, content=kept)


def part(inlines: Inlines, start: int, end: int) -> Inlines:
    """What stands between two places of `flat(inlines)`, elements that reach over them cut."""
    pieces = [piece for place in _places(inlines, 0) for piece in _cut(place, (start, end))]
    return _joined([piece.content for piece in pieces if start <= piece.start and piece.end <= end])


def _with_inner(piece: _Piece, inner: Sequence[Run], tongue: Tongue) -> _Piece:
    first, last = (bisect_left(inner, bound, key=lambda run: run.start) for bound in (piece.start, piece.end))
    own = inner[first:last]
    if not own or not isinstance(piece.content, Wrapper):
        return piece
    content = _joined(_set(piece.content.content, piece.start, own, tongue))
    return replace(piece, content=replace(piece.content, content=content))


def _wrapped(pieces: Sequence[_Piece], outer: Sequence[Run], tongue: Tongue) -> Iterator[Inline]:
    waiting = list(pieces)[::-1]
    for run in outer:
        while waiting and waiting[-1].start < run.start:
            yield waiting.pop().content
        held: list[Inline] = []
        while waiting and waiting[-1].end <= run.end and waiting[-1].start >= run.start:
            held.append(waiting.pop().content)
        if held:
            yield _isolate(_joined(held), run, tongue)
    yield from (piece.content for piece in reversed(waiting))


def _isolate(content: Inlines, run: Run, tongue: Tongue) -> Isolate:
    if not run.words:
        return Isolate("", run.direction, _isolated(content, run.direction, tongue, inside=True))
    return _settled(Isolate(UNKNOWN, run.direction, content), tongue)


def _joined(inlines: Sequence[Inline]) -> Inlines:
    """Neighbouring texts as one, empty ones gone."""
    joined: list[Inline] = []
    for inline in inlines:
        last = joined[-1] if joined else None
        if isinstance(last, Text) and isinstance(inline, Text):
            joined[-1] = Text(last.text + inline.text)
        elif inline != Text(""):
            joined.append(inline)
    return tuple(joined)
