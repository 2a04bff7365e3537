#!/usr/bin/env bash
# Compares the instructions of the ten hottest paths with runtime/benches/instructions.tsv; needs Rust and valgrind.
#
#   bash runtime/benches/instructions.sh            fails where a path takes over 5 % more than it did
#   bash runtime/benches/instructions.sh --strict   fails also where the counts are another compiler's or clock's
#   bash runtime/benches/instructions.sh --write    renews the file
#
# Counts belong to a compiler and to the clock that was read: where one is another, the table only informs.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."

readonly counts=runtime/benches/instructions.tsv
readonly percent_allowed=5
# Not where cargo builds, which may be elsewhere, but where git does not look.
readonly tools=$PWD/target/tools
readonly results=$PWD/target/instructions

fail() {
    echo "instructions.sh: $*" >&2
    exit 1
}

# The runner and the library have to be of one release: the one in the lock file.
install_runner() {
    local version
    version=$(awk -F'"' '/^name = / { name = $2 } /^version = / && name == "gungraun" { print $2 }' Cargo.lock)
    [[ $("$tools/bin/gungraun-runner" --version 2>/dev/null) == *" $version" ]] && return
    echo "instructions.sh: installing gungraun-runner $version into target/tools"
    # All that it does is to start valgrind: what is built soonest is fast enough.
    CARGO_PROFILE_DEV_DEBUG=0 \
        cargo install --quiet --debug --locked --root "$tools" gungraun-runner --version "=$version"
}

# What the counts depend on, besides the code.
circumstances() {
    local clock=/sys/devices/system/clocksource/clocksource0/current_clocksource
    echo "# $(rustc --version), $(rustc --version --verbose | sed --quiet 's/^host: //p')"
    echo "# clock: $(cat "$clock" 2>/dev/null || echo unknown)"
}

paths() {
    sed --quiet 's/^#\[bench::\([a-z_]*\)(.*/\1/p' runtime/benches/instructions.rs
}

# Writes `path <tab> instructions of a thousand calls` for every path.
measure() {
    local log path
    rm --recursive --force "$results"
    log=$(PATH=$tools/bin:$PATH GUNGRAUN_HOME=$results \
        cargo bench --quiet --package tickmark --bench instructions 2>&1) || fail "$log"
    for path in $(paths); do
        awk -v OFS='\t' -v path="$path" '
            /^totals: [1-9]/ { count = $2 }
            END { if (count) print path, count; else exit 1 }
        ' "$results/tickmark/instructions/hottest/thousand.$path/callgrind.thousand.$path.out" ||
            fail "\`$path\` was not counted"
    done
}

# Prints both counts of every path; fails where one has grown, or stands on one side only.
compare() {
    awk -v allowed="$percent_allowed" '
        function row(path, old, new, ratio, remark) {
            printf "%-20s %10s %10s %7s  %s\n", path, old, new, ratio, remark
        }
        BEGIN { row("1,000 calls", "was", "is", "ratio", "") }
        /^#/ { next }
        FILENAME == ARGV[1] { old[$1] = $2; next }
        !($1 in old) { row($1, "-", $2, "-", "not in the file"); failed = 1; next }
        {
            ratio = $2 / old[$1]
            remark = ""
            if (ratio > 1 + allowed / 100) { remark = "grown by more than " allowed " %"; failed = 1 }
            if (ratio < 1 - allowed / 100) remark = "fewer: renew the file"
            row($1, old[$1], $2, sprintf("%.3f", ratio), remark)
            delete old[$1]
        }
        END {
            for (path in old) { row(path, old[path], "-", "-", "not measured"); failed = 1 }
            exit failed
        }
    ' "$counts" "$1"
}

mode=${1-}
case $mode in
"" | --strict | --write) ;;
*) fail "\`$mode\` is not known here; known: --strict --write" ;;
esac
command -v valgrind >/dev/null || fail "no valgrind on the PATH; \`tests/servers.sh valgrind\` installs it"
install_runner

measured=$(mktemp)
trap 'rm --force "$measured"' EXIT
measure >"$measured"
[[ -s $measured ]] || fail "no paths in runtime/benches/instructions.rs"

if [[ $mode == --write ]]; then
    { circumstances && echo "# $(valgrind --version)" && cat "$measured"; } >"$counts"
    echo "instructions.sh: wrote $counts"
    exit 0
fi

[[ -e $counts ]] || fail "no $counts; \`--write\` makes it"
outcome=0
compare "$measured" || outcome=$?
if ! differences=$(diff <(grep -E '^# (rustc|clock)' "$counts") <(circumstances)); then
    echo "instructions.sh: these counts cannot be compared, so none of them fails; \`--write\` renews them"
    echo "$differences"
    [[ $mode == --strict ]] || exit 0
    exit 1
fi
[[ $outcome -eq 0 ]] || fail "renew the file with \`--write\` if that is meant, and say why in the commit"
echo "instructions.sh: no path grew by more than $percent_allowed %"
