"""Pictures for e-readers: bounded, upright, in plain colours, still, on a ground of their own, and telling nothing of their maker."""

from __future__ import annotations

import struct
import zlib
from io import BytesIO
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image, ImageCms, ImageOps, PngImagePlugin

from compiler.ebook import pictures, pixels
from compiler.ebook.metadata_free import without_metadata
from compiler.ebook.pictures import with_ready_pictures
from compiler.ebook.pixels import LONG_SIDE, MOST_BYTES, Made, made_ready
from compiler.files import image_facts
from compiler.model.book import Book, Chapter, EditionRecord, Record
from compiler.model.content import Figure, InlineImage, Paragraph
from compiler.model.pages import Fragment
from compiler.model.reading import Picture
from compiler.printing.pictures import COVER, MOST_COVER, drawn
from compiler.svg import with_ground

ORIENTATION, MAKE, GPS = 0x0112, 0x010F, 0x8825


def encoded(image: Image.Image, kind: str, **options: Any) -> bytes:
    buffer = BytesIO()
    image.save(buffer, kind, **options)
    return buffer.getvalue()


def opened(made: Made) -> Image.Image:
    image = Image.open(BytesIO(made.data))
    image.load()
    return image


def ready(data: bytes) -> Made:
    made = made_ready(data)
    assert made is not None
    return made


