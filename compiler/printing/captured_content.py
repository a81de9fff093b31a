"""What the drawing of a captured page does: the letters that it shows in each font, and what PDF/A does not allow in it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

import pikepdf
from fontTools.misc import eexec
from pikepdf import Array, Dictionary, Name, Object, Stream

DEEPEST_STATE = 24
"""Graphics states inside each other: PDF/A allows 28, and the page around takes some (ISO 19005-3, 6.1.13)."""
MOST_ENCRYPTED = 1 << 20
INVISIBLE = 3
_DRAWS = (
    "b B b* B* c cm CS cs d d0 d1 Do f F f* G g gs h i j J K k l m M n q Q re RG rg ri s S SC sc SCN scn sh v w W W* y"
)
_WRITES = "BT ET T* Tc Td TD Tf Tj TJ TL Tm Tr Ts Tw Tz ' \""
_MARKS = "BDC BMC BX DP EI EMC EX ID MP"
_OPERATORS = frozenset(f"{_DRAWS} {_WRITES} {_MARKS}".split())
_INTENTS = frozenset({"/RelativeColorimetric", "/AbsoluteColorimetric", "/Perceptual", "/Saturation"})
_SEPARABLE = "Normal Compatible Multiply Screen Overlay Darken Lighten ColorDodge ColorBurn HardLight SoftLight Difference Exclusion"
_BLENDS = frozenset(f"/{name}" for name in f"{_SEPARABLE} Hue Saturation Color Luminosity".split())
_ICC = {1: b"GRAY", 3: b"RGB "}


@dataclass(slots=True)
class Shown:
    """What a font is used for: the strings that are shown in it, and whether any of them can be seen."""

    font: Object
    strings: list[bytes] = field(default_factory=list)
    visible: bool = False


@dataclass(slots=True)
class Drawing:
    """All that is known of a page's drawing: its fonts by the numbers of their objects, and what is wrong with it, in words."""

    fonts: dict[tuple[int, int], Shown] = field(default_factory=dict)
    faults: list[str] = field(default_factory=list)


def read(parts: Iterable[Object]) -> Drawing:
    """Reads every content stream among `parts`, which are all that a page's form leads to."""
    drawing = Drawing()
    for part in parts:
        if is_content(part):
            _Reading(drawing, part.get("/Resources", Dictionary())).follow(part)
        drawing.faults += _faults_of(part)
    return drawing


def is_content(part: Object) -> bool:
    """True for forms and tiling patterns (ISO 32000-1, 7.8.2)."""
    return isinstance(part, Stream) and (part.get("/Subtype") == Name.Form or part.get("/PatternType") == 1)


def mend(part: Object) -> None:
    """Takes out of a part what PDF/A does not allow and nobody will miss."""
    for key in ("/OC", "/Properties", "/Alternates", "/TR", "/TR2", "/HT", "/HTP", "/HTO"):
        if key in part:
            del part[key]
    if part.get("/Subtype") == Name.Image and "/Interpolate" in part:
        part.Interpolate = False
    if "/Intent" in part and str(part.Intent) not in _INTENTS:
        del part["/Intent"]
    if part.get("/Type") == Name.FontDescriptor:
        _mend_lists(part)
    if part.get("/Subtype") == Name.CIDFontType2 and "/CIDToGIDMap" not in part:
        part.CIDToGIDMap = Name.Identity


def _mend_lists(descriptor: Object) -> None:
    """Lists of what is in a font must be complete where they are given (ISO 19005-3, 6.2.11.4.2)."""
    if "/CIDSet" in descriptor:
        del descriptor["/CIDSet"]
    if "/CharSet" in descriptor:
        names = _glyphs_of_type1(descriptor.FontFile) if "/FontFile" in descriptor else []
        if names:
            descriptor.CharSet = pikepdf.String("".join(f"/{name}" for name in names))
        else:
            del descriptor["/CharSet"]


def _glyphs_of_type1(stream: Object) -> list[str]:
    """The names of the glyphs in a Type 1 font program, which are in its encrypted part (Adobe Type 1 Font Format, 7)."""
    start = int(stream.get("/Length1", 0))
    plain, _ = eexec.decrypt(stream.read_bytes()[start : start + MOST_ENCRYPTED], 55665)
    names = re.findall(rb"/([^\s/\[\]{}()<>%]+) \d+ (?:RD|-\|) ", plain)
    return sorted({name.decode("latin-1") for name in names} - {".notdef"})


