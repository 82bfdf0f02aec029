# shellcheck shell=bash
# To be sourced by bench.sh: installations of the published server, each with a name, a data folder and a database of its own, "server" being the usual one.
# shellcheck disable=SC2154 # set by the scripts that source this one

declare -A has_database=([server]=yes)   # on PostgreSQL: the database that is there from the beginning is for the usual one

# start_installation NAME
start_installation() {
  local database=sqlite
  if [[ "$engine" == postgres ]]; then
    [[ -n "${has_database[$1]:-}" ]] || in_database server <<<"CREATE DATABASE $1;"
    has_database[$1]=yes
    database=${postgres_connection/%Database=postgres/Database=$(database_of "$1")}
  fi
  HANEUL__DATABASE=$database start_process "$1" dotnet "$work/server/Haneul.Server.dll" --data "$(data_of "$1")"
}

start_server() { start_installation server; }

data_of() { if [[ "$1" == server ]]; then echo "$work/data"; else echo "$work/data-$1"; fi; }

database_of() { if [[ "$1" == server ]]; then echo postgres; else echo "$1"; fi; }

# of_bootstrap FIELD [NAME]: what the first start of an installation made.
of_bootstrap() { jq -er ".$1" "$(data_of "${2:-server}")/bootstrap.json"; }

# token_of NAME: prints a token for the first project; the request for one is left in $work/issue.
token_of() {
  printf 'POST\nContent-Type: application/json\n\n{"auth":{"identity":{"methods":["application_credential"],"application_credential":{"id":"%s","secret":"%s"}}}}' \
    "$(of_bootstrap access_key_id "$1")" "$(of_bootstrap access_key_secret "$1")" >"$work/issue"
  ask "$(url_of "$1")/identity/v3/auth/tokens" "$work/issue" -o /dev/null -D - | sed -n 's/^X-Subject-Token: \([^\r]*\).*/\1/ip'
}

# in_database NAME: runs SQL of standard input.
in_database() {
  if [[ "$engine" == postgres ]]; then
    PGPASSWORD=$(part_of Password) as_postgres "$(postgres_bin)/psql" --quiet --no-psqlrc --tuples-only --no-align --set ON_ERROR_STOP=1 \
      --host 127.0.0.1 --port "$(part_of Port)" --username postgres "$(database_of "$1")"
  else
    sqlite3 -bail -batch "$(data_of "$1")/haneul.db"
  fi
}

part_of() { sed "s/.*$1=\([^;]*\).*/\1/" <<<"$postgres_connection"; }
