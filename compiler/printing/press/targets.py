"""The colours that a book is printed in, and how one colour or one picture becomes them."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import Literal, Protocol

from PIL import Image, ImageChops, ImageCms

from compiler.printing.colours import srgb

from .profiles import opened

Colour = tuple[float, ...]
Mode = Literal["L", "RGB", "CMYK", "LAB"]

FULL_BLACK = 0.1
"""Greys from here down are printed as full black: a text of 93 % black would be screened, and its edges ragged."""
_NEUTRAL = 1.5 / 255
"""Colours whose parts differ by less are greys."""
_INTENT = ImageCms.Intent.RELATIVE_COLORIMETRIC
_FLAGS = ImageCms.Flags.BLACKPOINTCOMPENSATION


class Target(Protocol):
    """Colours to convert to: how many inks, and what they make of others, parts from 0 to 1."""

    @property
    def inks(self) -> int: ...

    def grey(self, value: float) -> Colour: ...

    def rgb(self, value: Colour, profile: bytes = b"") -> Colour:
        """An sRGB colour, or one of another profile."""

    def cmyk(self, value: Colour) -> Colour: ...

    def lab(self, value: Colour) -> Colour: ...

    def picture(self, image: Image.Image, profile: bytes = b"") -> Image.Image:
        """A picture of mode `L`, `RGB` or `CMYK` in mode `L` or in that of the inks: a grey one needs no colour."""


class Printing:
    """Colours of a printing condition that an ICC profile describes: one black ink, or four.

    Greys of shapes and letters are black alone, so that no inks can stand beside each other; other colours go by the profile, relative
    colorimetric with black point compensation.
    """

    def __init__(self, profile: bytes, inks: Literal[1, 4]) -> None:
        self.profile, self.inks = profile, inks
        self._mode: Mode = "L" if inks == 1 else "CMYK"

    def grey(self, value: float) -> Colour:
        if value <= FULL_BLACK:
            value = 0.0
        if self.inks == 4:
            return (0.0, 0.0, 0.0, 1 - value)
        return self._by_profile("RGB", (value, value, value)) if value else (0.0,)

    def rgb(self, value: Colour, profile: bytes = b"") -> Colour:
        if max(value) - min(value) < _NEUTRAL:
            return self.grey(sum(value) / 3)
        return self._by_profile("RGB", value, profile)

    def cmyk(self, value: Colour) -> Colour:
        return value if self.inks == 4 else self.grey(_light(value))

    def lab(self, value: Colour) -> Colour:
        """Lightness to 100, the others from -128 to 127 (ISO 32000-2, 8.6.5.4)."""
        lightness, a, b = value
        return self._by_profile("LAB", (lightness / 100, (a + 128) / 255, (b + 128) / 255))

    def picture(self, image: Image.Image, profile: bytes = b"") -> Image.Image:
        if image.mode == "CMYK" and self.inks == 4:
            return image
        if image.mode == "CMYK":
            image = image.convert("RGB")
        if image.mode == "L" or is_grey(image):
            image = image.convert("L")
            return image if self.inks == 4 else _applied(image.convert("RGB"), self._way("RGB", b""))
        return _applied(image, self._way("RGB", profile))

    def _by_profile(self, mode: Mode, value: Sequence[float], profile: bytes = b"") -> Colour:
        dot = Image.new(mode, (1, 1), tuple(round(min(max(part, 0.0), 1.0) * 255) for part in value))
        return tuple(part / 255 for part in _applied(dot, self._way(mode, profile)).tobytes())

    def _way(self, mode: Mode, profile: bytes) -> ImageCms.ImageCmsTransform:
        return _transform(mode, profile, self.profile, self._mode)


class Luminosity:
    """Greys of a soft mask, which are no print: how light a colour is, by the weights of ISO 32000-2, 10.4.2.2."""

    inks = 1

    def grey(self, value: float) -> Colour:
        return (value,)

    def rgb(self, value: Colour, profile: bytes = b"") -> Colour:
        del profile
        red, green, blue = value
        return (0.3 * red + 0.59 * green + 0.11 * blue,)

    def cmyk(self, value: Colour) -> Colour:
        return (_light(value),)

    def lab(self, value: Colour) -> Colour:
        return (value[0] / 100,)

    def picture(self, image: Image.Image, profile: bytes = b"") -> Image.Image:
        del profile
        return image.convert("L")


def is_grey(image: Image.Image) -> bool:
    """True if no pixel of an RGB picture has a colour, but for what compression leaves."""
    red, green, blue = image.split()
    apart = ImageChops.lighter(ImageChops.difference(red, green), ImageChops.difference(green, blue))
    return int(apart.getextrema()[1]) < 8  # type: ignore[arg-type]  # of one band


def _applied(image: Image.Image, way: ImageCms.ImageCmsTransform) -> Image.Image:
    """A new picture, which the library gives unless it changes the old one."""
    return ImageCms.applyTransform(image, way) or image


def _light(value: Colour) -> float:
    cyan, magenta, yellow, black = value
    return 1 - min(1.0, 0.3 * cyan + 0.59 * magenta + 0.11 * yellow + black)


@lru_cache(maxsize=64)
def _transform(mode: Mode, source: bytes, target: bytes, to: Mode) -> ImageCms.ImageCmsTransform:
    given = ImageCms.createProfile("LAB") if mode == "LAB" else opened(source or srgb())
    return ImageCms.buildTransform(given, opened(target), mode, to, renderingIntent=_INTENT, flags=_FLAGS)
