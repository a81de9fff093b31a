"""What can be cited: the sources as a bibliography, a chronology, CSL-JSON, BibTeX and RIS, and the edition as CITATION.cff."""

from __future__ import annotations

from .bibliography import bibliography, entry_id
from .bibtex import bibtex
from .cff import citation_file
from .chronology import chronology
from .items import csl_json
from .references import Reference, of_edition, of_source
from .ris import ris
from .style import Citer

__all__ = [
    "Citer",
    "Reference",
    "bibliography",
    "bibtex",
    "chronology",
    "citation_file",
    "csl_json",
    "entry_id",
    "of_edition",
    "of_source",
    "ris",
]
