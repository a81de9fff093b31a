"""Titles in Latin letters, for file names: Arabic and Hebrew script letter by letter, as far as an id needs it."""

from __future__ import annotations

import unicodedata

_ARABIC = (
    "اa بb پp تt ثs جj چch حh خkh دd ذz رr زz ژzh سs شsh صs ضz طt ظz عa غgh فf قq کk كk گg لl مm نn وv هh ةh يy ىy یy "
    "ڕr ڵl ۆo ێe ەe ٹt ڈd ڑr ےe ںn ھh ہh ء"
)
_HEBREW = "אa בb גg דd הh וv זz חh טt יy כk ךk לl מm םm נn ןn סs עa פp ףf צts ץts קq רr שsh תt"
_LETTERS = {pair[0]: pair[1:] for pair in f"{_ARABIC} {_HEBREW}".split()} | {"\u200c": " ", "־": " "}


def in_latin(text: str) -> str:
    """`text` with its Arabic and Hebrew letters and its digits in Latin ones; signs on letters left out, others as they are.

    No transliteration by a standard: short vowels are not written, and nobody reads it back.
    """
    bare = (c for c in unicodedata.normalize("NFD", text) if not unicodedata.combining(c))
    return "".join(str(unicodedata.decimal(c)) if c.isdecimal() else _LETTERS.get(c, c) for c in bare)
