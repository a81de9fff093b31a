#!/bin/sh
# Installs Pango, which draws the text of the PDF, where it is missing.
set -eu

python=${VENV:-.venv}/bin/python
here() {
    "$python" -c 'import weasyprint' >/dev/null 2>&1
}

here && exit 0
sh "$(dirname "$0")/install.sh" Pango \
    apt:libpango-1.0-0,libpangoft2-1.0-0,libharfbuzz-subset0,fontconfig \
    dnf:pango,fontconfig pacman:pango,fontconfig brew:pango
here || { echo "Pango is installed, but Python does not find it:" >&2; "$python" -c 'import weasyprint' >&2; exit 7; }
