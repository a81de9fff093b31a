"""Pictures that go into the PDF as their files have them show the same pixels as those that the engine encodes anew."""

from __future__ import annotations

import struct
import zlib
from io import BytesIO

import pikepdf
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PIL import Image
from PIL.PngImagePlugin import PngInfo

from compiler.model.pages import Fragment
from compiler.printing import quick
from compiler.printing.fragment import lay_out
from compiler.printing.quick import pictures
from tests.printing.small_book import CSS, page, resources

BODY = '<p>Before</p><img src="a.png" alt="A picture"/><p>After</p>'
SIZE = (37, 23)


def drawn(mode: str, colours: int = 256, **said: object) -> bytes:
    """A picture of `mode` with all sorts of pixels, saved as PNG."""
    width, height = SIZE
    samples = bytes(
        (x * 7 + y * 11 + part * 83) % 256 for y in range(height) for x in range(width) for part in range(4)
    )
    image = Image.frombytes("RGBA", SIZE, samples)
    image = image.convert("RGB").quantize(colours) if mode == "P" else image.convert(mode)
    out = BytesIO()
    image.save(out, "PNG", **said)  # type: ignore[arg-type]
    return out.getvalue()


def chunk(kind: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))


def with_chunk(data: bytes, kind: bytes, body: bytes) -> bytes:
    """`data` with one more part after its head."""
    return data[:33] + chunk(kind, body) + data[33:]


def interlaced(data: bytes) -> bytes:
    """`data` as if its rows were interlaced; nobody is to look at them as they are."""
    head = bytearray(data[16:29])
    head[12] = 1
    return data[:8] + chunk(b"IHDR", bytes(head)) + data[33:]


TEXT = PngInfo()
TEXT.add_text("Title", "A picture")
TURNED = Image.Exif()
TURNED[0x0112] = 6
WHOLE = {
    "all colours": drawn("RGB"),
    "grey": drawn("L"),
    "black and white": drawn("1"),
    "a palette": drawn("P"),
    "a palette of 16": drawn("P", colours=16),
    "a palette of 5": drawn("P", colours=5, bits=8),
    "a palette of 2": drawn("P", colours=2),
    "a resolution and a title": drawn("RGB", dpi=(300, 300), pnginfo=TEXT),
    "a profile": with_chunk(drawn("P"), b"iCCP", b"x\0\0" + zlib.compress(b"no profile")),
}
OTHERS = {
    "alpha": drawn("RGBA"),
    "grey alpha": drawn("LA"),
    "a transparent colour": drawn("P", transparency=3),
    "sixteen bits": drawn("I;16"),
    "turned": drawn("RGB", exif=TURNED),
    "turned by a note": with_chunk(drawn("RGB"), b"tEXt", b"Raw profile type exif\0\nexif\n 2\nab\n"),
    "interlaced": interlaced(drawn("RGB")),
    "unknown parts": with_chunk(drawn("RGB"), b"acTL", bytes(8)),
}


def laid_out(monkeypatch: pytest.MonkeyPatch, data: bytes, switch: str) -> Fragment:
    monkeypatch.setenv(quick.SWITCH, switch)
    return lay_out(page("one", BODY), resources(CSS, **{"a.png": ("image/png", data)}))


def pixels(fragment: Fragment) -> tuple[tuple[int, int], bytes]:
    with pikepdf.open(BytesIO(fragment.pdf)) as pdf:
        (image,) = pdf.pages[0].get_images().values()
        made = pikepdf.PdfImage(image).as_pil_image().convert("RGB")
        return made.size, made.tobytes()


@pytest.mark.parametrize("kind", WHOLE)
def test_plain_pictures_go_in_as_they_are_with_the_same_pixels(monkeypatch: pytest.MonkeyPatch, kind: str):
    data = WHOLE[kind]
    stock, faster = (laid_out(monkeypatch, data, switch) for switch in ("stock", ""))
    assert pixels(faster) == pixels(stock) == (SIZE, Image.open(BytesIO(data)).convert("RGB").tobytes())
    assert (faster.pages, faster.messages) == (stock.pages, stock.messages)
    with pikepdf.open(BytesIO(faster.pdf)) as pdf:
        (image,) = pdf.pages[0].get_images().values()
        known = pictures.png(data)
        assert known
        assert image.read_raw_bytes() == known.rows
        assert image.Interpolate is False


@pytest.mark.parametrize("kind", OTHERS)
def test_all_others_go_the_engines_way(monkeypatch: pytest.MonkeyPatch, kind: str):
    assert pictures.png(OTHERS[kind]) is None
    stock, faster = (laid_out(monkeypatch, OTHERS[kind], switch) for switch in ("stock", ""))
    assert faster == stock


def test_a_picture_turned_by_its_style_goes_the_engines_way(monkeypatch: pytest.MonkeyPatch):
    css = f"{CSS} img {{ image-orientation: 90deg }}"
    made = []
    for switch in ("stock", ""):
        monkeypatch.setenv(quick.SWITCH, switch)
        made.append(lay_out(page("one", BODY), resources(css, **{"a.png": ("image/png", WHOLE["a palette"])})))
    assert made[0] == made[1]


def test_colours_that_the_palette_lacks_are_seen():
    image = Image.new("P", (4, 4), 1)
    image.putpalette(bytes(range(6)))
    out = BytesIO()
    image.save(out, "PNG", bits=8)
    sound = out.getvalue()
    assert pictures.png(sound)
    begin, end = sound.index(b"PLTE") - 4, sound.index(b"IDAT") - 4
    assert pictures.png(sound[:begin] + chunk(b"PLTE", b"abc") + sound[end:]) is None


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data(), kind=st.sampled_from(sorted(WHOLE)))
def test_damaged_files_are_never_taken_as_they_are(data: st.DataObject, kind: str):
    whole = WHOLE[kind]
    place = data.draw(st.integers(0, len(whole) - 1))
    cut = data.draw(st.booleans())
    damaged = whole[:place] if cut else whole[:place] + bytes([whole[place] ^ 0x55]) + whole[place + 1 :]
    assert pictures.png(damaged) is None


def test_missing_rows_are_seen():
    head = struct.pack(">IIBBBBB", 9, 9, 8, 2, 0, 0, 0)

    def of(rows: bytes) -> bytes:
        return b"\x89PNG\r\n\x1a\n" + b"".join(
            chunk(kind, body) for kind, body in ((b"IHDR", head), (b"IDAT", zlib.compress(rows)), (b"IEND", b""))
        )

    assert pictures.png(of(bytes(28 * 9)))
    assert pictures.png(of(bytes(28 * 8))) is None
    assert pictures.png(of(bytes(28 * 10))) is None
    assert pictures.png(of(b"\7" + bytes(28 * 9 - 1))) is None
