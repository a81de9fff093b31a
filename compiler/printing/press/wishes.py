"""What a press asks for."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from . import profiles
from .boxes import Frame
from .targets import Printing, Target

ColourMode = Literal["rgb", "grey", "cmyk"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Press:
    """Bleed in points, marks or none, pages filled up to a multiple of `sheets` (0: as they are), colours.

    `profile` is the ICC profile of the printing condition, empty for sRGB or the grey of our own; `condition` is what it calls itself.
    """

    bleed: float
    marks: bool = True
    sheets: int = 4
    colour: ColourMode = "rgb"
    profile: bytes = b""
    condition: str = ""

    @property
    def inks(self) -> Literal[1, 3, 4]:
        """How many numbers make a colour."""
        return {"grey": 1, "rgb": 3, "cmyk": 4}[self.colour]  # type: ignore[return-value]  # three of three

    @property
    def target(self) -> Target | None:
        """What colours are converted to; None where they stay."""
        if self.colour == "rgb":
            return None
        return Printing(self.profile or profiles.grey(), 4 if self.colour == "cmyk" else 1)

    def frame(self, width: float, height: float, folds: tuple[float, ...] = ()) -> Frame:
        """A page of this size, in points, with the bleed and the marks asked for."""
        return Frame(width=width, height=height, bleed=self.bleed, marks=self.marks, folds=folds)
