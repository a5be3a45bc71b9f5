# SPDX-License-Identifier: Apache-2.0
# shellcheck shell=sh
# Sourced by the run of an adapter in Rust, after build-once.sh; it sets `name` and `here` before.

# What the adapter stands on takes minutes to compile; it is kept apart, so that an edit does not. A panic
# names its crate and file, and not where whoever built it keeps crates.
build() {
    cargo fetch --quiet --locked --manifest-path "$here/Cargo.toml" || return
    flags=${RUSTFLAGS-}
    for crates in "${CARGO_HOME:-$HOME/.cargo}"/registry/src/*; do
        flags="$flags --remap-path-prefix=$crates/="
    done
    CARGO_TARGET_DIR=$cache/$name-target TESTEE_RUSTC=$rustc RUSTFLAGS=$flags \
        nice cargo build --quiet --locked --release --manifest-path "$here/Cargo.toml" &&
        cp -- "$cache/$name-target/release/$name-testee" "$1/testee"
}

# start VERSION: becomes the adapter, whose lock needs this rustc or a newer one
start() {
    need rustc 'run .ci/toolchains rust, or install the Debian package rustc-web'
    need cargo 'run .ci/toolchains rust, or install the Debian package cargo-web'
    need cc 'install the Debian package gcc'
    rustc=$(rustc --version) || fail 'rustc does not start'
    printf 'rustc %s\n%s\n' "$1" "$rustc" | sort -C -V ||
        fail "this SDK needs rustc $1 or newer, and here is $rustc: run .ci/toolchains rust"
    build_once "$rustc" "$here/Cargo.toml" "$here/Cargo.lock" "$here/src/main.rs" \
        "$here/../rust-testee.rs" "$here/../rust-build.sh"
    # A bare environment: no AWS_*, no proxy, no home folder's settings change what the SDK does.
    exec env -i HOME=/nonexistent LC_ALL=C.UTF-8 AWS_EC2_METADATA_DISABLED=true \
        AWS_CONFIG_FILE=/dev/null AWS_SHARED_CREDENTIALS_FILE=/dev/null "$built/testee"
}
