# Makes sure that the tests have ping, which the example starts, and ip and unshare, which make networks of their own for the tests of
# requests to other hosts; for ./test, which sources this. The tests look for them on the path.

network_tools() {
    local missing=
    command -v ping >/dev/null || missing="$missing iputils-ping"
    command -v ip >/dev/null || missing="$missing iproute2"
    command -v unshare >/dev/null || missing="$missing util-linux"
    printf '%s' "$missing"
}

network_ready() {
    local missing
    missing="$(network_tools)"
    if [ -n "$missing" ] && [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
        echo "installing$missing"
        # shellcheck disable=SC2086
        { apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends $missing >/dev/null; } || true
        missing="$(network_tools)"
    fi
    if [ -z "$missing" ]; then return; fi
    cat >&2 <<WORDS
The tests start a ping and make networks of their own, and what they need is not here. Either
  - install it: sudo apt-get install$missing
  - or, on Debian or Ubuntu, run ./test as root: it installs it.
WORDS
    return 1
}

network_ready
