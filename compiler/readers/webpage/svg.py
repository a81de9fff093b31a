"""An SVG picture without anything that acts, refers outside or is no picture."""

from __future__ import annotations

import re

from lxml import etree

from .tree import Element, tag

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
_PIXELS = re.compile(r"\s*data:image/(?:png|jpeg|gif|webp);base64,", re.IGNORECASE)
_OUTSIDE = re.compile(
    r"url\((?!\s*['\"]?\s*#)|image-set\s*\(|@import|expression\(|javascript:|\\|src\s*\(", re.IGNORECASE
)
_DEPTH = 60


def safe_svg(data: bytes) -> bytes | None:
    """The picture with only drawing elements and inner references; None if `data` is no SVG or nothing can be seen in it."""
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, remove_comments=True, remove_pis=True
    )
    try:
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError):
        return None
    return standalone(root) if tag(root) == "svg" else None


def standalone(element: Element) -> bytes | None:
    """An `svg` element of a page (its names put in lower case by the parser, perhaps) as a file of its own."""
    copy = _copied(element, 0)
    if copy is None or not any(
        tag(found) not in {"svg", "g", "defs", "title", "desc", "style"} for found in copy.iter()
    ):
        return None
    data: bytes = etree.tostring(copy, encoding="utf-8", xml_declaration=False)
    return data


def _copied(element: Element, depth: int) -> Element | None:
    name = tag(element)
    if name not in _ALLOWED or depth > _DEPTH or (name == "style" and _OUTSIDE.search("".join(element.itertext()))):
        return None
    copy = etree.Element(
        f"{{{SVG}}}{_CASED.get(name, name)}", nsmap={None: SVG, "xlink": XLINK} if depth == 0 else None
    )
    for key, value in element.attrib.items():
        _keep(copy, str(key), str(value))
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
        if _INSIDE.fullmatch(value) or (tag(copy) in {"image", "feimage"} and _PIXELS.match(value)):
            copy.set(f"{{{XLINK}}}href", value.strip())
        return
    if name.lower().startswith(("on", "bayaz-")) or not _PLAIN.fullmatch(name) or _OUTSIDE.search(value):
        return
    if not key.startswith("{") and key.partition(":")[0] != "xmlns" and name != "xmlns":
        copy.set(_CASED.get(name.lower(), name), value)
