"""The text of a capture: which encoding its bytes are in, told by mark, by validity and by likelihood."""

from __future__ import annotations

from dataclasses import dataclass

from charset_normalizer import from_bytes

from compiler.files import MAX_TEXT
from compiler.messages import CaptureError, Message, Origin
from compiler.model.reading import Capture

_MARKS = (
    (b"\xef\xbb\xbf", "utf-8-sig", "UTF-8 with a byte order mark"),
    (b"\xff\xfe\x00\x00", "utf-32", "UTF-32 with a byte order mark"),
    (b"\x00\x00\xfe\xff", "utf-32", "UTF-32 with a byte order mark"),
    (b"\xff\xfe", "utf-16", "UTF-16, little-endian, with a byte order mark"),
    (b"\xfe\xff", "utf-16", "UTF-16, big-endian, with a byte order mark"),
)
_NAMES = {"cp1252": "Windows-1252", "cp1256": "Windows-1256"}
_HINT = "save the capture as UTF-8 if its letters look wrong"
_SAMPLE = 1 << 16


@dataclass(frozen=True, slots=True)
class Decoded:
    """`text` and the `encoding` that it was in, by its usual name; `sure` is false where it was only likely."""

    text: str
    encoding: str
    sure: bool


def decoded(capture: Capture) -> Decoded:
    """The capture's text. Raises `CaptureError` if it is too large, holds nothing, or is no text in a known encoding."""
    if len(capture.data) > MAX_TEXT:
        text = (
            f"{capture.file} has {len(capture.data):,} bytes, more than the {MAX_TEXT:,} that a text capture may have"
        )
        raise CaptureError.of("file-too-large", text, hint="split the file", origin=Origin(capture.file))
    found = _by_mark(capture) or _by_zeros(capture.data) or _by_validity(capture.data) or _by_likelihood(capture.data)
    if found is None or _rubbish(found.text):
        text = f"{capture.file} is no text in UTF-8, UTF-16, Windows-1252 or Windows-1256"
        hint = "save it as UTF-8 text, or give it the suffix of what it is"
        raise CaptureError.of("capture-no-text", text, hint=hint, origin=Origin(capture.file))
    if not any(character.isalnum() for character in found.text):
        text = f"{capture.file} holds no words"
        hint = "capture the page again, or leave it out"
        raise CaptureError.of("capture-empty", text, hint=hint, origin=Origin(capture.file))
    return found


def message_of(found: Decoded, file: str) -> Message:
    """States the encoding: information where it was told by mark or validity, a warning where it was only likely."""
    if found.sure:
        return Message("encoding-told", "info", f"{file} is in {found.encoding}", origin=Origin(file))
    text = f"{file} is probably in {found.encoding}"
    return Message("encoding-guessed", "warning", text, _HINT, Origin(file))


def _by_mark(capture: Capture) -> Decoded | None:
    for mark, codec, name in _MARKS:
        if capture.data.startswith(mark):
            try:
                return Decoded(capture.data.decode(codec), name, True)
            except UnicodeDecodeError as error:
                text = f"{capture.file} begins as {name}, but is damaged at byte {error.start:,}"
                origin = Origin(capture.file)
                raise CaptureError.of(
                    "capture-damaged", text, hint="obtain the capture again", origin=origin
                ) from error
    return None


def _by_zeros(data: bytes) -> Decoded | None:
    """UTF-16 without a mark: in text of any script a good part of every other byte is zero (ASCII blanks and signs)."""
    sample = data[:_SAMPLE]
    if len(data) % 2 or len(sample) < 4 or not sample.count(0):
        return None
    even, odd = sample[::2].count(0), sample[1::2].count(0)
    codec, name = ("utf-16-le", "little-endian") if odd > even else ("utf-16-be", "big-endian")
    if max(even, odd) < max(2, len(sample) // 20) or min(even, odd) * 4 > max(even, odd):
        return None
    if not _regular(sample, little=odd > even):
        return None
    try:
        return Decoded(data.decode(codec), f"UTF-16, {name}, without a byte order mark", True)
    except UnicodeDecodeError:
        return None


def _regular(sample: bytes, *, little: bool) -> bool:
    """True if the zeros stand where UTF-16 has them: at one half of the places, in most parts of the text.

    That half holds the numbers of blocks of letters, which are no signs of plain text, beside the zeros; where it is zero
    the other byte can be printed. A few zeros in other text are rubbish of some program.
    """
    high, low = (sample[1::2], sample[::2]) if little else (sample[::2], sample[1::2])
    size = max(16, len(high) // 8)
    parts = [high[start : start + size] for start in range(0, len(high), size)]
    plain = [other for block, other in zip(high, low, strict=True) if block == 0]
    printable = sum(byte >= 32 or byte in b"\t\n\r\f" for byte in plain)
    return (
        sum(0 in part for part in parts) * 4 >= 3 * len(parts)
        and printable * 50 >= 49 * len(plain)
        and sum(block < 9 for block in high) * 5 >= 4 * len(high)
    )


def _by_validity(data: bytes) -> Decoded | None:
    """Text of another encoding that happens to be valid UTF-8 does not occur beyond a few letters."""
    try:
        return Decoded(data.decode("utf-8"), "UTF-8", True)
    except UnicodeDecodeError:
        return None


def _by_likelihood(data: bytes) -> Decoded | None:
    best = from_bytes(data, cp_isolation=["cp1252", "cp1256"], threshold=0.5, enable_fallback=False).best()
    guess = best.encoding if best is not None else "cp1252"
    codec = _by_letters(data) or guess
    try:
        return Decoded(data.decode(codec), _NAMES.get(codec, codec), False)
    except UnicodeDecodeError:
        return _other(data, codec)


def _other(data: bytes, tried: str) -> Decoded | None:
    for codec in ("cp1256", "cp1252"):
        if codec != tried:
            try:
                return Decoded(data.decode(codec), _NAMES[codec], False)
            except UnicodeDecodeError:
                continue
    return None


def _by_letters(data: bytes) -> str | None:
    """What runs of high bytes say: Arabic words are nearly all high bytes, in Latin words they stand between ASCII letters.

    The library needs some length to be right; this holds for a single line too.
    """
    inside = runs = 0
    for word in data[:_SAMPLE].split():
        high = sum(byte >= 0xC0 for byte in word)
        low = sum(65 <= byte <= 90 or 97 <= byte <= 122 for byte in word)
        if high and low > high:
            inside += 1
        elif high >= 2 and not low:
            runs += 1
    if runs > 2 * inside:
        return "cp1256"
    return "cp1252" if inside > 2 * runs else None


def _rubbish(text: str) -> bool:
    """True if control characters (tabs, line ends and form feeds aside) are more than a stray few; of zeros very few."""
    sample = text[:_SAMPLE]
    strange = sum((ord(c) < 32 and c not in "\t\n\r\f\v\x1b") or c == "�" or "\ue000" <= c <= "\uf8ff" for c in sample)
    return sample.count("\0") * 200 > len(sample) or strange * 50 > len(sample)
