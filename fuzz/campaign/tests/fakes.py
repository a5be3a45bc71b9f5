# SPDX-License-Identifier: Apache-2.0
"""Engines that are none: scripts that write what AFL++ and libFuzzer write, and wait."""
import os
import pathlib

# It knows the variables that are named in it; -F is missing from its options.
AFL = """#!/bin/bash
# Knows AFL_NO_UI AFL_AUTORESUME AFL_CUSTOM_MUTATOR_LIBRARY AFL_FAST_CAL
if [ "$1" = -hh ]; then
    echo 'afl-fuzz++9.99z based on afl'
    printf '  -i dir  - input\\n  -o dir  - output\\n  -p schedule   - power: fast explore\\n  -t msec - time\\n'
    printf '  -m megs - memory\\n  -x file - dictionary\\n  -c program - compare\\n  -l opts - compare\\n'
    printf '  -V s - time\\n'
    exit 1
fi
line="$*" out= name= in=
while [ $# -gt 0 ]; do
    case $1 in -o) out=$2 ;; -M | -S) name=$2 ;; -i) in=$2 ;; --) break ;; esac
    shift
done
place=$out/$name
mkdir -p "$place/queue" "$place/crashes"
echo "$line" >>"$place/commands"
env | grep -E '^(AFL_|AWSPROOF_|ASAN_)' | sort >"$place/environment"
[ "$in" = - ] || cp "$in"/* "$place/queue/"
echo "{$RANDOM$RANDOM}" >"$place/queue/id:$RANDOM$RANDOM"
if [ -e "$out/../crash-now" ]; then
    printf 'fault' >"$place/crashes/id:000000,sig:06"
fi
printf 'start_time : 1\\nlast_update : 2\\nexecs_done : 500\\nexecs_per_sec : 100.00\\n' >"$place/.part"
printf 'edges_found : 7\\ncorpus_count : 3\\n' >>"$place/.part"
printf 'saved_crashes : %s\\nsaved_hangs : 0\\nstability : 100.00%%\\n' \\
    "$(cat "$out/../count" 2>/dev/null || echo 0)" >>"$place/.part"
mv "$place/.part" "$place/fuzzer_stats"
trap 'exit 0' TERM INT
for ((i = 0; i < 600; i++)); do sleep 0.1; done
"""
LIBFUZZER = """#!/bin/bash
prefix= corpus=
for word in "$@"; do
    case $word in
        -artifact_prefix=*) prefix=${word#*=} ;;
        -max_total_time=*) fuzz=1 ;;
        -*) ;;
        *) files+=("$word") ;;
    esac
done
if [ -z "${fuzz:-}" ]; then
    for file in "${files[@]}"; do
        echo "Running: $file" >&2
        if [ "$(head -c 5 "$file")" = fault ]; then
            echo 'ORACLE error_of_json: raw-bytes: lost' >&2
            echo '    #0 0x1 in check_raw /x/fuzz/oracles/probe.c:1' >&2
            exit 77
        fi
    done
    exit 0
fi
[ ! -e "${files[0]}/../broken" ] || { echo 'cannot load a library' >&2; exit 127; }
echo "$RANDOM$RANDOM" >"${files[0]}/$RANDOM$RANDOM$RANDOM"
echo "#2	INITED cov: 11 ft: 22 corp: 3/30b exec/s: 0 rss: 30Mb" >&2
echo "#1000	NEW    cov: 12 ft: 24 corp: 4/30b lim: 4 exec/s: 50 rss: 30Mb" >&2
trap 'echo "stat::number_of_executed_units: 1200" >&2; exit 72' TERM INT
for ((i = 0; i < 600; i++)); do sleep 0.1; done
"""


def write(folder, awsproof, targets, with_mutator=True):
    """PATH's folder with afl-fuzz, and DIR of --binaries."""
    tools, binaries = pathlib.Path(folder) / "tools", pathlib.Path(folder) / "binaries"
    tools.mkdir()
    scripts = {tools / "afl-fuzz": AFL}
    for target in targets:
        scripts[binaries / "libfuzzer" / target] = LIBFUZZER
        for build in ("afl", "afl-cmplog", "afl-laf", "afl-sanitized"):
            scripts[binaries / build / target] = "#!/bin/sh\nexit 0\n"
    if with_mutator:
        scripts[binaries / "afl" / "libawsproof-mutator.so"] = ""
    for path, text in scripts.items():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
        path.chmod(0o755)
    os.symlink(awsproof, binaries / "awsproof")
    return tools, binaries
