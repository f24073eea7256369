# Makes sure that the tests have a Chromium, for ./test, which sources this. The tests look for CHROMIUM, where it names one;
# else for `chromium` on the PATH.

browser_ready() {
    local browser="${CHROMIUM:-chromium}"
    if ! command -v "$browser" >/dev/null && [ -z "${CHROMIUM:-}" ] && [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
        echo "installing chromium"
        export DEBIAN_FRONTEND=noninteractive
        apt-get update -qq && apt-get install -y -qq --no-install-recommends chromium >/dev/null || true
    fi
    if command -v "$browser" >/dev/null; then
        echo "$(command -v "$browser")"
        return
    fi
    cat >&2 <<'WORDS'
The tests open pages in a Chromium, and none is here. Either
  - name one: CHROMIUM=/path/to/chromium ./test
  - or install it, once: sudo apt-get install chromium
  - or, on Debian or Ubuntu, run ./test as root: it installs one.
WORDS
    return 1
}

browser_ready
