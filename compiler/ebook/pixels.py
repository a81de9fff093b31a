"""One picture made ready for e-readers: bounded, upright, in plain colours, still, on a ground of its own, telling nothing else."""

from __future__ import annotations

import warnings
from dataclasses import dataclass
from io import BytesIO

from PIL import Image, ImageCms, ImageOps

from compiler import files

from .metadata_free import without_metadata

LONG_SIDE = 2000
"""Pixels: what a large e-reader shows of a whole page, and under the 5.6 million that Apple Books takes."""
MOST_BYTES = 2 * files.MEGABYTE
"""For one picture; beside some hundred of them the shops' limits for a book are far."""
_SMALLEST = 400
_QUALITIES = (88, 80, 70)
_PLAIN = frozenset({"1", "L", "RGB", "P"})
_KEPT = {"JPEG": "image/jpeg", "PNG": "image/png"}
_PHOTOS = frozenset({"JPEG", "MPO"})
_FLAT = 256
"""Colours up to which a picture without loss is a drawing."""


@dataclass(frozen=True, slots=True)
class Made:
    """The picture for e-readers, and what was done to it that one may see."""

    data: bytes
    media_type: str
    width: int
    height: int
    changes: tuple[str, ...] = ()


def made_ready(data: bytes, most: int = MOST_BYTES) -> Made | None:
    """The PNG or JPEG of at most `LONG_SIDE` pixels and `most` bytes that shows what `data` does; None if it is no picture.

    One that is fit already keeps its pixels and loses only what it tells of camera, place and maker. The same bytes from the same.
    """
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            with Image.open(BytesIO(data)) as image:
                if image.width * image.height > files.MAX_PIXELS:
                    return None
                return _kept(image, data, most) or _remade(image, most)
    except (OSError, ValueError, SyntaxError, Warning, Image.DecompressionBombError, ImageCms.PyCMSError):
        return None


def _kept(image: Image.Image, data: bytes, most: int) -> Made | None:
    """The very pixels, where nothing speaks against them."""
    kind = _KEPT.get(image.format or "")
    turned = image.getexif().get(0x0112, 1) != 1
    foreign = _profile(image) is not None
    fits = image.mode in _PLAIN and max(image.size) <= LONG_SIDE and not _shows_through(image)
    if not kind or not fits or turned or foreign or _frames(image) > 1 or _bits(data) > 8:
        return None
    image.load()
    bare = without_metadata(data, kind)
    return Made(bare, kind, *image.size) if len(bare) <= most else None


def _remade(image: Image.Image, most: int) -> Made:
    changes = _seen(image)
    lossless = image.format in {"PNG", "GIF"} or (image.format == "WEBP" and _few_colours(image))
    if image.format in _PHOTOS and image.mode in {"L", "RGB"}:
        image.draft(image.mode, (LONG_SIDE, LONG_SIDE))  # decodes a large one smaller, which bounds memory
    plain = _within(_grey_if_grey(_plain(image)), LONG_SIDE).copy()
    plain.info = {}  # Pillow would write profile and comment of the old picture into the new one
    kind, data = _written(plain, lossless, most)
    side = LONG_SIDE
    while len(data) > most and side > _SMALLEST:
        side = side * 3 // 4
        plain = _within(plain, side)
        kind, data = _written(plain, False, most)
    return Made(data, kind, *plain.size, changes)


def _seen(image: Image.Image) -> tuple[str, ...]:
    """What of the change one may see."""
    large = max(image.size) > LONG_SIDE
    told = (
        (f"{image.width} × {image.height} pixels made fewer", large),
        ("only the first of its pictures is shown", _frames(image) > 1),
        ("colours of print made those of a screen", image.mode in {"CMYK", "LAB"}),
    )
    return tuple(text for text, holds in told if holds)


# --- colours ---


def _plain(image: Image.Image) -> Image.Image:
    """Upright, of eight bits a colour, in the screen's colours, on white where it let the page through."""
    profile = _profile(image)
    image = ImageOps.exif_transpose(image)
    if image.mode.startswith("I;16") or image.mode in {"I", "F"}:
        return _eight_bits(image)
    if profile is not None:
        image = _on_screen(image, profile)
    if _shows_through(image):
        image = image.convert("RGBA")
        ground = Image.new("RGBA", image.size, "white")
        return Image.alpha_composite(ground, image).convert("RGB")
    return image if image.mode in {"1", "L", "RGB"} else image.convert("RGB")


