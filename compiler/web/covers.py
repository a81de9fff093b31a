"""The cover as large as a page shows it: the picture that shops ask for is many times that."""

from __future__ import annotations

from dataclasses import replace
from io import BytesIO

from PIL import Image

from compiler.model.pages import Resource

COVER = "images/cover.png"
_WIDTH = 720
"""Pixels: twice what a page shows, for fine screens."""


def for_screens(resource: Resource) -> Resource:
    """The cover made smaller; anything else as it is."""
    if resource.name != COVER:
        return resource
    with Image.open(BytesIO(resource.data)) as image:
        height = round(image.height * _WIDTH / image.width)
        small = image.convert("RGB").resize((_WIDTH, height), Image.Resampling.LANCZOS).quantize(64)
    out = BytesIO()
    small.save(out, "PNG", optimize=True)
    return replace(resource, data=out.getvalue())
