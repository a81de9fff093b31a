"""Finished books opened in the reading systems that people use: foliate-js, epub.js and pdf.js, driven in headless Chromium.

`fixtures` starts the browser; `ebooks` opens an EPUB, goes to an address and says which blocks are on screen; `documents` opens a
PDF and says where its destinations, outline and links lead; `glyphs` reads in which order a browser has set letters.
"""
