#!/bin/bash
# SPDX-License-Identifier: Apache-2.0
# ClusterFuzzLite builds as OSS-Fuzz does.
set -euo pipefail
exec "${SRC:?is not set: ClusterFuzzLite sets it}/awsproof/fuzz/oss-fuzz/build.sh"