def _eight_bits(image: Image.Image) -> Image.Image:
    """Sixteen bits a pixel as eight: Pillow itself cuts them off at white."""
    wide = image.convert("I")
    low, high = wide.getextrema()
    scale = 1 / 256 if int(high) > 255 and int(low) >= 0 else 1  # type: ignore[arg-type]  # of one band
    return wide.point(lambda value: value * scale).convert("L")


def _profile(image: Image.Image) -> ImageCms.ImageCmsProfile | None:
    """The colour profile, if it is another than the screen's (sRGB) or that of plain grey."""
    data = image.info.get("icc_profile")
    if not data:
        return None
    try:
        profile = ImageCms.ImageCmsProfile(BytesIO(data))
        name = ImageCms.getProfileDescription(profile).lower()
    except (OSError, ImageCms.PyCMSError):
        return None
    return None if "srgb" in name or image.mode in {"L", "1", "LA"} else profile


def _on_screen(image: Image.Image, profile: ImageCms.ImageCmsProfile) -> Image.Image:
    """The picture in sRGB; by a plain conversion where its profile is not one for its colours."""
    alpha = image.getchannel("A") if image.mode in {"RGBA", "LA"} else None
    base = image.convert("RGB") if image.mode not in {"RGB", "CMYK", "LAB"} else image
    try:
        screen = ImageCms.profileToProfile(base, profile, ImageCms.createProfile("sRGB"), outputMode="RGB")
    except ImageCms.PyCMSError:
        screen = base.convert("RGB")
    if screen is None:
        screen = base.convert("RGB")
    if alpha is not None:
        screen.putalpha(alpha)
    return screen


def _grey_if_grey(image: Image.Image) -> Image.Image:
    """One band where three say the same: smaller, and the same on an e-ink screen."""
    if image.mode != "RGB":
        return image
    red, green, blue = image.split()
    return image.convert("L") if red.tobytes() == green.tobytes() == blue.tobytes() else image


def _shows_through(image: Image.Image) -> bool:
    if image.mode in {"RGBA", "LA", "PA", "RGBa", "La"}:
        return int(image.getchannel(image.getbands()[-1]).getextrema()[0]) < 255  # type: ignore[arg-type]  # of one band
    return "transparency" in image.info


# --- size ---


def _within(image: Image.Image, side: int) -> Image.Image:
    if max(image.size) <= side:
        return image
    ratio = side / max(image.size)
    size = (max(1, round(image.width * ratio)), max(1, round(image.height * ratio)))
    return (image.convert("L") if image.mode == "1" else image).resize(size, Image.Resampling.LANCZOS)


def _written(image: Image.Image, lossless: bool, most: int) -> tuple[str, bytes]:
    """A drawing as PNG where that fits, all else as JPEG, whose quality goes down until it does."""
    if lossless or image.mode == "1":
        data = _png(image)
        if len(data) <= most and (_few_colours(image) or len(data) <= most // 4):
            return "image/png", data
    photo = image.convert("L") if image.mode == "1" else image
    for quality in _QUALITIES:
        data = _jpeg(photo, quality)
        if len(data) <= most:
            break
    return "image/jpeg", data


def _png(image: Image.Image) -> bytes:
    few = image.mode == "RGB" and _few_colours(image)
    buffer = BytesIO()
    (image.quantize(_FLAT, dither=Image.Dither.NONE) if few else image).save(buffer, "PNG", optimize=True)
    return buffer.getvalue()


def _jpeg(image: Image.Image, quality: int) -> bytes:
    """Baseline: older e-readers draw nothing of a progressive one."""
    buffer = BytesIO()
    image.save(buffer, "JPEG", quality=quality, optimize=True, progressive=False)
    return buffer.getvalue()


def _few_colours(image: Image.Image) -> bool:
    return image.mode in {"1", "P"} or image.getcolors(_FLAT) is not None


def _frames(image: Image.Image) -> int:
    """How many pictures the file shows in turn; those of a stereo camera's are one."""
    return 1 if image.format == "MPO" else int(getattr(image, "n_frames", 1))


def _bits(data: bytes) -> int:
    """Bits a channel of a PNG (its header says so), 8 for all else."""
    return data[24] if data[:8] == b"\x89PNG\r\n\x1a\n" and len(data) > 24 else 8
