"""What a print shop gets: the book's pages with bleed, marks and colours of print, and its cover with a spine."""
