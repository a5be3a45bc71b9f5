# SPDX-License-Identifier: Apache-2.0
# shellcheck shell=sh
# Sourced by a testee's run, which sets `name`: says and fails in its name, and keeps what was built.
# Standard output belongs to the protocol: nothing here writes on it.

cache=${AWSPROOF_CACHE:-${XDG_CACHE_HOME:-${HOME:-/nonexistent}/.cache}/awsproof}
PATH=$cache/toolchains/bin:$PATH # what .ci/toolchains brought, where the machine's own was too old

say() { printf '%s/run: %s\n' "$name" "$*" >&2; }
fail() { say "$*"; exit 3; }

# need TOOL ADVICE: ends with the advice where there is no such command
need() { command -v "$1" >/dev/null || fail "there is no $1: $2"; }

# build_once TEXT FILE...: `$built` is the folder of this text and these files' bytes. Where it is
# not there yet, `build PART` makes it: in a folder of another name, so that it is there whole or not.
build_once() {
    key=$(printf '%s\n' "$1"; shift; cat -- "$@") || fail "cannot read one of: $*"
    key=$(printf '%s\n' "$key" | sha256sum) || fail 'sha256sum failed'
    built=$cache/$name-${key%% *}
    ! [ -d "$built" ] || return 0
    mkdir -p -- "$cache" || fail "cannot make the cache folder $cache"
    part=$(mktemp -d -- "$cache/.$name-part.XXXXXX") || fail "cannot write into $cache"
    trap 'rm -rf -- "$part"' EXIT
    trap 'exit 3' HUP INT TERM
    say "building $built (once for this lock; it needs the package registry)"
    build "$part" >&2 </dev/null || fail 'the build failed, see above'
    # Somebody else may have been faster: theirs is as good, and the rename onto it fails.
    mv -T -- "$part" "$built" 2>/dev/null || [ -d "$built" ] || fail "cannot rename $part to $built"
    rm -rf -- "$part"
    trap - EXIT HUP INT TERM
}
