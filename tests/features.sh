#!/usr/bin/env bash
# Checks that the library compiles with no feature, with each alone, and with all: a feature that leans on another without saying
# so compiles in this workspace, which turns on most of them, and not in an application.
set -euo pipefail
cd "$(dirname "$0")/.."

features="$(cargo metadata --no-deps --format-version 1 --locked |
    python3 -c '
import json, sys
package = next(p for p in json.load(sys.stdin)["packages"] if p["name"] == "portcullis")
print(*sorted(package["features"]))')"

check() {
    printf '\n== %s\n' "$*"
    cargo check --quiet -p portcullis --locked --lib "$@"
}

check --no-default-features
for feature in $features; do
    check --no-default-features --features "$feature"
done
check --all-features
printf '\nEach of these compiles alone: %s\n' "$features"
