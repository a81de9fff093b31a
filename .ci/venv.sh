#!/bin/sh
# Makes the virtual environment $1 with the first Python that is new enough.
set -eu

new_enough() {
    command -v "$1" >/dev/null 2>&1 && "$1" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null
}

for python in python3 python3.14 python3.13 python3.12 python3.11 python; do
    new_enough "$python" && break
    python=
done
if [ -z "$python" ]; then
    echo "Bayaz needs Python 3.11 or newer, and there is none here: install it, then type the command again." >&2
    exit 7
fi
if ! "$python" -c 'import ensurepip' 2>/dev/null; then
    # Debian and Ubuntu keep this part of Python in a package of its own.
    version=$("$python" -c 'import sys; print("%d.%d" % sys.version_info[:2])')
    sh "$(dirname "$0")/install.sh" "Python's venv module" apt:python$version-venv
fi
echo "making a virtual environment with $("$python" --version)"
"$python" -m venv "$1"
