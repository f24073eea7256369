#!/usr/bin/env bash
# Lets sqlmap loose on the example, for six to eight minutes. Not part of ./test.
#
#   tests/sqlmap.sh                                      on SQLite
#   DATABASE_URL=postgres://… tests/sqlmap.sh            on PostgreSQL, in an empty database
#   tests/sqlmap.sh --self-test                          on a server that can be injected, and on those that do not answer
#
# sqlmap comes from PyPI into a folder that goes with the run; SQLMAP names one that is there. What is sent stays on 127.0.0.0/8.
# Fails where an injection is found, and where so little was answered that finding none means nothing.
set -euo pipefail
cd "$(dirname "$0")/.."

# Of one version, so that two runs ask the same.
SQLMAP_VERSION=1.10.10

folder="$(mktemp -d)"
served=
finish() {
    if [ -n "$served" ]; then kill "$served" 2>/dev/null || true; fi
    rm -rf "$folder"
}
trap finish EXIT

if [ -z "${SQLMAP:-}" ]; then
    echo "installing sqlmap $SQLMAP_VERSION"
    python3 -m venv "$folder/venv"
    "$folder/venv/bin/pip" install --quiet --disable-pip-version-check "sqlmap==$SQLMAP_VERSION"
    SQLMAP="$folder/venv/bin/sqlmap"
fi
export SQLMAP
# sqlmap keeps what it learns of a host in the home of its user.
export HOME_OF_SQLMAP="$folder/home"
mkdir "$HOME_OF_SQLMAP"
export PYTHONDONTWRITEBYTECODE=1

if [ "${1:-}" = --self-test ]; then
    python3 tests/sqlmap/self_test.py "$folder"
    exit
fi

"${CARGO:-cargo}" build --quiet --locked -p orders-api
port="$(python3 -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])')"
export DATABASE_URL="${DATABASE_URL:-sqlite://$folder/orders.db}"
BIND_ADDR="127.0.0.1:$port" DATA_DIR="$folder/data" RUST_LOG=error \
    "${CARGO_TARGET_DIR:-target}/debug/orders-api" >"$folder/app.out" 2>"$folder/app.err" &
served=$!
for _ in $(seq 100); do
    if grep -q '^Listening' "$folder/app.out"; then break; fi
    if ! kill -0 "$served" 2>/dev/null; then break; fi
    sleep 0.1
done
if ! grep -q '^Listening' "$folder/app.out"; then
    echo "the example did not start:" >&2
    cat "$folder/app.err" >&2
    exit 1
fi
python3 tests/sqlmap/run.py "$folder" "$port" "$DATABASE_URL"
