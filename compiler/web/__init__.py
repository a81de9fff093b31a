"""The one-file web page: everything that a rendered page names goes into it, so that it opens from a disk by itself."""

from .page import page

__all__ = ["page"]
