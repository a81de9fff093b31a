#!/bin/sh
# Installs what the tests ask: epubcheck's Java, qpdf, poppler, veraPDF, pandoc, calibre, mutool, Ace and reading systems (with
# Chromium), the validator of RO-Crates. Into .tools/ what is no system package. What cannot be had is said, and fails under
# CI=true only: its tests are then skipped by name.
set -u

here=$(cd "$(dirname "$0")" && pwd)
tools=$(dirname "$here")/.tools
verapdf=1.28.2
dependency=org.apache.maven.plugins:maven-dependency-plugin:3.8.1
lacking=
mkdir -p "$tools"

lack() {
    lacking="$lacking $1"
    echo "not installed: $1 ($2)" >&2
}

# with_program PROGRAM NAME manager:packages...
with_program() {
    program=$1
    name=$2
    shift 2
    command -v "$program" >/dev/null 2>&1 && return 0
    sh "$here/install.sh" "$name" "$@" && command -v "$program" >/dev/null 2>&1
}

# with_npm FOLDER: what .ci/FOLDER/package-lock.json names, into .tools/FOLDER. Both drive the machine's own Chromium: no other
# is downloaded, and no package runs a script of its own.
with_npm() {
    [ -d "$tools/$1/node_modules" ] && cmp -s "$here/$1/package-lock.json" "$tools/$1/package-lock.json" && return 0
    with_program npm npm apt:nodejs,npm dnf:nodejs,npm pacman:nodejs,npm brew:node || return 1
    echo "installing npm packages: $1"
    rm -rf "$tools/$1"
    mkdir -p "$tools/$1"
    cp "$here/$1/package.json" "$here/$1/package-lock.json" "$tools/$1/"
    (cd "$tools/$1" && PUPPETEER_SKIP_DOWNLOAD=1 npm ci --omit=optional --ignore-scripts --no-audit --no-fund --loglevel=error >npm.log 2>&1) && return 0
    tail -n 5 "$tools/$1/npm.log" >&2
    rm -f "$tools/$1/package-lock.json"
    return 1
}

with_verapdf() {
    [ -f "$tools/verapdf/greenfield-apps-$verapdf.jar" ] && return 0
    with_program mvn Maven apt:maven dnf:maven pacman:maven brew:maven || return 1
    echo "installing veraPDF $verapdf"
    rm -rf "$tools/verapdf"
    mvn -q -B "$dependency:copy" -Dartifact="org.verapdf.apps:greenfield-apps:$verapdf" \
        -DoutputDirectory="$tools/verapdf" >"$tools/verapdf.log" 2>&1 && return 0
    tail -n 5 "$tools/verapdf.log" >&2
    return 1
}

# The validator of RO-Crates in an environment of its own: it asks for other versions of what Bayaz uses.
with_rocrate() {
    [ -x "$tools/rocrate/bin/rocrate-validator" ] && cmp -s "$here/rocrate.lock" "$tools/rocrate/rocrate.lock" && return 0
    echo "installing the RO-Crate validator"
    rm -rf "$tools/rocrate"
    "${VENV:-.venv}/bin/python" -m venv "$tools/rocrate" || return 1
    "$tools/rocrate/bin/pip" install --disable-pip-version-check --quiet --no-deps --require-hashes -r "$here/rocrate.lock" || return 1
    cp "$here/rocrate.lock" "$tools/rocrate/rocrate.lock"
}

with_chromium() {
    for program in chromium chromium-browser google-chrome; do
        command -v "$program" >/dev/null 2>&1 && return 0
    done
    with_program chromium Chromium apt:chromium dnf:chromium pacman:chromium brew:chromium
}

# Java first: Maven and both validators need it.
if with_program java Java apt:default-jre-headless dnf:java-latest-openjdk-headless pacman:jre-openjdk-headless brew:openjdk; then
    with_verapdf || lack veraPDF "its jar by Maven: org.verapdf.apps:greenfield-apps:$verapdf into .tools/verapdf/"
else
    lack Java "a Java runtime, version 11 or newer: epubcheck and veraPDF run on it"
    lack veraPDF "it needs Java"
fi
with_program qpdf qpdf apt:qpdf dnf:qpdf pacman:qpdf brew:qpdf || lack qpdf "your system's package qpdf"
with_program pdftotext poppler apt:poppler-utils dnf:poppler-utils pacman:poppler brew:poppler || lack poppler "your system's package poppler-utils"
with_rocrate || lack "RO-Crate validator" "PyPI's roc-validator, into .tools/rocrate"
# Books by other hands, which bayaz check must find no fault with.
with_program pandoc pandoc apt:pandoc dnf:pandoc pacman:pandoc brew:pandoc || lack pandoc "your system's package pandoc"
with_program ebook-convert calibre apt:calibre dnf:calibre pacman:calibre || lack calibre "your system's package calibre"
with_program mutool mupdf apt:mupdf-tools dnf:mupdf pacman:mupdf-tools brew:mupdf-tools || lack mutool "your system's package mupdf-tools"
if with_chromium; then
    with_npm ace || lack Ace "npm's @daisy/ace-cli, with PUPPETEER_SKIP_DOWNLOAD=1"
    with_npm reading || lack "reading systems" "npm's packages of .ci/reading/package.json"
else
    lack Chromium "your system's package chromium: Ace and the reading systems run in it"
fi

[ -z "$lacking" ] && exit 0
echo "the tests that need$lacking are skipped" >&2
[ "${CI:-}" = true ] && exit 7
exit 0
