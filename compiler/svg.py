"""An SVG picture without anything that acts, refers outside, or draws without end."""

from __future__ import annotations

import base64
import re
from collections import Counter
from collections.abc import Iterator
from typing import Any
from urllib.parse import unquote

from lxml import etree

from compiler import files

Element = Any
"""An lxml element; lxml publishes no types."""

SVG = "http://www.w3.org/2000/svg"
XLINK = "http://www.w3.org/1999/xlink"
_ALLOWED_NAMES = """
svg g defs symbol use title desc path rect circle ellipse line polyline polygon text tspan textpath lineargradient
radialgradient stop pattern clippath mask marker image style a switch view filter feblend fecolormatrix
fecomponenttransfer fecomposite feconvolvematrix fediffuselighting fedisplacementmap fedistantlight fedropshadow
feflood fefunca fefuncb fefuncg fefuncr fegaussianblur feimage femerge femergenode femorphology feoffset
fepointlight fespecularlighting fespotlight fetile feturbulence
"""
_ALLOWED = frozenset(_ALLOWED_NAMES.split())
_CASED_NAMES = """
linearGradient radialGradient clipPath textPath feBlend feColorMatrix feComponentTransfer feComposite
feConvolveMatrix feDiffuseLighting feDisplacementMap feDistantLight feDropShadow feFlood feFuncA feFuncB feFuncG
feFuncR feGaussianBlur feImage feMerge feMergeNode feMorphology feOffset fePointLight feSpecularLighting feSpotLight
feTile feTurbulence viewBox preserveAspectRatio gradientUnits gradientTransform spreadMethod patternUnits
patternTransform patternContentUnits clipPathUnits maskUnits maskContentUnits markerWidth markerHeight markerUnits
refX refY stdDeviation startOffset textLength lengthAdjust pathLength filterUnits primitiveUnits baseFrequency
numOctaves tableValues kernelMatrix surfaceScale specularExponent
"""
_CASED = {name.lower(): name for name in _CASED_NAMES.split()}
_PLAIN = re.compile(r"[A-Za-z_][\w.\-]*")
_INSIDE = re.compile(r"\s*#[\w.\-]+\s*")
_PIXELS = re.compile(r"\s*data:image/(?:png|jpe?g|gif|webp);base64,", re.IGNORECASE)
_OUTSIDE = re.compile(
    r"url\((?!\s*+(?:['\"]\s*+)?#)|image-set\s*\(|@import|expression\(|javascript:|\\|src\s*\(", re.IGNORECASE
)
_XML = "{http://www.w3.org/XML/1998/namespace}"
_REFERENCE = re.compile(r"url\(\s*+(?:['\"]\s*+)?#([^'\")]*)")
_FILL = re.compile(r"(?:^|;)\s*+fill\s*+:([^;]*)")
_NAME = re.compile(r"[.#]?[\w\-]+")
_GRADIENTS = frozenset({"lineargradient", "radialgradient"})
_NOT_SEEN = frozenset({"svg", "g", "defs", "title", "desc", "style"})
_NOT_DRAWN = frozenset({"", "title", "desc", "style", "defs", "metadata"})
_PICTURES = frozenset({"image", "feimage"})
_BY_REFERENCE = _PICTURES | {"use"}
_DEPTH = 60
_MAX_DRAWN = 300_000
"""Elements that a picture may draw, those drawn again by reference counted each time."""


def safe_svg(data: bytes) -> bytes | None:
    """The picture with only drawing elements and inner references.

    None if `data` is no SVG, nothing can be seen in it, or its references (SVG 2, section 5.6) draw in a circle or
    more than an engine could in a reasonable time.
    """
    try:
        root = etree.fromstring(data, _parser())
    except (etree.XMLSyntaxError, ValueError):
        return None
    return standalone(root) if _tag(root) == "svg" else None


def standalone(element: Element) -> bytes | None:
    """An `svg` element of a page (its names put in lower case by the parser, perhaps) as a file of its own; else as `safe_svg`."""
    copy = _copied(element, 0)
    if copy is None or all(_tag(found) in _NOT_SEEN for found in copy.iter()) or _Cost(copy).of(copy) > _MAX_DRAWN:
        return None
    data: bytes = etree.tostring(copy, encoding="utf-8", xml_declaration=False)
    return data