def photo(width: int = 60, height: int = 40, mode: str = "RGB") -> Image.Image:
    """Something of many colours, the upper left corner red."""
    image = Image.linear_gradient("L").resize((width, height))
    whole = Image.merge("RGB", (image, ImageOps.mirror(image), image.rotate(180)))
    whole.paste((255, 0, 0), (0, 0, width // 4, height // 4))
    return whole.convert(mode)


def noise(width: int, height: int) -> Image.Image:
    """What no compression makes small."""
    bands = [Image.effect_noise((width, height), 90) for _ in range(3)]
    return Image.merge("RGB", bands)


# --- what is fit stays ---


@pytest.mark.parametrize(("kind", "suffix"), [("PNG", "png"), ("JPEG", "jpeg")])
def test_a_fit_picture_stays_byte_for_byte(kind: str, suffix: str) -> None:
    data = without_metadata(encoded(photo(), kind), f"image/{suffix}")
    made = ready(data)
    assert (made.data, made.media_type, made.changes) == (data, f"image/{suffix}", ())


def exif(turn: int = 1) -> Image.Exif:
    said = Image.Exif()
    said[MAKE], said[ORIENTATION] = "A camera", turn
    said.get_ifd(GPS)[1] = "N"
    return said


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_nothing_of_camera_and_place_stays(kind: str) -> None:
    data = encoded(photo(), kind, exif=exif())
    assert b"A camera" in data
    made = ready(data)
    assert b"A camera" not in made.data and not opened(made).getexif()
    assert opened(made).size == (60, 40)


def test_words_in_a_png_and_comments_in_a_jpeg_are_left_out() -> None:
    said = PngImagePlugin.PngInfo()
    said.add_text("Author", "Somebody")
    said.add_itxt("XML:com.adobe.xmp", "Somebody")
    assert b"Somebody" not in ready(encoded(photo(), "PNG", pnginfo=said)).data
    assert b"Somebody" not in ready(encoded(photo(), "JPEG", comment=b"Somebody")).data


def test_pixels_do_not_change_where_metadata_goes() -> None:
    data = encoded(photo(), "JPEG", exif=exif(), progressive=True, comment=b"x")
    with Image.open(BytesIO(data)) as before:
        assert opened(ready(data)).tobytes() == before.tobytes()


def test_what_lies_behind_a_picture_is_left_out() -> None:
    data = encoded(photo(), "JPEG")
    assert ready(data + b"A secret").data == data
    assert ready(data + encoded(photo(9, 9), "JPEG")).data == data


@settings(max_examples=80, deadline=None)
@given(st.integers(0, 900), st.binary(min_size=1, max_size=3), st.sampled_from(["PNG", "JPEG"]))
def test_broken_files_never_break_the_build(at: int, junk: bytes, kind: str) -> None:
    data = bytearray(encoded(photo(), kind))
    data[at % len(data) : at % len(data) + len(junk)] = junk
    media_type = f"image/{kind.lower()}"
    assert isinstance(without_metadata(bytes(data), media_type), bytes)
    assert without_metadata(bytes(data[: at % len(data)]), media_type) is not None
    made_ready(bytes(data))


# --- what is not is made so ---


@pytest.mark.parametrize("turn", range(2, 9))
def test_a_picture_stands_upright(turn: int) -> None:
    flat = encoded(photo(), "JPEG", quality=95, exif=exif(turn))
    with Image.open(BytesIO(flat)) as image:
        upright = ImageOps.exif_transpose(image)
    made = opened(ready(flat))
    assert made.size == upright.size and not made.getexif()
    spot = (upright.width // 8, upright.height // 8)
    assert all(abs(a - b) < 24 for a, b in zip(made.getpixel(spot), upright.getpixel(spot), strict=True))


def test_a_large_picture_is_bounded_and_that_is_told() -> None:
    made = ready(encoded(photo(3000, 1200), "JPEG"))
    assert (made.width, made.height) == opened(made).size == (LONG_SIDE, 800)
    assert made.changes == ("3000 × 1200 pixels made fewer",)


@pytest.mark.parametrize("kind", ["PNG", "JPEG"])
def test_bytes_are_bounded_too(kind: str) -> None:
    data = encoded(noise(1200, 1200), kind, **({"quality": 100} if kind == "JPEG" else {}))
    most = 200_000
    assert len(data) > most
    made = made_ready(data, most)
    assert made is not None and len(made.data) <= most and made.media_type == "image/jpeg"


def test_the_colours_of_print_become_those_of_a_screen() -> None:
    made = ready(encoded(Image.new("CMYK", (20, 20), (0, 255, 255, 0)), "JPEG"))
    red, green, blue = opened(made).convert("RGB").getpixel((5, 5))
    assert opened(made).mode == "RGB" and red > 200 and green < 60 and blue < 60
    assert made.changes


def test_sixteen_bits_become_eight_and_stay_as_light_as_they_were() -> None:
    deep = Image.new("I;16", (40, 20), 0x8000)
    made = opened(ready(encoded(deep, "PNG")))
    assert made.mode in {"L", "P"} and abs(made.convert("L").getpixel((3, 3)) - 128) <= 1


def test_sixteen_bits_of_colour_become_eight() -> None:
    # Pillow writes none: the header of a PNG says 16 where its data has twice the bytes.
    def chunk(name: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))

    row = b"\0" + struct.pack(">HHH", 0x8000, 0x4000, 0xFFFF) * 8
    data = b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", struct.pack(">IIBBBBB", 8, 4, 16, 2, 0, 0, 0))
    data += chunk(b"IDAT", zlib.compress(row * 4)) + chunk(b"IEND", b"")
    made = ready(data)
    assert made.data[24] <= 8 and opened(made).convert("RGB").getpixel((2, 2)) == (0x80, 0x40, 0xFF)


def test_another_colour_space_is_turned_into_the_screens() -> None:
    lab = ImageCms.ImageCmsProfile(ImageCms.createProfile("XYZ")).tobytes()
    made = ready(encoded(photo(), "PNG", icc_profile=lab))
    assert "icc_profile" not in opened(made).info


def test_the_first_of_moving_pictures_is_shown() -> None:
    frames = [Image.new("RGB", (16, 16), colour) for colour in ("red", "green", "blue")]
    made = ready(encoded(frames[0], "GIF", save_all=True, append_images=frames[1:], duration=50, loop=0))
    assert getattr(opened(made), "n_frames", 1) == 1 and made.media_type == "image/png"
    assert made.changes == ("only the first of its pictures is shown",)


@pytest.mark.parametrize(("kind", "image"), [("WEBP", photo()), ("AVIF", photo()), ("GIF", photo().quantize(16))])
def test_kinds_that_older_readers_do_not_draw_become_those_that_they_do(kind: str, image: Image.Image) -> None:
    data = encoded(image, kind)
    assert image_facts(data) is not None
    made = ready(data)
    assert made.media_type in {"image/png", "image/jpeg"}
    facts = image_facts(made.data)
    assert facts is not None and (facts.media_type, facts.width, facts.height) == (made.media_type, 60, 40)


@pytest.mark.parametrize("mode", ["RGBA", "LA", "P"])
def test_what_lets_the_page_through_stands_on_white(mode: str) -> None:
    drawing = Image.new("RGBA", (30, 30), (0, 0, 0, 0))
    drawing.paste((0, 0, 0, 255), (10, 0, 12, 30))
    made = opened(ready(encoded(drawing.convert(mode), "PNG"))).convert("RGBA")
    assert made.getpixel((1, 1)) == (255, 255, 255, 255) and made.getpixel((10, 5)) == (0, 0, 0, 255)


def test_a_drawing_stays_without_loss() -> None:
    drawing = Image.new("RGB", (2400, 300), "white")
    drawing.paste((200, 30, 30), (0, 0, 2400, 150))
    assert ready(encoded(drawing, "PNG")).media_type == "image/png"


def test_what_is_no_picture_is_left_alone() -> None:
    assert made_ready(b"no picture") is None


def test_a_bomb_is_not_opened(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pixels.files, "MAX_PIXELS", 100)
    assert made_ready(encoded(photo(), "PNG")) is None


def test_the_same_bytes_from_the_same() -> None:
    data = encoded(photo(2500, 900), "WEBP", exif=exif(6))
    assert ready(data) == ready(data)


@settings(max_examples=30, deadline=None)
@given(
    st.sampled_from(["1", "L", "P", "RGB", "RGBA", "LA", "CMYK"]),
    st.integers(1, 90),
    st.integers(1, 90),
    st.sampled_from(["PNG", "JPEG", "GIF", "WEBP"]),
)
def test_any_picture_becomes_one_that_every_reader_draws(mode: str, width: int, height: int, kind: str) -> None:
    image = Image.new(mode, (width, height))
    try:
        data = encoded(image, kind)
    except (OSError, ValueError):
        return
    made = opened(ready(data))
    assert made.mode in {"1", "L", "P", "RGB"} and made.size == (width, height)
    assert made.format in {"PNG", "JPEG"} and len(ready(data).data) <= MOST_BYTES


# --- a book of them ---


def picture(name: str, data: bytes) -> Picture:
    facts = image_facts(data)
    assert facts is not None
    return Picture(name, data, facts.media_type, facts.width, facts.height)


def book(*held: Picture) -> Book:
    blocks = tuple(Figure(id=f"c-fig{n}", image=one.name, alt="x") for n, one in enumerate(held))
    line = Paragraph(id="c-p1", content=tuple(InlineImage(one.name, "x") for one in held))
    record = Record(id="c", title="C")
    chapter = Chapter(id="c", record=record, rendition="full", title="C", blocks=(*blocks, line), pictures=held)
    return Book(record=EditionRecord(title="T"), direction="ltr", provenance=(), chapters=(chapter,))


def test_names_follow_the_kind_and_stay_apart() -> None:
    webp, jpeg, gif = encoded(photo(), "WEBP"), encoded(photo(), "JPEG"), encoded(photo().quantize(9), "GIF")
    made, said = with_ready_pictures(book(picture("a.webp", webp), picture("a.jpg", jpeg), picture("b.gif", gif)))
    (chapter,) = made.chapters
    names = [one.name for one in chapter.pictures]
    assert names == ["a-webp.jpg", "a.jpg", "b.png"] and said == ()
    assert [block.image for block in chapter.blocks if isinstance(block, Figure)] == names
    line = chapter.blocks[-1]
    assert isinstance(line, Paragraph) and [one.image for one in line.content if isinstance(one, InlineImage)] == names


def test_what_one_may_see_of_it_is_told() -> None:
    _, said = with_ready_pictures(book(picture("a.jpg", encoded(photo(2100, 300), "JPEG"))))
    assert [(message.code, message.level) for message in said] == [("image-made-ready", "info")]
    assert "2100 × 300" in said[0].text and "2,000" not in said[0].text and "2000 × 286" in said[0].hint


def test_all_together_are_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pictures, "MOST_OF_ALL", 150_000)
    held = [picture(f"{n}.jpg", encoded(noise(600, 600), "JPEG", quality=95)) for n in range(2)]
    before = sum(len(one.data) for one in held)
    made, _ = with_ready_pictures(book(*held))
    assert before > 300_000 >= 2 * 150_000 - sum(len(one.data) for one in made.chapters[0].pictures) > 0
    assert sum(len(one.data) for one in made.chapters[0].pictures) <= 150_000


# --- drawings ---

SVG = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="-5 -5 40 30">{}<path d="M0 0h20" stroke="#000"/></svg>'


def test_a_drawing_gets_a_ground_under_all_that_is_drawn() -> None:
    made = with_ground(SVG.format("<title>A line</title>").encode())
    assert made.index(b"<title>") < made.index(b"<rect") < made.index(b"<path")
    assert b'x="-5" y="-5" width="40" height="30"' in made and b"fill:#fff" in made
    assert with_ground(made) == made


@pytest.mark.parametrize(
    ("ground", "is_one"),
    [
        ('<rect width="100%" height="100%" fill="#222"/>', True),
        ('<rect width="40" height="30" style="fill:#222"/>', True),
        ('<rect width="40" height="30" fill="none" stroke="#000"/>', False),
        ('<rect width="10" height="10" fill="#222"/>', False),
        ('<rect width="40" height="30" fill="#222" opacity="0.1"/>', False),
    ],
)
def test_a_drawing_with_a_ground_of_its_own_keeps_it(ground: str, is_one: bool) -> None:
    data = SVG.format(ground).encode()
    assert (with_ground(data) == data) == is_one


@pytest.mark.parametrize("data", [b"", b"<svg", b"<html/>"])
def test_what_is_no_drawing_is_left_alone(data: bytes) -> None:
    assert with_ground(data) == data


# --- the cover ---


def test_a_cover_of_many_colours_stays_within_what_shops_take() -> None:
    page = encoded(noise(800, 1280), "PDF", resolution=72)
    data = drawn(Fragment(id="cover", pdf=page, pages=()))
    with Image.open(BytesIO(data)) as cover:
        assert (cover.size, cover.mode) == (COVER, "P")
    assert len(data) < 2 * MOST_COVER
