"""The faces that the pages use, cut down to the letters that they print; the same bytes from the same letters."""

from __future__ import annotations

import posixpath
import re
import string
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from io import BytesIO

from fontTools import subset
from fontTools.ttLib import TTFont, TTLibError

from compiler.messages import LayoutError, Origin
from compiler.model.pages import Resource

from .documents import XHTML, Page
from .soundness import resolve
from .styles import faces, families_used, strings, without_faces

ALWAYS = frozenset(
    string.printable
    + "۰۱۲۳۴۵۶۷۸۹٠١٢٣٤٥٦٧٨٩–—…•"
    + "\u00a0\u00ad\u200b\u200c\u200d\u200e\u200f\u2010\u2011\u202f\u0640\u25cc"
)
"""Letters of list counters and hyphens, spaces, joiners and marks, that no text need hold to be printed."""
FEATURES = ("smcp", "c2sc", "onum", "lnum", "tnum", "pnum", "sups", "subs", "case", "ordn", "ss01", "ss02", "cv01")
"""Features that layouts ask for, beside those that fontTools keeps (ligatures, kerning, marks, Arabic joining)."""
_FONT = re.compile(r"(font/|application/(font|vnd\.ms-opentype|x-font))")
_LICENCE = re.compile(r"(.*?)[-_/]?(OFL|LICEN[CS]E)(\.txt)?", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Letters:
    """What a font has to print: characters, and OpenType features beside the usual ones; `compressed` makes it WOFF 2."""

    letters: frozenset[str]
    features: tuple[str, ...] = ()
    compressed: bool = False


def is_font(resource: Resource) -> bool:
    return bool(_FONT.match(resource.media_type))


def cut(font: Resource, wanted: Letters) -> bytes:
    """The font with the glyphs that `wanted` needs, and the lookups that join and place them. Raises `LayoutError`."""
    options = subset.Options()
    options.layout_features = [*options.layout_features, *FEATURES, *wanted.features]
    options.name_IDs = ["*"]  # the licence asks that the names of copyright and licence stay
    options.notdef_outline = True
    options.hinting = False
    options.drop_tables = [*options.drop_tables, "meta"]  # says which languages the whole face was made for
    try:
        with TTFont(BytesIO(font.data), lazy=False, recalcTimestamp=False) as face:
            options.flavor = "woff2" if wanted.compressed else face.flavor
            cutter = subset.Subsetter(options)
            cutter.populate(unicodes=sorted(map(ord, wanted.letters)))
            cutter.subset(face)
            buffer = BytesIO()
            subset.save_font(face, buffer, options)
    except (
        TTLibError,
        OSError,
        ValueError,
        KeyError,
        AttributeError,
        AssertionError,
        subset.Subsetter.SubsettingError,
    ) as error:
        hint = "put a sound TTF, OTF, WOFF or WOFF2 in its place"
        text = f"the font cannot be read: {error}"
        raise LayoutError.of("ebook-font-bad", text, hint=hint, origin=Origin(font.name)) from error
    return buffer.getvalue()


Cut = Callable[[Resource, Letters], bytes]
"""As `cut`."""


def fitted(
    resources: Sequence[Resource], pages: Sequence[Page], compressed: bool = False, make: Cut = cut
) -> tuple[Resource, ...]:
    """The resources with each font cut down to the letters of the book; unused fonts, their rules and licences left out.

    `compressed` makes each a WOFF 2, which browsers read and not all e-readers do, under the same name. Raises `LayoutError` for a
    font that cannot be read. `make` cuts one.
    """
    sheets = [resource for resource in resources if resource.media_type == "text/css"]
    used = _used(sheets, pages)
    unused = frozenset(resource.name for resource in resources if is_font(resource)) - used
    wanted = Letters(_letters(pages, sheets), _features(sheets), compressed)
    kept = [resource for resource in resources if resource.name not in unused and not _orphaned(resource, unused, used)]
    return tuple(_fit(resource, wanted, unused, make) for resource in kept)


def _fit(resource: Resource, wanted: Letters, unused: frozenset[str], make: Cut) -> Resource:
    if is_font(resource):
        media_type = "font/woff2" if wanted.compressed else resource.media_type
        return replace(resource, media_type=media_type, data=make(resource, wanted))
    if resource.media_type != "text/css" or not unused:
        return resource
    css = resource.data.decode("utf-8")
    gone = frozenset(url for _, named in faces(css) for url in named if resolve(resource.name, url)[0] in unused)
    return replace(resource, data=without_faces(css, gone).encode("utf-8"))


def _used(sheets: Iterable[Resource], pages: Iterable[Page]) -> frozenset[str]:
    """The names of the fonts whose family a page uses."""
    texts = [(sheet.name, sheet.data.decode("utf-8", "replace")) for sheet in sheets]
    by_family: dict[str, set[str]] = {}
    for name, css in texts:
        for family, named in faces(css):
            by_family.setdefault(family, set()).update(resolve(name, url)[0] for url in named)
    roots = [page.root for page in pages]
    used: set[str] = set()
    inline = [style.text or "" for root in roots for style in root.iter(f"{XHTML}style")]
    for css in [*(css for _, css in texts), *inline]:
        used |= families_used(css, frozenset(by_family) - {""}, roots)
    return frozenset(font for family in used for font in by_family[family])


def _orphaned(resource: Resource, unused: frozenset[str], used: frozenset[str]) -> bool:
    """True for the licence of fonts that are all left out."""
    match = _LICENCE.fullmatch(resource.name)
    if not match or posixpath.dirname(resource.name) == "":
        return False
    stem = match[1]
    return any(name.startswith(stem) for name in unused) and not any(name.startswith(stem) for name in used)


def _letters(pages: Iterable[Page], sheets: Iterable[Resource]) -> frozenset[str]:
    """What is printed, in both cases, since a style sheet may change the case."""
    printed = set("".join(page.text for page in pages))
    for sheet in sheets:
        printed |= set("".join(strings(sheet.data.decode("utf-8", "replace"))))
    cased = "".join(letter.upper() + letter.lower() for letter in printed)
    return frozenset(printed | set(cased)) | ALWAYS


def _features(sheets: Iterable[Resource]) -> tuple[str, ...]:
    """Strings of four letters in the style sheets: what `font-feature-settings` asks for, and more does no harm."""
    said = {text for sheet in sheets for text in strings(sheet.data.decode("utf-8", "replace"))}
    return tuple(sorted(text for text in said if re.fullmatch("[a-z0-9]{4}", text)))
