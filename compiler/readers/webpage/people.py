"""Bylines and dates as pages print them, taken apart."""

from __future__ import annotations

import re
from datetime import date

from compiler.readers.text import dates

from .tree import is_blank, squeeze

_BY = re.compile(
    r"\s*(?:(?:(?:posted|written|published|reported|story|text|words|article)\s+)?by\b[\s:]*|authors?\s*:|از\s*:|نویسنده(?:گان)?\s*:?"
    r"|نوشتهٔ|نوشته(?:‌ی| ی|\s+از)?\s*:?|به قلم\s*:?|گزارش از\s*:?|من تأليف\s*:?|بقلم\s*:?|von\s|par\s)",
    re.IGNORECASE,
)
_TRANSLATED = re.compile(
    r"(?:translated(?:\s+from\s+(?:the\s+)?\w+)?\s+by\b[\s:]*|translat(?:ion|or)s?\s*(?:by\b)?\s*:?\s*|ترجمه(?:ٔ|‌ی)?\s*(?:از)?\s*:?\s*"
    r"|مترجم(?:ان)?\s*:?\s*|برگردان\s*(?:از)?\s*:?\s*)",
    re.IGNORECASE,
)
_BETWEEN = re.compile(r"\s*(?:,\s*and\s|;|\sand\s|\s&\s|،|\sو\s|\sund\s|\set\s|\s/\s|,)\s*", re.IGNORECASE)
_END = re.compile(
    r"\s*(?:[|•·–—\n]|\s-\s|\bon\s+\d|\bon\s+\w+\s+\d|\bin\s+[A-Z]\w+$|\bfor\s+(?:the\s+)?[A-Z]|\d|[۰-۹]).*$",
    re.DOTALL,
)
_MONTH = re.compile(
    r"[\s,]+(?:jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec)(?:uary|ruary|ch|il|ust|tember|ober|ember)?\.?\s*$"
    r"|[\s,]+(?:follow|view profile)\s*$|[\s,]*(?:last )?(?:updated|published|posted)\b.*$",
    re.IGNORECASE,
)
_DUTY = re.compile(
    r"(?:\b(?:correspondent|editor|reporter|staff|writer|columnist|journalist|contributor|producer|photographer|desk|bureau|phd|md|jr"
    r"|professor|fellow|analyst|researcher|director)\b|^(?:the|a|an|special|senior|chief|political)\b)",
    re.IGNORECASE,
)
_NOBODY = frozenset(
    {
        "admin",
        "administrator",
        "editor",
        "webmaster",
        "staff",
        "unknown",
        "anonymous",
        "root",
        "user",
        "by",
        "others",
        "others.",
    }
)
_ADDRESS = re.compile(r"https?://|www\.|@")
_ISO = re.compile(r"\s*(\d{4})(?:[-/.](\d{1,2})(?:[-/.](\d{1,2}))?)?(?:[T\s].*)?", re.DOTALL)
_PACKED = re.compile(r"\s*(\d{4})(\d{2})(\d{2})(?:T?\d*)?\s*")
_LONGEST = 200


def people(said: str) -> tuple[str, ...]:
    """The names in a byline (`By A, B and C | Agency`), without what is no name; empty if there is none."""
    text = _END.sub("", _BY.sub("", squeeze(said[:_LONGEST]).strip(" "), count=1))
    text = _MONTH.sub("", text)
    names = [name.strip(" .,:;|«»“”\"'()") for name in _BETWEEN.split(text)]
    return tuple(dict.fromkeys(name for name in names if _is_name(name)))


def begins_as_byline(said: str) -> bool:
    """True for a short line such as `By A and B · 4 May`, which names people and is no sentence."""
    match = _BY.match(said)
    rest = said[match.end() :] if match else ""
    return (
        bool(rest)
        and not rest.rstrip().endswith((".", "!", "?"))
        and all(_looks_named(name) for name in people(said) or ("",))
    )


def _looks_named(name: str) -> bool:
    """Words with capitals, or of a script without them."""
    words = [word for word in name.split() if word[0].isalpha()]
    return (bool(words) and words[0][0] != words[0][0].lower()) or any(
        "\u0590" <= letter <= "\u08ff" for letter in name
    )


def _is_name(name: str) -> bool:
    if is_blank(name) or len(name) < 2 or len(name) > 80 or len(name.split()) > 7 or name.lower() in _NOBODY:
        return False
    return any(map(str.isalpha, name)) and not _ADDRESS.search(name) and not _DUTY.search(name)


def turned(name: str) -> str:
    """`Last, First` (as catalogues have it) as `First Last`."""
    parts = [part.strip() for part in name.split(",")]
    return f"{parts[1]} {parts[0]}" if len(parts) == 2 and all(parts) else name.strip()


def translators(said: str) -> tuple[str, ...]:
    """The names after “translated by”, empty if nothing of that kind stands at the start of a short line."""
    match = _TRANSLATED.match(squeeze(said[:_LONGEST]).strip(" ("))
    if match is None or len(said) > _LONGEST // 2:
        return ()
    return people(squeeze(said).strip(" (")[match.end() :])


def split_translators(said: str) -> tuple[str, str]:
    """A byline parted into what stands before “translated by” and from there on."""
    match = _TRANSLATED.search(said)
    return (said[: match.start()].rstrip(" ,;|·-–("), said[match.start() :]) if match else (said, "")


def iso_date(said: str) -> str:
    """A machine's date (ISO 8601, `2016/05/04`, `20160504`) as ISO 8601 of at most a day, empty if it is none."""
    match = _PACKED.fullmatch(said[:100]) or _ISO.fullmatch(said[:100])
    if match is None:
        return ""
    year, month, day = match[1], match[2], match[3]
    try:
        whole = date(int(year), int(month or 1), int(day or 1)).isoformat()
    except ValueError:
        return ""
    return whole if day else whole[:7] if month else year


def printed_date(said: str) -> str:
    """A date as people write it (`4 May 2016`, `۱۵ اردیبهشت ۱۳۹۵`), empty if there is none."""
    return iso_date(said) or dates.found(squeeze(said[:_LONGEST]))[0]
