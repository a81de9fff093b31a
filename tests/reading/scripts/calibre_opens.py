"""Run by calibre's own Python (`calibre-debug`): what its editor and viewer find in an EPUB, as JSON on the last line."""

import json
import sys

from calibre.ebooks.oeb.polish.check.fonts import check_fonts
from calibre.ebooks.oeb.polish.check.links import check_link_destinations, check_links
from calibre.ebooks.oeb.polish.check.opf import check_opf
from calibre.ebooks.oeb.polish.container import get_container
from calibre.ebooks.oeb.polish.toc import get_toc

ERROR = 3
"""Of its levels the first that is more than advice."""

book = get_container(sys.argv[1], tweak_mode=True)
contents = get_toc(book, verify_destinations=True).iterdescendants()
faults = [fault for check in (check_links, check_link_destinations, check_opf, check_fonts) for fault in check(book)]
print(
    json.dumps(
        {
            "contents": [[entry.title, entry.dest, entry.frag or "", bool(entry.dest_exists)] for entry in contents],
            "faults": [f"{fault.name}: {fault.msg}" for fault in faults if fault.level >= ERROR],
        }
    )
)
