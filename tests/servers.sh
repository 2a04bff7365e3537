#!/usr/bin/env bash
# Installs what tests and benchmarks start from Debian's packages: the servers behind the feature `servers`, valgrind, and wrk.
#
#   tests/servers.sh               everything
#   tests/servers.sh prometheus    only what is named
#
# Does nothing where everything is there already. Starts nothing: the tests start what they need.
set -euo pipefail

# Package → what the tests use of it, which decides whether the package is missing: programs, files by their path, and modules of Python as
# `python3:module`.
declare -A programs=(
    [golang-github-prometheus-client-model-dev]="/usr/share/gocode/src/github.com/prometheus/client_model/io/prometheus/client/metrics.proto"
    [libprotobuf-dev]="/usr/include/google/protobuf/timestamp.proto"
    [prometheus]="prometheus promtool"
    [prometheus-pushgateway]="prometheus-pushgateway"
    [protobuf-compiler]="protoc"
    [python3-venv]="python3:ensurepip"
    [valgrind]="valgrind"
    [victoria-metrics]="victoria-metrics"
    [wrk]="wrk"
)

fail() {
    echo "servers.sh: $*" >&2
    exit 1
}

known_names() {
    printf '%s\n' "${!programs[@]}" | sort | paste --serial --delimiters=' '
}

is_there() {
    case $1 in
    /*) [[ -e $1 ]] ;;
    *:*) command -v "${1%%:*}" >/dev/null && "${1%%:*}" -c "import ${1#*:}" 2>/dev/null ;;
    *) command -v "$1" >/dev/null ;;
    esac
}

is_installed() {
    local program
    for program in ${programs[$1]}; do
        is_there "$program" || return 1
    done
}

as_root() {
    if [[ $EUID -eq 0 ]]; then
        "$@"
    elif command -v sudo >/dev/null; then
        sudo "$@"
    else
        fail "installing needs root: run this as root, or install sudo"
    fi
}

# Packages of servers start their service when they are installed, unless this file says no.
readonly policy=/usr/sbin/policy-rc.d

keep_services_stopped() {
    [[ -e $policy ]] && return
    trap 'as_root rm --force "$policy"' EXIT
    printf '#!/bin/sh\nexit 101\n' | as_root tee "$policy" >/dev/null
    as_root chmod +x "$policy"
}

install_packages() {
    command -v apt-get >/dev/null ||
        fail "no apt-get here: install these by hand, with their programs on the PATH: $*"
    keep_services_stopped
    as_root apt-get update --quiet --quiet
    as_root env DEBIAN_FRONTEND=noninteractive \
        apt-get install --quiet --quiet --yes --no-install-recommends "$@"
}

names=("$@")
[[ ${#names[@]} -gt 0 ]] || read -r -a names <<<"$(known_names)"

missing=()
for name in "${names[@]}"; do
    [[ -v programs[$name] ]] || fail "\`$name\` is not known here; known: $(known_names)"
    is_installed "$name" || missing+=("$name")
done

if [[ ${#missing[@]} -eq 0 ]]; then
    echo "servers.sh: nothing to install: ${names[*]}"
    exit 0
fi

echo "servers.sh: installing ${missing[*]}"
install_packages "${missing[@]}"
for name in "${missing[@]}"; do
    is_installed "$name" || fail "installed \`$name\`, but not all that it is for is there: ${programs[$name]}"
done
echo "servers.sh: installed ${missing[*]}"
