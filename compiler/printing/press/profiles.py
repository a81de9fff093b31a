"""ICC profiles: that of the press, checked, and the grey one of our own that stands in where none is named (ICC.1:2010)."""

from __future__ import annotations

from functools import lru_cache
from io import BytesIO

from PIL import ImageCms

from compiler.messages import CollectionError, Origin
from compiler.printing.colours import profile, srgb, tag_curve, tag_text, tag_xyz

MOST_BYTES = 16 << 20
HOW = (
    "ask the press which condition it prints to, and take its profile from there: those for European offset are free of charge at "
    "eci.org (PSO Coated v3, PSO Uncoated v3), others at color.org/registry; their terms do not let Bayaz bring them along"
)
_SPACES = {b"CMYK": 4, b"GRAY": 1, b"RGB ": 3}
_WHITE = (0.9642, 1.0, 0.8249)


def described(data: bytes) -> tuple[int, str]:
    """How many inks an ICC profile of version 2 or 4 is for, and what it calls itself. Raises `ValueError` if it is none."""
    if len(data) < 128 or data[36:40] != b"acsp" or data[8] > 4 or int.from_bytes(data[:4], "big") > len(data):
        raise ValueError("it is no ICC profile of version 2 or 4")
    if data[16:20] not in _SPACES:
        raise ValueError(f"it is a profile for {data[16:20].decode('latin-1').strip()}")
    try:
        name = ImageCms.getProfileDescription(opened(data)).strip()
    except (ImageCms.PyCMSError, OSError, ValueError) as error:
        raise ValueError("its tables cannot be read") from error
    return _SPACES[data[16:20]], name


def opened(data: bytes) -> ImageCms.ImageCmsProfile:
    return ImageCms.ImageCmsProfile(BytesIO(data))


def checked(data: bytes, inks: int, origin: Origin) -> str:
    """What the profile calls itself. Raises `CollectionError` if it is not one that colours can be converted to."""
    try:
        found, name = described(data)
        if found != inks:
            raise ValueError(f"it is for {found} inks, and the colours asked for have {inks}")
        ImageCms.buildTransform(opened(srgb()), opened(data), "RGB", "CMYK" if inks == 4 else "L")
    except ImageCms.PyCMSError:
        why = "it only tells how prints look, not how they are made: it has no table towards its inks"
        raise _unfit(why, origin) from None
    except (ValueError, OSError) as error:
        raise _unfit(str(error), origin) from error
    return name


def _unfit(why: str, origin: Origin) -> CollectionError:
    return CollectionError.of("profile-unfit", f"the profile cannot be used: {why}", hint=HOW, origin=origin)


@lru_cache(maxsize=1)
def grey() -> bytes:
    """A profile for one black ink whose numbers mean what those of sRGB greys do."""
    tags = {
        "desc": tag_text("Grey with the curve of sRGB"),
        "cprt": tag_text("No copyright, use freely"),
        "wtpt": tag_xyz(_WHITE),
        "kTRC": tag_curve(),
    }
    return profile(tags, b"GRAY")
