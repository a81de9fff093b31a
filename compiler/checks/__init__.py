"""Finished files opened again and looked through: what they say of themselves must be so."""

from .bidi_epub import check_bidi
from .epub import check_epub
from .examination import CHECKERS, OWN, Asked, examined, kind_of
from .pdf import check_pdf
from .pdf_places import UNREADABLE
from .seen import Seen, seen
from .text_layer import check_text_layer
from .text_layer_pages import OWN_EXTRACTORS
from .validators import validated
from .web import check_web

__all__ = [
    "CHECKERS",
    "OWN",
    "OWN_EXTRACTORS",
    "UNREADABLE",
    "Asked",
    "Seen",
    "check_bidi",
    "check_epub",
    "check_pdf",
    "check_text_layer",
    "check_web",
    "examined",
    "kind_of",
    "seen",
    "validated",
]