def with_ground(data: bytes) -> bytes:
    """The drawing on a white ground, as it would look on paper; as it is if it brings a ground of its own, or is no SVG.

    Night mode turns the page black and leaves drawings alone: black strokes on nothing would be gone.
    """
    try:
        root = etree.fromstring(data, _parser())
    except (etree.XMLSyntaxError, ValueError):
        return data
    shown = [child for child in root if _tag(child) not in _NOT_DRAWN]
    x, y, width, height = _window(root)
    if _tag(root) != "svg" or (shown and _covers(shown[0], width, height)):
        return data
    ground = etree.Element(f"{{{SVG}}}rect", {"x": x, "y": y, "width": width, "height": height})
    ground.set("style", "fill:#fff;stroke:none")  # above what the drawing's own style sheet says of rectangles
    root.insert(root.index(shown[0]) if shown else len(root), ground)
    grounded: bytes = etree.tostring(root, encoding="utf-8", xml_declaration=False)
    return grounded


def _window(root: Element) -> tuple[str, str, str, str]:
    """The part of the plane that is shown (SVG 2, 8.6): its corner, width and height."""
    box = (root.get("viewBox") or "").replace(",", " ").split()
    return (box[0], box[1], box[2], box[3]) if len(box) == 4 else ("0", "0", "100%", "100%")


def _covers(element: Element, width: str, height: str) -> bool:
    """True for a rectangle as large as the drawing, with a paint."""
    measures = {element.get("width"), element.get("height")}
    whole = measures <= {width, height, "100%"} and _tag(element) == "rect"
    said = _FILL.search(element.get("style") or "")
    paint = said[1] if said else element.get("fill") or element.get("class") or ""
    see_through = element.get("opacity") or element.get("fill-opacity")
    return whole and paint.strip() not in {"", "none", "transparent"} and not see_through


def left_out(data: bytes, kept: bytes) -> tuple[str, ...]:
    """Names of the SVG elements of `data` that are not all in `kept`, which `safe_svg` made of it; metadata does not count."""
    before, after = (_names(etree.fromstring(part, _parser())) for part in (data, kept))
    return tuple(sorted(before - after))


def _names(root: Element) -> Counter[str]:
    etree.strip_elements(root, f"{{{SVG}}}metadata", with_tail=False)
    return Counter(found.tag.rpartition("}")[2] for found in root.iter(f"{{{SVG}}}*", "{}*"))


def _parser() -> etree.XMLParser:
    return etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, remove_comments=True, remove_pis=True
    )


def _tag(element: Element) -> str:
    """The lower-case local name, empty for comments and the like."""
    name = element.tag
    return name.rpartition("}")[2].lower() if isinstance(name, str) else ""


# --- what may pass ---


def _copied(element: Element, depth: int) -> Element | None:
    name = _tag(element)
    if name not in _ALLOWED or depth > _DEPTH or (name == "style" and _OUTSIDE.search("".join(element.itertext()))):
        return None
    copy = etree.Element(
        f"{{{SVG}}}{_CASED.get(name, name)}", nsmap={None: SVG, "xlink": XLINK} if depth == 0 else None
    )
    for key, value in element.attrib.items():
        _keep(copy, str(key), str(value))
    if name in _BY_REFERENCE and copy.get(f"{{{XLINK}}}href") is None:
        return None
    copy.text = element.text
    last = None
    for child in element:
        part = _copied(child, depth + 1)
        if part is not None:
            part.tail = child.tail
            copy.append(part)
            last = part
        elif child.tail and last is not None:
            last.tail = (last.tail or "") + child.tail
        elif child.tail:
            copy.text = (copy.text or "") + child.tail
    return copy


def _keep(copy: Element, key: str, value: str) -> None:
    """Sets the attribute if it is plain, no handler, and refers to nothing outside."""
    name = key.rpartition("}")[2].rpartition(":")[2]
    if name.lower() == "href":
        kept = value.strip() if _INSIDE.fullmatch(value) else _pixels(value) if _tag(copy) in _PICTURES else ""
        if kept:
            copy.set(f"{{{XLINK}}}href", kept)
        return
    if key in {f"{_XML}lang", f"{_XML}space"}:
        copy.set(key, value)
        return
    if name.lower().startswith(("on", "bayaz-")) or not _PLAIN.fullmatch(name) or _OUTSIDE.search(value):
        return
    if not key.startswith("{") and key.partition(":")[0] != "xmlns" and name != "xmlns":
        copy.set(_CASED.get(name.lower(), name), value)


