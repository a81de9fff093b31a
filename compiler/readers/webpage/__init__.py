"""The reader for saved pages: HTML, XHTML and MHTML."""
