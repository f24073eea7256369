# Makes sure that the tests have promtool, for ./test, which sources this. It comes with Debian's prometheus, whose server is
# neither wanted nor started. The tests look for it on the path.

# Installs the package with every start of a service refused meanwhile (policy-rc.d of invoke-rc.d, which package scripts ask).
promtool_install() {
    echo "installing prometheus, for its promtool"
    export DEBIAN_FRONTEND=noninteractive
    local policy=/usr/sbin/policy-rc.d own=
    if [ ! -e "$policy" ]; then
        own=yes
        printf '#!/bin/sh\nexit 101\n' >"$policy" && chmod 755 "$policy"
    fi
    local installed=0
    { apt-get update -qq && apt-get install -y -qq --no-install-recommends prometheus >/dev/null; } || installed=1
    if [ -n "$own" ]; then rm -f "$policy"; fi
    return "$installed"
}

promtool_ready() {
    if ! command -v promtool >/dev/null && [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
        promtool_install || true
    fi
    if command -v promtool >/dev/null; then
        promtool --version 2>&1 | head -n 1
        return
    fi
    cat >&2 <<'WORDS'
The tests ask promtool about the alert rules, and it is not here. Either
  - install it: sudo apt-get install prometheus, or a release of https://prometheus.io/download/ with promtool on the path
  - or, on Debian or Ubuntu, run ./test as root: it installs it.
WORDS
    return 1
}

promtool_ready
