"""Finished files opened again and looked through: what they say of themselves must be so."""

from .bidi_epub import check_bidi
from .epub import check_epub
from .pdf import check_pdf
from .validators import validated

__all__ = ["check_bidi", "check_epub", "check_pdf", "validated"]
