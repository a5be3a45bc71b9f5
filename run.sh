#!/bin/bash
# SPDX-License-Identifier: Apache-2.0
# The main job: judges the reference decoder and botocore by the suite, fuzzes for a moment, writes reports.
set -euo pipefail

root=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
cd "$root"
reports=reports/out

usage() {
    cat <<'USAGE'
Usage: ./run.sh [--build] [--no-fuzz] [--seconds N] [--no-install]

On a fresh Debian 12: installs what is missing, builds awsproof (in build/), runs the suite over the
reference decoder and over botocore, fuzzes each target for some seconds, and writes the reports to
reports/out/: pages for a browser, text, TAP, JUnit XML, JSON lines. Where botocore differs from the suite is known
(conformance/testees/botocore/expectations.txt), and fails this script only where it changes.

  --build        only build awsproof: build/conformance/awsproof
  --no-fuzz      leave the fuzzing out
  --seconds N    fuzz each target for N seconds; default 5
  --no-install   install nothing; what is missing then fails by its name
  --help         this text

Examples
  ./run.sh
  ./run.sh --no-fuzz
  ./run.sh --build && build/conformance/awsproof run --testee './my-testee'

Exit status: 0 done; 1 the reference fails a case, botocore does not do what its list says, or the fuzzer
has a finding; 2 usage; 3 something could not be installed, built or started.
USAGE
}

say() { printf '== %s\n' "$*"; }
usage_error() { printf 'run.sh: %s; see --help\n' "$1" >&2; exit 2; }
fail() { printf 'run.sh: %s\n' "$2" >&2; exit "$1"; }

fuzz=1 seconds=5 install=1 only_build=
while [ $# -gt 0 ]; do
    case $1 in
        --help) usage; exit 0 ;;
        --build) only_build=1 fuzz= ;;
        --no-fuzz) fuzz= ;;
        --no-install) install= ;;
        --seconds)
            [[ ${2:-} =~ ^[1-9][0-9]{0,5}$ ]] || usage_error "--seconds wants a positive number, not ${2:-nothing}"
            seconds=$2
            shift ;;
        *) usage_error "unknown argument $1" ;;
    esac
    shift
done

# build_quietly COMMAND...: shows the output only where it fails
build_quietly() {
    local log=build/run-sh.log
    if ! "$@" >"$log" 2>&1; then
        tail -n 30 "$log" >&2
        fail 3 "$1 failed; the whole log is $log"
    fi
}

# judge NAME OPTION...: a run of the suite with all its reports; its exit status is left in $status
judge() {
    local name=$1
    shift
    say "the suite over $name"
    status=0
    build/conformance/awsproof run --tap "$reports/$name.tap" --junit "$reports/$name.junit.xml" \
        --jsonl "$reports/$name.jsonl" --html "$reports/$name.html" "$@" >"$reports/$name.txt" || status=$?
    lines+=("$name: $(tail -n 1 "$reports/$name.txt")")
}

if [ -n "$install" ]; then
    say 'packages'
    .ci/install build testee || exit 3
    [ -z "$fuzz" ] || .ci/install fuzz || exit 3
fi

say 'build'
mkdir -p build "$reports"
[ -f build/build.ninja ] || build_quietly meson setup build --buildtype=release -Dtests=false
build_quietly ninja -C build
[ -z "$only_build" ] || exit 0

lines=()
failed=
judge reference
case $status in
    0) ;;
    1) failed=1
       cat "$reports/reference.txt" ;;
    *) fail 3 "awsproof run over the reference ended with status $status" ;;
esac

# What botocore does otherwise than the suite is known, case by case; that it changes is news.
judge botocore --testee conformance/testees/botocore/run --expectations conformance/testees/botocore/expectations.txt
case $status in
    0) ;;
    1 | 4) failed=1 ;;
    *) fail 3 "awsproof run over botocore ended with status $status" ;;
esac

if [ -n "$fuzz" ]; then
    say "fuzzing, $seconds s for each target"
    status=0
    fuzz/fuzz smoke --seconds "$seconds" || status=$?
    [ "$status" -le 1 ] || exit 3
    [ "$status" -eq 0 ] || failed=1
fi

say 'reports'
for name in reference botocore; do
    printf '  %s\n' "$reports/$name".{html,txt,tap,junit.xml,jsonl}
done
printf '%s\n' "${lines[@]}"
[ -z "$failed" ] || exit 1
