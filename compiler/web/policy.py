"""The content security policy of the page (CSP 3): nothing from outside, and of what is inside only what its digests name."""

from __future__ import annotations

import base64
import hashlib


def policy(style: str, script: str = "") -> str:
    """What the page allows: this style sheet, this script, pictures and fonts that it holds itself."""
    scripts = f"'{digest(script)}'" if script else "'none'"
    return "; ".join(
        (
            "default-src 'none'",
            "img-src data:",
            "font-src data:",
            f"style-src '{digest(style)}'",
            f"script-src {scripts}",
            "base-uri 'none'",
            "form-action 'none'",
        )
    )


def digest(text: str) -> str:
    """The source expression of an element with this text (CSP 3, 2.3.1)."""
    return f"sha256-{base64.b64encode(hashlib.sha256(text.encode('utf-8')).digest()).decode()}"
