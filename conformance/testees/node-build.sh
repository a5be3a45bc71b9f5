# SPDX-License-Identifier: Apache-2.0
# shellcheck shell=sh
# Sourced by the run of a testee on Node.js, after build-once.sh: `$built` gets what its lock names.

build() {
    need npm 'run .ci/toolchains node, or install the npm of your Node.js'
    cp -- "$here/package.json" "$here/package-lock.json" "$1" || fail "cannot write into $1"
    npm --prefix "$1" ci --ignore-scripts --no-audit --no-fund --loglevel=error ||
        fail "cannot install $here/package-lock.json, see above"
}

need node 'run .ci/toolchains node, or install Node.js 20 or newer'
node=$(node -p process.version) || fail 'node does not start'
[ "$(node -p 'Number(process.versions.node.split(".")[0]) >= 20')" = true ] ||
    fail "this SDK needs Node.js 20 or newer, and node is $node: run .ci/toolchains node"
build_once "$node" "$here/package-lock.json"
