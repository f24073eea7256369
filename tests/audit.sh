# Asks the advisories of RustSec about Cargo.lock, for ./test, which sources this. The folder of advisories is that of
# PORTCULLIS_ADVISORIES, or lies beside the checkout; it need be neither a git repository nor writable, and nothing is fetched.
# Without one the audit is that of the workflow's job `audit`, which fetches the advisories of the day.

# Of one version, so that the tool itself is as pinned as what it reads.
AUDIT_VERSION=0.22.2

audit_install() {
    if cargo audit --version >/dev/null 2>&1; then return; fi
    echo "installing cargo-audit $AUDIT_VERSION"
    # Not into this workspace's target, where CARGO_TARGET_DIR names one: it has other dependencies and another profile.
    env -u CARGO_TARGET_DIR cargo install --quiet --locked "cargo-audit@$AUDIT_VERSION" && cargo audit --version >/dev/null
}

# Whether the audit can fail: a lock file with a crate that has a published hole must be refused, for that hole.
audit_can_fail() {
    local folder told=0
    folder="$(mktemp -d)"
    # From the source that our own crates are from: only of that are there advisories.
    printf 'version = 4\n\n[[package]]\nname = "rsa"\nversion = "0.9.6"\n%s\n' "$(grep -m 1 '^source = ' Cargo.lock)" >"$folder/Cargo.lock"
    cargo audit --no-fetch --no-yanked --db "$1" --file "$folder/Cargo.lock" >"$folder/told" 2>&1 || told=$?
    if [ "$told" = 0 ] || ! grep -q 'RUSTSEC-2023-0071' "$folder/told"; then
        echo "the audit does not see RUSTSEC-2023-0071 in a lock file that has it:" >&2
        cat "$folder/told" >&2
        told=missed
    fi
    rm -rf "$folder"
    [ "$told" != missed ]
}

audit_run() {
    local advisories="${PORTCULLIS_ADVISORIES:-../shared/advisory-db}"
    if [ ! -d "$advisories/crates" ]; then
        if [ -n "${PORTCULLIS_ADVISORIES:-}" ]; then
            echo "PORTCULLIS_ADVISORIES names $advisories, and no advisories are there" >&2
            return 1
        fi
        echo "NOT AUDITED: no advisories are here; the job \`audit\` of .github/workflows/ci.yml does it, or, by hand, cargo audit"
        return
    fi
    advisories="$(cd "$advisories" && pwd)"
    if ! audit_install; then
        cat >&2 <<'WORDS'
The tests ask the advisories about Cargo.lock with cargo-audit, which is not here and could not be installed. Either
  - install it, once: cargo install cargo-audit --locked
  - or leave the audit to the workflow: move the folder of advisories away.
WORDS
        return 1
    fi
    audit_can_fail "$advisories"
    # Unmaintained, unsound and yanked crates are faults too. What is ignored, and why, is in .cargo/audit.toml.
    cargo audit --no-fetch --db "$advisories" --deny warnings
}

audit_run
