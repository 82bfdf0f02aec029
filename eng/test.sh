#!/usr/bin/env bash
# Runs all tests, on a machine that has the .NET SDK and apt, from any working directory.
#
#   eng/test.sh           installs missing tools (eng/install-test-tools.sh), checks the format, builds in Release and runs
#                         UnitTests, ApiTests on SQLite, ApiTests on PostgreSQL, EndToEndTests
#   eng/test.sh --fast    builds, and runs UnitTests and ApiTests on SQLite only; installs nothing, checks no format
#   eng/test.sh --help    shows this
#
# The last line is `N passed, N failed, N skipped` over all runs. A failed build, a wrong format, a run that broke off and
# a run without any test count as one failure each. The exit code is 0 only without failures.
#
# Results: artifacts/test-results/*.xml
# HANEUL_TEST_TIMEOUT: the longest that one run may take, as timeout(1) reads it (default 40m).
# The tests are given HANEUL_TEST_DB (sqlite or postgres) and HANEUL_TEST_POSTGRES (administrator's connection string of
# a PostgreSQL that this script starts and removes).
# What the tests write lies in memory if /dev/shm has 6 GiB to spare, otherwise where temporary files are kept: each class of
# tests has a database of its own, and half of a run is the making and removing of their files. HANEUL_TEST_FOLDER names
# another folder, which must be open to the user postgres.
set -euo pipefail

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
# shellcheck source=test-postgres.sh
source "$root/eng/test-postgres.sh"

fast=false
case "${1:-}" in
  "") ;;
  --fast) fast=true ;;
  --help) sed -n '2,/^set -/{/^#/s/^# \{0,1\}//p}' "${BASH_SOURCE[0]}"; exit 0 ;;
  *) echo "Unknown option $1; see eng/test.sh --help" >&2; exit 2 ;;
esac

results="$root/artifacts/test-results"
passed=0
failed=0
skipped=0
finished=false
running=""
scratch=""

# The last line is printed here, whatever ends the script, so that no broken run looks like one without failures.
finish() {
  local status=$?
  trap - EXIT
  trap '' INT TERM
  if [[ -n "$running" ]]; then
    kill "$running" 2>/dev/null || true
    wait "$running" 2>/dev/null || true
  fi
  stop_postgres || true
  [[ -z "$scratch" ]] || rm -rf "$scratch"
  if ! $finished; then
    failed=$((failed + 1))
  fi
  echo "$passed passed, $failed failed, $skipped skipped"
  if [[ $failed -gt 0 && $status -eq 0 ]]; then
    status=1
  fi
  exit "$status"
}
trap finish EXIT
trap 'exit 130' INT
trap 'exit 143' TERM

step() { printf '\n== %s\n' "$*"; }

# Waits in the background, so that Ctrl-C ends the script at once and not after the command.
guarded() {
  local status=0
  timeout --kill-after=30s "${HANEUL_TEST_TIMEOUT:-40m}" "$@" </dev/null &
  running=$!
  wait "$running" || status=$?
  running=""
  return "$status"
}

# The folder that has what the tests write.
test_folder() {
  local spare
  spare=$(df --output=avail -k /dev/shm 2>/dev/null | tail -n 1) || true
  if [[ -n "${HANEUL_TEST_FOLDER:-}" ]]; then
    echo "$HANEUL_TEST_FOLDER"
  elif [[ -w /dev/shm && "${spare:-0}" -ge $((6 * 1024 * 1024)) ]]; then
    echo /dev/shm
  else
    echo /tmp
  fi
}

# attribute NAME TEXT: the number in NAME="...", nothing if it is not there.
attribute() { sed -n "s/.* $1=\"\([0-9]\{1,\}\)\".*/\1/p" <<<"$2"; }

# run_suite NAME PROJECT [VARIABLE=VALUE...] [-- OPTION...]: runs one test program and adds up what it reports.
run_suite() {
  local name=$1 project=$2 status=0 report="$results/$1.xml" summary="" count broken=true variables=()
  shift 2
  while [[ $# -gt 0 && "$1" != -- ]]; do
    variables+=("$1")
    shift
  done
  [[ $# -eq 0 ]] || shift
  step "$name"
  guarded env -u HANEUL_TEST_DB -u HANEUL_TEST_POSTGRES "TMPDIR=$scratch" "${variables[@]}" \
    dotnet "$root/artifacts/bin/$project/release/$project.dll" -xml "$report" -noLogo -noColor "$@" || status=$?

  # The runner's own counts stand in the attributes of its <assembly> element.
  if [[ -s "$report" ]]; then
    summary=$(grep -o '<assembly [^>]*>' "$report" | head -n 1) || true
  fi
  for count in passed failed errors skipped; do
    if [[ -z "$(attribute "$count" "$summary")" ]]; then
      summary=""
    fi
  done
  if [[ -n "$summary" ]]; then
    local bad=$(($(attribute failed "$summary") + $(attribute errors "$summary")))
    passed=$((passed + $(attribute passed "$summary")))
    failed=$((failed + bad))
    skipped=$((skipped + $(attribute skipped "$summary")))
    if [[ $bad -gt 0 ]] || [[ $status -eq 0 && $(attribute total "$summary") -gt 0 ]]; then
      broken=false
    fi
  fi
  if $broken; then
    echo "$name broke off or ran no test (exit code $status)" >&2
    failed=$((failed + 1))
  fi
}

# No build server is to outlive the run, and a container may have no home folder.
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1 MSBUILDDISABLENODEREUSE=1
export HOME="${HOME:-/tmp}"
cd "$root"
rm -rf "$results"
mkdir -p "$results"

if ! $fast; then
  step "Tools"
  "$root/eng/install-test-tools.sh"
fi

step "Restore"
guarded dotnet restore Haneul.slnx --disable-build-servers -v quiet

if ! $fast; then
  step "Format"
  if ! guarded dotnet format Haneul.slnx --verify-no-changes --no-restore; then
    echo "Run: dotnet format Haneul.slnx" >&2
    failed=$((failed + 1))
  fi
fi

step "Build"
guarded dotnet build Haneul.slnx -c Release --no-restore --disable-build-servers -v quiet

scratch=$(mktemp -d "$(test_folder)/haneul-tests.XXXXXX")
chmod 711 "$scratch" # The user postgres passes through.
run_suite UnitTests Haneul.UnitTests
if $fast; then
  run_suite ApiTests-sqlite Haneul.ApiTests HANEUL_TEST_DB=sqlite
else
  # Both runs of the API tests get the server. Suites that name their engine (Sqlite..., Postgres...) are the same in both and run in the first only.
  step "PostgreSQL"
  start_postgres "$scratch"
  run_suite ApiTests-sqlite Haneul.ApiTests HANEUL_TEST_DB=sqlite "HANEUL_TEST_POSTGRES=$postgres_connection"
  run_suite ApiTests-postgres Haneul.ApiTests HANEUL_TEST_DB=postgres "HANEUL_TEST_POSTGRES=$postgres_connection" -- \
    -class- "*.Sqlite*" -class- "*.Postgres*"
  run_suite EndToEndTests Haneul.EndToEndTests "HANEUL_TEST_POSTGRES=$postgres_connection"
fi

echo
finished=true
