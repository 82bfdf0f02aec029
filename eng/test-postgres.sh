# shellcheck shell=bash
# A throw-away PostgreSQL for tests, to be sourced: start_postgres [FOLDER] sets postgres_connection, stop_postgres removes
# all. The database lies below FOLDER, /tmp by default.
# It listens on a free loopback port only, asks for a generated password, and runs as the user postgres when the caller
# is root, because PostgreSQL refuses to run as root.

# shellcheck disable=SC2034 # read by the script that sources this one
postgres_connection=""
postgres_folder=""

# The folder of PostgreSQL's programs, of the newest version that is installed; nothing if there is none.
postgres_bin() {
  local newest
  newest=$(find /usr/lib/postgresql -mindepth 2 -maxdepth 2 -name bin 2>/dev/null | sort -V | tail -n 1) || true
  if [[ -x "$newest/initdb" ]]; then
    echo "$newest"
  elif command -v initdb >/dev/null && command -v pg_ctl >/dev/null; then
    dirname "$(command -v initdb)"
  fi
}

# Runs a command as the user that owns the database, in its folder: the caller's may be closed to that user.
as_postgres() (
  cd "$postgres_folder" || exit 1
  if [[ $EUID -eq 0 ]]; then
    exec runuser -u postgres -- "$@"
  fi
  exec "$@"
)

start_postgres() {
  local bin password port attempt
  bin=$(postgres_bin)
  [[ -n "$bin" ]] || { echo "PostgreSQL is not installed" >&2; return 1; }

  # Not below TMPDIR, which may be closed to the user postgres.
  postgres_folder=$(mktemp -d "${1:-/tmp}/haneul-postgres.XXXXXX")
  if [[ $EUID -eq 0 ]]; then
    chown postgres "$postgres_folder"
  fi
  password=$(od -An -N24 -tx1 /dev/urandom | tr -d ' \n')
  as_postgres bash -c 'umask 077 && cat >password' <<<"$password"
  as_postgres "$bin/initdb" --pgdata=data --username=postgres --auth=scram-sha-256 --pwfile=password \
    --encoding=UTF8 --locale=C --no-sync >"$postgres_folder/initdb.log" 2>&1 ||
    { cat "$postgres_folder/initdb.log" >&2; return 1; }

  # fsync off and the like: the database need not outlive the machine, only its processes; and there is a database for each
  # class of tests, through which the vacuum would go without end. Below 32768, where the kernel does not hand out ports by
  # itself.
  for attempt in {1..20}; do
    port=$((20000 + RANDOM % 10000))
    if as_postgres "$bin/pg_ctl" start --silent --wait --timeout=60 --pgdata=data --log=log --options="-p $port \
      -c listen_addresses=127.0.0.1 -c unix_socket_directories='' -c fsync=off -c full_page_writes=off \
      -c synchronous_commit=off -c wal_level=minimal -c max_wal_senders=0 -c autovacuum_naptime=10min \
      -c max_connections=300" >/dev/null 2>&1 </dev/null; then
      # shellcheck disable=SC2034 # as above
      postgres_connection="Host=127.0.0.1;Port=$port;Username=postgres;Password=$password;Database=postgres"
      return 0
    fi
  done
  echo "PostgreSQL did not start in $attempt attempts:" >&2
  tail -n 20 "$postgres_folder/log" >&2 || true
  return 1
}

stop_postgres() {
  [[ -n "$postgres_folder" ]] || return 0
  if [[ -f "$postgres_folder/data/postmaster.pid" ]]; then
    as_postgres "$(postgres_bin)/pg_ctl" stop --silent --mode=immediate --pgdata=data >/dev/null 2>&1 || true
  fi
  rm -rf "$postgres_folder"
  postgres_folder=""
  # shellcheck disable=SC2034 # as above
  postgres_connection=""
}
