#!/bin/sh
# Installs what $1 names by the machine's package manager: the other arguments are `manager:packages`, commas between packages.
# Installs without asking when root; else with sudo only where sudo asks nothing; else says what to type and exits 7.
set -eu

what=$1
shift

packages_for() {
    manager=$1
    shift
    for choice in "$@"; do
        case $choice in "$manager":*) echo "${choice#*:}" | tr ',' ' '; return ;; esac
    done
}

for manager in apt dnf pacman brew; do
    program=$manager
    [ "$manager" = apt ] && program=apt-get
    command -v "$program" >/dev/null 2>&1 || continue
    packages=$(packages_for "$manager" "$@")
    [ -n "$packages" ] || continue
    case $manager in
        apt) command="apt-get install -y --no-install-recommends $packages" ;;
        dnf) command="dnf install -y $packages" ;;
        pacman) command="pacman -S --noconfirm --needed $packages" ;;
        brew) command="brew install $packages" ;;
    esac
    if [ "$manager" = brew ] || [ "$(id -u)" = 0 ]; then
        run=
    elif command -v sudo >/dev/null 2>&1 && sudo -n true 2>/dev/null; then
        run=sudo
    else
        echo "$what is missing. Type:  sudo $command" >&2
        exit 7
    fi
    echo "installing $what: $packages"
    [ "$manager" = apt ] && { $run apt-get update -qq || true; }
    # shellcheck disable=SC2086 # the words are meant to be split
    DEBIAN_FRONTEND=noninteractive $run $command >/dev/null
    exit 0
done
echo "$what is missing, and no package manager known to Bayaz (apt, dnf, pacman, brew) is here: install it by hand." >&2
exit 7
