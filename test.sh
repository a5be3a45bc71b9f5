#!/bin/bash
# SPDX-License-Identifier: Apache-2.0
# Every test of the project, as a table of steps.
set -euo pipefail

root=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
cd "$root"
logs=build-logs

# The steps in their order: name, function, what it does.
steps='install     step_install     Debian packages that are missing
shell       step_shell       syntax of all shell and Python scripts
links       step_links       each link between Markdown files leads to one, and to a heading
format      step_format      clang-format 14, licence lines
headers     step_headers     each public header compiles alone, as C and as C++
includes    step_includes    one file knows cJSON, one libxml2; nobody reaches private headers
gcc         step_gcc         gcc build, all warnings errors, and its tests
symbols     step_symbols     the shared library exports awp_ names alone
golden      step_golden      the reference passes every golden case
lint        step_lint        the cases are in order, each clause has one, docs/TRACEABILITY.md is current
sanitizers  step_sanitizers  clang build with ASan and UBSan, and its tests
mutation    step_mutation    60 mutants of the decoder: the golden cases kill 90 % of them, the rest is explained
schemas     step_schemas     case files validate against their schema
corpus      step_corpus      seeds and past findings replayed under the sanitizers
botocore    step_botocore    the botocore adapter: its messages, its transports, its list of known failures
javascript  step_javascript  the JavaScript SDKs v3 and v2, and the testees of docs/VALIDATE-YOUR-SDK.md
browser     step_browser     the page of a matrix in Chromium: what it shows, by keyboard, without script, nothing from outside
ci          step_ci          the GitHub action and the GitLab template from a fresh checkout, and under published schemas
fuzz        step_fuzz        each target 10 s by libFuzzer, instrumented parsers
afl         step_afl         each target 5 s by AFL++, instrumented parsers; the mutators in both engines
memory      step_memory      each target 5 s under MemorySanitizer
coverage    step_coverage    seeds and past findings reach 97 % of the lines of the decoder, the rest is explained
speed       step_speed       instructions of decoding eight bodies within 2 % of the committed ones; docs/BENCHMARKS.md current
planted     step_planted     each planted fault shows itself; the full harness finds six, a naive one none; docs/FUZZ-BENCHMARK.md'
# Those that run only where they are named, for want of time or of toolchains.
more_steps='sdks        step_sdks        all nine SDKs, built from their registries, held to their lists
sarif       step_sarif       SARIF of runs under the schema of the standard, which cargo fetches
findings    step_findings    every program in reports/findings run in a fresh folder
matrix      step_matrix      all nine SDKs asked twice: the same verdicts, and as in reports/published
campaign    step_campaign    a campaign of AFL++ and libFuzzer: found, killed, resumed, judged, merged
oss-fuzz    step_oss_fuzz    what OSS-Fuzz would build, with each of its sanitizers and two engines
pull-request step_pull_request  seeds and past findings replayed, each target 60 s, speed against parsing alone'

list_steps() { while read -r name _ what; do printf '  %-12s %s\n' "$name" "$what"; done <<<"$1"; }

usage() {
    cat <<USAGE
Usage: ./test.sh [--keep-going] [--no-install] [STEP...]

Runs every step, or the given ones. Each step's output is in $logs/STEP.log; the first that fails ends
the run, with the end of its log.

  --keep-going   go on after a failed step
  --no-install   leave the step install out
  --help         this text

Steps
$(list_steps "$steps")

Only where they are named (they need time, or the toolchains and registries of Go, Rust and Java)
$(list_steps "$more_steps")

Examples
  ./test.sh
  ./test.sh gcc golden
  ./test.sh sdks

Exit status: 0 every step passed; 1 a step failed; 2 usage.
USAGE
}

