# Makes sure that the tests have a PostgreSQL, for ./test, which sources this. The tests themselves look in the same order:
# DATABASE_URL, where it names a PostgreSQL; else this machine, at its socket or at 127.0.0.1, as the current user.

# Who connects, where a URL names nobody; psql and the tests then mean the same.
export PGUSER="${PGUSER:-$(id -un)}"

# Whether a server answers there and lets this user make databases.
postgres_serves() {
    local may="SELECT rolsuper OR rolcreatedb FROM pg_roles WHERE rolname = current_user"
    [ "$(psql -X -w -At -d "$1" -c "$may" 2>/dev/null)" = t ]
}

postgres_is_here() {
    postgres_serves "dbname=postgres" || postgres_serves "host=127.0.0.1 dbname=postgres"
}

# Installs PostgreSQL where it is missing, starts what is installed, and makes the role of the current user.
postgres_start() {
    if ! command -v pg_ctlcluster >/dev/null || [ -z "$(pg_lsclusters -h)" ]; then
        echo "installing postgresql"
        # The locale is that of the new cluster.
        export DEBIAN_FRONTEND=noninteractive
        apt-get update -qq && LC_ALL=C.UTF-8 apt-get install -y -qq postgresql >/dev/null || return 1
    fi
    local version name port
    read -r version name port _ < <(pg_lsclusters -h) || return 1
    export PGPORT="$port"
    if ! pg_lsclusters -h | grep -q "^$version  *$name .* online"; then
        echo "starting the cluster $version/$name"
        pg_ctlcluster "$version" "$name" start || return 1
    fi
    postgres_is_here ||
        runuser -u postgres -- psql -X -q -U postgres -d postgres -c "CREATE ROLE \"$PGUSER\" SUPERUSER LOGIN"
}

postgres_ready() {
    case "${DATABASE_URL:-}" in
    postgres*)
        # Without psql there is nothing to ask with; then the tests say what is wrong.
        if ! command -v psql >/dev/null || psql -X -w -d "$DATABASE_URL" -c "SELECT 1" >/dev/null; then
            echo "that of DATABASE_URL"
            return
        fi
        echo "DATABASE_URL does not answer; looking on this machine" >&2
        ;;
    esac
    unset DATABASE_URL
    if ! postgres_is_here && [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
        postgres_start || true
    fi
    if postgres_is_here; then
        echo "that of this machine"
        return
    fi
    cat >&2 <<'WORDS'
The tests run on SQLite and on PostgreSQL, and no PostgreSQL answers here that lets you make databases. Either
  - name one: DATABASE_URL=postgres://user:password@host/database ./test
  - or start the one that is installed and make yourself a role on it, once:
        sudo service postgresql start && sudo -u postgres createuser --createdb "$(id -un)"
  - or, on Debian or Ubuntu, run ./test as root: it installs and starts one.
WORDS
    return 1
}

postgres_ready
