"""All cases of the order of letters."""

from __future__ import annotations

from .case import Case
from .edge_cases import EDGE_CASES
from .kind_cases import KIND_CASES
from .nesting_cases import NESTING_CASES
from .number_cases import NUMBER_CASES
from .punctuation_cases import PUNCTUATION_CASES

CASES: tuple[Case, ...] = KIND_CASES + NUMBER_CASES + PUNCTUATION_CASES + NESTING_CASES + EDGE_CASES