usage_error() { printf 'test.sh: %s; see --help\n' "$1" >&2; exit 2; }
step_function() { awk -v name="$1" '$1 == name { print $2 }' <<<"$steps
$more_steps"; }
step_names() { awk '{ print $1 }' <<<"$steps"; }

# set_up BUILD COMPILER OPTION...: a build folder of these options, made anew when they change
set_up() {
    local build=$1 compiler=$2 stamp
    shift 2
    stamp="$compiler $*"
    if [ "$(cat "$build/test-stamp" 2>/dev/null)" != "$stamp" ]; then
        rm -rf "$build"
        CC=$compiler meson setup "$build" "$@"
        printf '%s\n' "$stamp" >"$build/test-stamp"
    fi
    ninja -C "$build"
}

build_gcc() { set_up build-gcc gcc --werror -Dbuildtype=debugoptimized; }
build_sanitizers() {
    set_up build-sanitizers clang-14 --werror -Dbuildtype=debugoptimized -Db_sanitize=address,undefined \
        -Db_lundef=false -Dc_args='-fno-sanitize-recover=all -fno-omit-frame-pointer'
}

# hold_to_list TESTEE: it tells the truth, and fails what its list says, no more and no less
hold_to_list() {
    local folder=conformance/testees/$1 said
    echo "== $1"
    "$folder/run" </dev/null
    if [ "$1" = rusoto ]; then # it hands out neither errors' Code nor the codes of unmodeled ones
        said=$(build-gcc/conformance/awsproof smoke --testee "$folder/run") || true
        [ "$(tail -n 1 <<<"$said")" = 'not sane: 3 faults' ] || { echo "$said"; return 1; }
    else
        build-gcc/conformance/awsproof smoke --testee "$folder/run"
    fi
    build-gcc/conformance/awsproof run --timeout 6 --max-restarts 200 --testee "$folder/run" \
        --expectations "$folder/expectations.txt"
}

# meson_test BUILD OPTION...
meson_test() {
    local build=$1 log
    shift
    log=$build/meson-logs/testlog.txt
    meson test -C "$build" --no-rebuild --print-errorlogs --timeout-multiplier 4 "$@"
    # Meson is content with no test at all, and Criterion with a test whose process leaks.
    if ! grep -qE '^Ok: +[1-9]' "$log"; then
        echo "no test ran: meson test -C $build $*"
        return 1
    fi
    if grep -q 'LeakSanitizer: detected memory leaks' "$log"; then
        echo "a test leaks; see $log"
        return 1
    fi
}

step_install() { .ci/install build testee fuzz test; }
step_shell() { .ci/checks/scripts; }
step_links() { .ci/checks/links; }
step_format() { .ci/checks/format; }
step_headers() { .ci/checks/headers; }
step_includes() { .ci/checks/includes; }
step_gcc() {
    build_gcc
    meson_test build-gcc
}
step_symbols() {
    build_gcc
    .ci/checks/symbols build-gcc/decoder/libawsproof-decoder.so
}
step_golden() {
    build_gcc
    build-gcc/conformance/awsproof run
}
step_lint() {
    build_gcc
    build-gcc/conformance/awsproof lint --cases conformance/cases --traceability docs/TRACEABILITY.md
}
step_sanitizers() {
    build_sanitizers
    meson_test build-sanitizers
}
step_mutation() { conformance/mutation/mutate --sample 60 --floor 90; }
step_schemas() {
    build_gcc
    meson_test build-gcc 'conformance case files fit their schema'
}
step_corpus() {
    build_sanitizers
    meson_test build-sanitizers --suite corpus
}
step_botocore() {
    build_gcc
    /usr/bin/python3 conformance/tests/test_botocore_adapter.py
    /usr/bin/python3 conformance/tests/test_botocore_transports.py build-gcc/conformance/awsproof
    hold_to_list botocore
}
step_javascript() {
    .ci/toolchains node
    build_gcc
    hold_to_list aws-sdk-js-v3
    hold_to_list aws-sdk-js-v2
    conformance/tests/test_validate_doc.py build-gcc/conformance/awsproof python javascript
}
step_browser() {
    .ci/install browser
    .ci/toolchains node
    build_gcc
    reports/tests/browser/test --awsproof build-gcc/conformance/awsproof
}
step_ci() {
    .ci/toolchains node
    build_gcc
    /usr/bin/python3 -B ci/tests/test_fresh.py
    ci/tests/published/test build-gcc/conformance/awsproof
}
step_sdks() {
    local run count=0
    .ci/install build testee
    .ci/toolchains
    build_gcc
    for run in conformance/testees/*/run; do
        hold_to_list "$(basename "$(dirname "$run")")"
        count=$((count + 1))
    done
    [ "$count" -ge 9 ] || { echo "only $count testees"; return 1; }
    conformance/tests/test_validate_doc.py build-gcc/conformance/awsproof go
    /usr/bin/python3 conformance/tests/test_go_adapters.py
    /usr/bin/python3 conformance/tests/test_java_adapters.py
}
step_sarif() {
    .ci/install rust
    build_gcc
    build-gcc/conformance/awsproof run --quiet --sarif "$logs/reference.sarif"
    # It fails as it should.
    build-gcc/conformance/awsproof run --quiet --sarif "$logs/plain.sarif" \
        --testee 'conformance/tests/plain_testee.py 0' || [ $? -eq 1 ]
    reports/tests/check_sarif_published.py reports/tests/golden/sarif.sarif "$logs/reference.sarif" "$logs/plain.sarif"
}
step_findings() {
    .ci/toolchains
    reports/findings/check
}
step_matrix() {
    .ci/install build testee
    .ci/toolchains
    build_gcc
    build-gcc/conformance/awsproof matrix --check --timeout 6 --max-restarts 200 --out build-gcc
    build-gcc/conformance/awsproof diff reports/published/sdk-matrix.jsonl build-gcc/sdk-matrix.jsonl
}
step_fuzz() { fuzz/fuzz smoke --seconds 10; }
step_afl() {
    fuzz/fuzz smoke --engine afl --seconds 5
    meson_test build-fuzz-libfuzzer --suite engine
    meson_test build-fuzz-afl --suite engine
}
step_memory() { fuzz/fuzz smoke --engine libfuzzer-memory --seconds 5; }
step_coverage() { fuzz/fuzz coverage; }
step_speed() {
    build_gcc
    decoder/bench/gate build-gcc/decoder/bench/decoder-bench
    decoder/bench/report --check
}
step_planted() {
    .ci/install benchmark
    fuzz/benchmark/tests/test_benchmark
    fuzz/planted/plant check
    fuzz/benchmark/bench check
    fuzz/benchmark/bench gate
    fuzz/benchmark/bench report --check
}

step_campaign() { fuzz/campaign/tests/test_engines; }
step_oss_fuzz() { fuzz/oss-fuzz/check --all; }
step_pull_request() {
    step_corpus
    fuzz/fuzz smoke --seconds 60
    fuzz/fuzz ratio --seconds 10
}

export ASAN_OPTIONS=detect_stack_use_after_return=1:strict_string_checks=1:allocator_may_return_null=1
export UBSAN_OPTIONS=print_stacktrace=1:halt_on_error=1

keep_going='' no_install='' chosen=()
while [ $# -gt 0 ]; do
    case $1 in
        --help) usage; exit 0 ;;
        --keep-going) keep_going=1 ;;
        --no-install) no_install=1 ;;
        -*) usage_error "unknown option $1" ;;
        *) [ -n "$(step_function "$1")" ] || usage_error "unknown step $1"
           chosen+=("$1") ;;
    esac
    shift
done
if [ ${#chosen[@]} -eq 0 ]; then
    mapfile -t chosen < <(step_names)
fi

mkdir -p "$logs"
passed=0 failed=0
started=$SECONDS
for name in "${chosen[@]}"; do
    [ "$name" != install ] || [ -z "$no_install" ] || continue
    log=$logs/$name.log
    printf '%-12s ' "$name"
    step_started=$SECONDS
    # A subshell that is no part of a condition: set -e holds inside the step.
    set +e
    (
        set -e
        "$(step_function "$name")"
    ) >"$log" 2>&1
    status=$?
    set -e
    if [ "$status" -eq 0 ]; then
        passed=$((passed + 1))
        printf 'passed %4d s\n' $((SECONDS - step_started))
        continue
    fi
    failed=$((failed + 1))
    printf 'FAILED %4d s\n' $((SECONDS - step_started))
    tail -n 30 "$log" | sed 's/^/    /'
    printf 'test.sh: step %s failed; its log is %s\n' "$name" "$log"
    [ -n "$keep_going" ] || break
done
printf 'in %d s, steps:\n%d passed, %d failed\n' $((SECONDS - started)) "$passed" "$failed"
[ "$failed" -eq 0 ]
