# SPDX-License-Identifier: Apache-2.0
# shellcheck shell=sh
# Sourced by the run of an adapter in Go, after build-once.sh; it sets `name` and `here` before.
# go.mod and go.sum are the lock. Builds the adapter and becomes it.

# What the caller's environment says to go has no part in what is built.
export CGO_ENABLED=0 GOWORK=off GOEXPERIMENT='' GODEBUG='' GOOS='' GOARCH='' \
    GOFLAGS='-mod=readonly -trimpath -buildvcs=false'

build() {
    (cd -- "$here" && go build -o "$1/adapter" .) || fail "cannot build $here, see above"
}

advice="this needs Go 1.24 or newer, newer than Debian 12's golang-go: run .ci/toolchains go"
need go "$advice"
go=$(cd -- "$here" && go env GOVERSION) || fail "go does not start: $advice"
printf '%s\n' go1.24 "$go" | sort -VC || fail "go is $go: $advice"
build_once "$go" "$here/go.mod" "$here/go.sum" "$here/main.go" \
    "$here/../go-testee/go.mod" "$here/../go-testee/testee.go"

# A bare environment: no AWS_*, no GODEBUG, no home folder's settings. Go takes a proxy for all but
# loopback addresses; no one can be at port 0, so that no redirect leads to anywhere else.
exec env -i HOME=/nonexistent HTTP_PROXY=http://127.0.0.1:0 HTTPS_PROXY=http://127.0.0.1:0 \
    "$built/adapter"
