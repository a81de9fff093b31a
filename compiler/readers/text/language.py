"""The language of a text: by its letters where the script tells it, else by the commonest small words."""

from __future__ import annotations

import re
from collections import Counter

from compiler import bidi

_STOP = {
    "en": "the of and to in is that was for with his are on as at by not but from have had which be they this were an or it",
    "de": "der die das und nicht ist ein eine zu den von mit sich des auf für im dem war als auch werden es an",
    "fr": "le la les et des est une du que qui dans pour pas sur au ce il elle sont avec par plus ne se",
    "es": "el la los las y de que en un una es por con no para del se su al lo como más fue está",
    "it": "il di che è la un una per non sono con del della le gli dei nel si da ma come più",
    "nl": "de het een en van ik te dat niet is op zijn met voor er maar om ook aan bij",
    "tr": "ve bir bu da de için ile olarak çok daha gibi ne kadar sonra olan",
}
_WORDS = {language: frozenset(words.split()) for language, words in _STOP.items()}
_SAMPLE = 40_000
_SURELY = 1.3
"""How many times the small words of the usual language another's must be: names and quotations bring a few of their own."""
_WORD = re.compile(r"[^\W\d_]+")


def language_of(text: str, default: str = "en") -> str:
    """The language of a whole text (BCP 47); `default` where nothing tells it."""
    sample = text[:_SAMPLE]
    if bidi.direction_of(sample) == "rtl":
        return bidi.language_of(sample, default)
    counts: Counter[str] = Counter()
    for word in _WORD.findall(sample.casefold()):
        for language, known in _WORDS.items():
            counts[language] += word in known
    best, count = counts.most_common(1)[0] if counts else (default, 0)
    return best if count > _SURELY * counts[default] else default


def block_language(text: str, document: str) -> tuple[str, bidi.Direction]:
    """Language and direction of a block of a document in the language `document`."""
    usual = bidi.language_direction(document)
    direction = bidi.direction_of(text, usual)
    if direction == usual:
        return document, direction
    return (bidi.language_of(text, "en"), direction) if direction == "rtl" else (language_of(text), direction)
