"""Finished files opened again and looked through: what they say of themselves must be so."""

from .bidi_epub import check_bidi
from .epub import check_epub
from .pdf import check_pdf
from .text_layer import check_text_layer
from .text_layer_pages import OWN_EXTRACTORS
from .validators import validated

__all__ = ["OWN_EXTRACTORS", "check_bidi", "check_epub", "check_pdf", "check_text_layer", "validated"]
