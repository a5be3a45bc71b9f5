#!/bin/bash
# SPDX-License-Identifier: Apache-2.0
# Builds the fuzz targets as OSS-Fuzz and ClusterFuzzLite want them, by nothing but the variables that they set.
set -euo pipefail

usage() {
    cat <<'USAGE'
Usage: fuzz/oss-fuzz/build.sh

Called in a container of OSS-Fuzz, which sets SRC, WORK, OUT, CC, CXX, CFLAGS, CXXFLAGS, LIB_FUZZING_ENGINE,
SANITIZER, FUZZING_ENGINE and ARCHITECTURE. The project is where this script's folder is, else in $SRC/awsproof.
Into $OUT go, for each target, TARGET, TARGET_seed_corpus.zip, TARGET.options and, where there is one,
TARGET.dict. Nothing there needs a shared library but the C library's.

  --help   this text

Example, without a container: fuzz/oss-fuzz/check

Exit status: 0 done; 2 usage; anything else: a step failed.
USAGE
}

case ${1:-} in
    '') ;;
    --help) usage; exit 0 ;;
    *) echo "build.sh: it takes no arguments; see --help" >&2; exit 2 ;;
esac
for variable in SRC WORK OUT CC CXX CFLAGS CXXFLAGS LIB_FUZZING_ENGINE SANITIZER; do
    [ -n "${!variable+set}" ] || { echo "build.sh: $variable is not set; see --help" >&2; exit 2; }
done

# OSS-Fuzz copies this file out of its folder.
root=$SRC/awsproof
cd "$root"

# The seeds come from the golden cases by a command that wants no instrumentation.
plain_compiler() {
    local compiler
    for compiler in clang clang-14 gcc cc; do
        if command -v "$compiler" >/dev/null; then
            echo "$compiler"
            return
        fi
    done
    echo 'build.sh: no plain C compiler' >&2
    exit 3
}
plain=$(plain_compiler)
env -u CFLAGS -u CXXFLAGS -u LDFLAGS CC="$plain" meson setup "$WORK/tools" -Dtests=false
ninja -C "$WORK/tools" conformance/awsproof

# What runs in $OUT runs on another machine: everything is static.
options=(-Dfuzz_engine=oss-fuzz -Dtests=false -Db_lundef=false -Dbuildtype=plain -Dprefer_static=true)
[ "$SANITIZER" != memory ] || options+=(-Dfuzz_sanitizer=memory)
deps=$(fuzz/build-dependencies --cache "$WORK/parsers" oss-fuzz)
meson setup "$WORK/build" "${options[@]}" -Dinstrumented_deps="$deps"
built=$(ninja -C "$WORK/build" -t targets all)

mapfile -t targets < <(awk '!/^#/ && $1 !~ /^parse_only_/ { print $1 }' fuzz/targets/list)
for target in "${targets[@]}"; do
    if ! grep -q "^fuzz/$target:" <<<"$built"; then
        echo "build.sh: $target: not with SANITIZER=$SANITIZER"
        continue
    fi
    ninja -C "$WORK/build" "fuzz/$target"
    install -m 755 "$WORK/build/fuzz/$target" "$OUT/$target"
    fuzz/export-seeds "$WORK/tools/conformance/awsproof" "$WORK/seeds" "$target"
    rm -f "$OUT/${target}_seed_corpus.zip"
    (cd "$WORK/seeds/$target" && python3 -m zipfile -c "$OUT/${target}_seed_corpus.zip" ./*)
    dictionary=$(awk -v name="$target" '$1 == name { print $4 }' fuzz/targets/list)
    [ "$dictionary" = - ] || cp "corpus/dictionaries/$dictionary.dict" "$OUT/$target.dict"
    printf '[libfuzzer]\nmax_len = 16384\ntimeout = 10\n' >"$OUT/$target.options"
done