def _pixels(address: str) -> str:
    """The `data:` address of a sound PNG, JPEG, GIF or WebP, empty for any other."""
    if not _PIXELS.match(address):
        return ""
    try:
        data = base64.b64decode(unquote(address.partition(",")[2]))
    except ValueError:
        return ""
    facts = files.image_facts(data)
    if facts is None or facts.media_type == "image/svg+xml":
        return ""
    return f"data:{facts.media_type};base64,{base64.b64encode(data).decode()}"


# --- what it would draw ---


class _Cost:
    """How many elements a picture draws, each as often as something refers to it."""

    def __init__(self, root: Element) -> None:
        self._by_id = {found.get("id"): found for found in root.iter() if found.get("id")}
        self._rules = _rules(root)
        self._known: dict[Element, int] = {}
        self._open: set[Element] = set()

    def of(self, element: Element) -> int:
        """The cost of `element`; more than any picture may have where it draws itself or nests too deep."""
        if element in self._known:
            return self._known[element]
        if element in self._open or len(self._open) > 2 * _DEPTH:
            return _MAX_DRAWN + 1
        self._open.add(element)
        inner = 1 + sum(self.of(child) for child in element)
        target = self._by_id.get(element.get(f"{{{XLINK}}}href", "")[1:])
        if target is not None and _tag(element) not in _GRADIENTS:
            inner += self.of(target)
        once, each = self._asked(element)
        # Paint and markers are inherited, so that each part inside may draw them again; a clip is drawn once for all.
        inner = inner * (1 + sum(self.of(found) for found in each)) + sum(self.of(found) for found in once)
        if any(_tag(found) == "marker" for found in each):
            inner *= 1 + len(element.get("d") or element.get("points") or "") // 4
        self._open.discard(element)
        cost = self._known[element] = min(inner, _MAX_DRAWN + 1)
        return cost

    def _asked(self, element: Element) -> tuple[list[Element], list[Element]]:
        """What the element's attributes, and the style sheet as far as it may concern it, refer to.

        First clips, masks and filters, then paint and markers; gradients draw nothing.
        """
        wanted = {one for key, value in element.attrib.items() for one in _references(f"{key}:{value}")}
        for name in ("*", _tag(element), f"#{element.get('id')}", *_classes(element)):
            wanted |= self._rules.get(name, frozenset())
        found = [(once, self._by_id[name]) for once, name in sorted(wanted) if name in self._by_id]
        drawn = [(once, target) for once, target in found if _tag(target) not in _GRADIENTS]
        return [target for once, target in drawn if once], [target for once, target in drawn if not once]


def _references(declarations: str) -> Iterator[tuple[bool, str]]:
    """Each `url(#id)`: whether its property clips, masks or filters, and the id."""
    for match in _REFERENCE.finditer(declarations):
        before = declarations[max(0, match.start() - 30) : match.start()].rstrip(" :")
        yield before.endswith(("clip-path", "mask", "filter")), match[1]


def _classes(element: Element) -> list[str]:
    return [f".{name}" for name in (element.get("class") or "").split()]


def _rules(root: Element) -> dict[str, set[tuple[bool, str]]]:
    """What the style sheets refer to, under a name that the elements bear for which they say it; `*` where that is not plain."""
    found: dict[str, set[tuple[bool, str]]] = {}
    for sheet in root.iter(f"{{{SVG}}}style"):
        text = "".join(part.partition("*/")[2] for part in f"*/{sheet.text or ''}".split("/*"))
        for rule in text.split("}"):
            before, _, body = rule.rpartition("{")
            references = tuple(_references(body))
            for selector in before.rpartition("{")[2].split(",") if references else ():
                found.setdefault(_borne(selector), set()).update(references)
    return found


def _borne(selector: str) -> str:
    """The last name of a CSS selector: `.hatch` of `g > rect.hatch`."""
    last = (selector.split() or ["*"])[-1]
    names = _NAME.findall(last)
    name = names[-1] if names and not any(sign in last for sign in ":[*") else "*"
    return name if name[0] in ".#" else name.lower()
