"""The text of a page: which encoding its bytes are in, by mark, by what it says of itself, by validity, by likelihood."""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass

from charset_normalizer import from_bytes

_MARKS = (
    (b"\xef\xbb\xbf", "utf-8-sig"),
    (b"\xff\xfe\x00\x00", "utf-32"),
    (b"\x00\x00\xfe\xff", "utf-32"),
    (b"\xff\xfe", "utf-16"),
    (b"\xfe\xff", "utf-16"),
)
_STATED = re.compile(
    rb"""<\?xml[^>]{0,200}?encoding\s*=\s*["']([\w.:-]{1,40})|<meta[^>]{0,500}?charset\s*=\s*["']?\s*([\w.:-]{1,40})""",
    re.IGNORECASE,
)
_ARABIC = re.compile(rb"""<html[^>]{0,500}?\blang\s*=\s*["']?(?:fa|ar|ur|ps|ckb|sd|ug)\b""", re.IGNORECASE)
_TAGS = re.compile(rb"<[^<>]*>")
_TEXTUAL = re.compile(
    r"utf[-_]?8|ascii|us-ascii|latin-?1|(?:windows|cp|x-cp)-?125\d|iso[-_]?8859[-_]\d{1,2}|koi8-[rut]|gb2312|gbk|gb18030|big5(?:-hkscs)?"
    r"|shift[-_]jis|sjis|euc-(?:jp|kr)|iso-2022-jp|ks_c_5601-1987|mac(?:intosh|-roman|-arabic|-farsi)|cp(?:437|720|850|852|866|874)"
    r"|utf-?16(?:le|be)?",
    re.IGNORECASE,
)
_MEANT = {
    "ascii": "cp1252",
    "latin-1": "cp1252",
    "iso8859-1": "cp1252",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "shift_jis": "cp932",
}
_HEAD = 1 << 14
_SAMPLE = 1 << 16
_CANDIDATES = [
    "utf_8",
    "cp1252",
    "cp1256",
    "cp1251",
    "cp1250",
    "cp1253",
    "cp1254",
    "cp1255",
    "gb18030",
    "big5",
    "cp932",
    "euc_kr",
]


@dataclass(frozen=True, slots=True)
class Decoded:
    """`text`, the `encoding` that it was in, and `sure`: false where that was only likely or where letters were lost."""

    text: str
    encoding: str
    sure: bool


def decoded(data: bytes, hint: str = "") -> Decoded:
    """The page's text; `hint` is the encoding that its transport stated. Never fails: letters that are damaged are replaced."""
    for mark, codec in _MARKS:
        if data.startswith(mark):
            return _strict(data, codec, True) or Decoded(data.decode(codec, "replace"), codec, False)
    for stated in (hint, _stated(data)):
        codec = codec_of(stated)
        if codec and (found := _strict(data, codec, True)):
            return found
    return _by_zeros(data) or _strict(data, "utf-8", True) or _likely(data)


def codec_of(label: str) -> str:
    """Python's codec for an encoding's label as the Encoding Standard (4.2) reads it, empty for none of text."""
    if not _TEXTUAL.fullmatch(label.strip()):
        return ""
    try:
        name = codecs.lookup(label.strip().lower().removeprefix("x-")).name
    except LookupError:
        return ""
    return _MEANT.get(name, name)


def _stated(data: bytes) -> str:
    match = _STATED.search(data[:_HEAD])
    if match is None:
        return ""
    label = (match[1] or match[2]).decode("ascii", "replace")
    return "utf-8" if label.lower().startswith("utf-16") else label  # it was read as ASCII, so it cannot be


def _strict(data: bytes, codec: str, sure: bool) -> Decoded | None:
    try:
        return Decoded(data.decode(codec), codec, sure)
    except (UnicodeDecodeError, UnicodeError):
        return None


def _by_zeros(data: bytes) -> Decoded | None:
    """UTF-16 without a mark: the bytes of tags are half zeros."""
    sample = data[:_SAMPLE]
    even, odd = sample[::2].count(0), sample[1::2].count(0)
    if max(even, odd) < len(sample) // 8:
        return None
    return _strict(data, "utf-16-le" if odd > even else "utf-16-be", True)


def _likely(data: bytes) -> Decoded:
    """By the library, on the letters without the tags; a page that says it is Persian or Arabic is in Windows-1256."""
    if _ARABIC.search(data[:_HEAD]) and (found := _strict(data, "cp1256", False)):
        return found
    letters = _TAGS.sub(b" ", data[: 4 * _SAMPLE])[:_SAMPLE]
    best = from_bytes(letters, cp_isolation=_CANDIDATES, enable_fallback=False).best()
    codec = best.encoding if best is not None else "utf-8"
    return _strict(data, codec, False) or Decoded(data.decode("utf-8", "replace"), "utf-8", False)
