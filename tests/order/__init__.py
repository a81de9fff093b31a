"""The order of letters on the line: the same cases printed, set by a browser from the model, and opened in reading systems.

`cases` are data; `library` makes a book of them; `printed`, `oracle` and `read` tell in which order each engine sets them.
"""
