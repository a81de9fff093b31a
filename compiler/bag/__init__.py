"""The archival bag: an edition with all that it was made from, as a BagIt package (RFC 8493) that anyone can check."""