class _Reading:
    """A content stream on its way through an eye that only looks for letters and for what is forbidden."""

    def __init__(self, drawing: Drawing, resources: Object) -> None:
        self._drawing = drawing
        self._resources = resources
        self._font: Shown | None = None
        self._mode = 0
        self._kept: list[tuple[Shown | None, int]] = []

    def follow(self, stream: Object) -> None:
        for step in pikepdf.parse_content_stream(stream):
            if isinstance(step, pikepdf.ContentStreamInlineImage):
                self._say("it has a picture among its instructions")
            else:
                self._do(str(step.operator), step.operands)

    def _do(self, operator: str, operands: Any) -> None:
        if operator not in _OPERATORS:
            self._say("it has an unknown operator")
        elif operator in ("k", "K"):
            self._say("it has colours of print")
        elif operator == "ri" and str(operands[0]) not in _INTENTS:
            self._say("it has an unknown rendering intent")
        elif operator in ("q", "Q"):
            self._state(operator)
        elif operator == "Tr":
            self._mode = int(operands[0])
        elif operator == "Tf":
            self._font = self._named(operands[0])
        elif operator in ("Tj", "TJ", "'", '"'):
            self._show(operands[-1])

    def _state(self, operator: str) -> None:
        if operator == "q":
            self._kept.append((self._font, self._mode))
        elif self._kept:
            self._font, self._mode = self._kept.pop()
        if len(self._kept) > DEEPEST_STATE:
            self._say("its drawing is nested too deep")

    def _named(self, name: Object) -> Shown | None:
        font = self._resources.get("/Font", Dictionary()).get(str(name))
        if not isinstance(font, Dictionary) or not font.is_indirect:
            self._say("it uses a font that it does not have")
            return None
        return self._drawing.fonts.setdefault(font.objgen, Shown(font))

    def _show(self, shown: Object) -> None:
        if self._font is None:
            self._say("it has letters in no font")
            return
        strings = [
            bytes(one) for one in (shown if isinstance(shown, Array) else [shown]) if isinstance(one, pikepdf.String)
        ]
        self._font.strings += strings
        self._font.visible |= self._mode != INVISIBLE and any(strings)

    def _say(self, fault: str) -> None:
        if fault not in self._drawing.faults:
            self._drawing.faults.append(fault)


def _faults_of(part: Object) -> Iterator[str]:
    """What is wrong with a dictionary or stream that a page leads to."""
    for name in _names(part):
        if name == "/DeviceCMYK":
            yield "it has colours of print"
        elif name in ("/Separation", "/DeviceN"):
            yield "it has colours of a certain ink"
        elif name == "/JPXDecode":
            yield "it has a JPEG 2000 picture"
        elif name == "/Crypt":
            yield "it is encrypted in part"
    if "/BM" in part and not (isinstance(part.BM, Name) and str(part.BM) in _BLENDS):
        yield "it is blended in an unusual way"
    if isinstance(part, Stream) and "/N" in part and "/Alternate" in part and not _is_profile(part):
        yield "it has a faulty colour profile"
    if part.get("/Type") == Name.ExtGState and "/Font" in part:
        yield "it sets fonts in an unusual way"


def _names(part: Object) -> Iterator[str]:
    """The names that stand in a part, in its arrays too; other dictionaries are parts themselves."""
    waiting = [value for _, value in part.items()]
    while waiting:
        value = waiting.pop()
        if isinstance(value, Name):
            yield str(value)
        elif isinstance(value, Array):
            waiting += list(value)


def _is_profile(part: Object) -> bool:
    """True for an ICC profile of an accepted version, for as many colours as it says (ISO 19005-3, 6.2.4.2)."""
    data = part.read_bytes()
    return len(data) > 128 and data[36:40] == b"acsp" and data[8] <= 4 and data[16:20] == _ICC.get(int(part.N))


def hex_strings(text: bytes) -> list[bytes]:
    """The strings in angle brackets of a CMap, in order."""
    return [bytes.fromhex(found.decode()) for found in re.findall(rb"<([0-9A-Fa-f]*)>", text) if len(found) % 2 == 0]
