"""What Pango needs to know of a style, made once for each style and not anew for each line.

Why the bytes stay the same: context, font description, language and metrics are made of the same properties by the same calls, and no
layout changes them. A layout's attributes, which the engine does change with its text, are its own as before.
"""

from __future__ import annotations

from typing import Any

from weasyprint.text import line_break
from weasyprint.text.constants import LST_TO_ISO, PANGO_DIRECTION
from weasyprint.text.ffi import FROM_UNITS, ffi, gobject, pango, unicode_to_char_p
from weasyprint.text.fonts import font_features, get_font_description

from .patching import Patch

_VARIANTS = ("ligatures", "position", "caps", "numeric", "alternates", "east_asian")
_FEATURES = ("font_kerning", *(f"font_variant_{name}" for name in _VARIANTS), "font_feature_settings")
_PROPERTIES = (
    *("font_family", "font_style", "font_stretch", "font_weight", "font_size", "font_variation_settings"),
    *("font_language_override", "lang", "direction", "text_decoration_line"),
    *_FEATURES,
)
"""All that `Layout.setup` reads of a style."""
_METRICS = ("ascent", "underline_position", "underline_thickness", "strikethrough_position", "strikethrough_thickness")


class Face:
    """A style as Pango sees it: `name` says all of it; `metrics` are those of lines under, over and through its text, if any."""

    def __init__(self, style: Any, name: str) -> None:
        self.name = name
        self.context = ffi.gc(pango.pango_font_map_create_context(style.font_config.font_map), gobject.g_object_unref)
        pango.pango_context_set_round_glyph_positions(self.context, False)
        pango.pango_context_set_base_dir(self.context, PANGO_DIRECTION[style["direction"]])
        override = style["font_language_override"]
        tag = LST_TO_ISO.get(override.lower(), override) if override != "normal" else style["lang"]
        if tag:
            pointer, _alive = unicode_to_char_p(tag)
            self.language = pango.pango_language_from_string(pointer)
            pango.pango_context_set_language(self.context, self.language)
        else:
            self.language = pango.pango_language_get_default()
        self.description = get_font_description(style)
        self.is_decorated = style["text_decoration_line"] != "none"
        self.metrics = self._metrics() if self.is_decorated else {}
        features = font_features(*(style[name] for name in _FEATURES))
        self.features = ",".join(f"{key} {value}" for key, value in features.items()).encode()
        self.words: Any = None

    def _metrics(self) -> dict[str, float]:
        found = ffi.gc(
            pango.pango_context_get_metrics(self.context, self.description, self.language),
            pango.pango_font_metrics_unref,
        )
        return {name: FROM_UNITS * getattr(pango, f"pango_font_metrics_get_{name}")(found) for name in _METRICS}

    def layout(self, style: Any) -> Any:
        """A new Pango layout of this face."""
        made = ffi.gc(pango.pango_layout_new(self.context), gobject.g_object_unref)
        pango.pango_layout_set_auto_dir(made, False)
        pango.pango_layout_set_font_description(made, self.description)
        if self.features:
            known = style.font_config.font_features
            if self.features not in known:
                known[self.features] = pango.pango_attr_font_features_new(self.features)
            attributes = pango.pango_attr_list_new()
            pango.pango_attr_list_insert(attributes, known[self.features])
            pango.pango_layout_set_attributes(made, attributes)
        return made


def face_of(style: Any) -> Face:
    """The face of a style; styles that say the same of letters share one."""
    known: Face | None = style.__dict__.get("quick_face")
    if known is None:
        faces = style.font_config.__dict__.setdefault("quick_faces", {})
        key = repr([style[name] for name in _PROPERTIES])
        known = faces.get(key)
        if known is None:
            known = faces[key] = Face(style, key)
        style.quick_face = known
    return known


def _setup(_original: Any) -> Any:
    def setup(self: Any, style: Any) -> None:
        face = face_of(style)
        self.style, self.first_line_direction = style, 0
        self.language, self.layout = face.language, face.layout(style)
        self.ascent = self.underline_position = self.strikethrough_position = None
        self.__dict__.update(face.metrics)

    return setup


def _key(original: Any) -> Any:
    def key(style: Any, include_size: bool = False) -> str:
        name = "quick_key_with_size" if include_size else "quick_key"
        known: str | None = style.__dict__.get(name)
        if known is None:
            known = original(style, include_size)
            setattr(style, name, known)
        return known

    return key


PATCHES = (Patch(line_break.Layout, "setup", _setup), Patch(line_break, "_font_style_cache_key", _key))
