#!/usr/bin/env bash
# Measures the published server on this machine, over loopback, from any working directory.
#
#   eng/bench.sh                requests/s, latency, start-up time and memory; about eleven minutes
#   eng/bench.sh --seconds N    N seconds for each measurement (default 5)
#   eng/bench.sh --short        everything once and briefly: shows that it works, its numbers say little
#   eng/bench.sh iam            identity with nothing in it and with 100,000 users, 20,000 projects and 500,000 assignments
#   eng/bench.sh iam --postgres the same on a PostgreSQL that is started for it and removed (without fsync: reads are what it tells)
#   eng/bench.sh secrets        Secrets Manager and KMS: shares of the ceiling, 1,000 against 1,000,000 secrets in a project, memory, batch reads;
#                               about half an hour. --secrets N: another size than 1,000,000; --postgres as with iam
#   eng/bench.sh trail          Cloud Trail: appends, searches, size and index at 10,000,000 events, exports, and reads while 1,000,000 events are removed; hours.
#                               --events N: another number of events (a tenth of it is removed); --postgres as with iam
#   eng/bench.sh console        every page of the console with 100,000 secrets and 1,000,000 events, and its first paint in Chromium; about five minutes
#   eng/bench.sh --help         shows this
#
# Each path is measured in turns with the ceiling: a bare Kestrel endpoint that answers as many bytes to the same request.
# wrk, curl and jq are installed from Debian's packages where they are missing. The data folder is a new one with the
# default settings below artifacts/ and must lie on a real disk, because every audited call waits for it.
#
# The exit code is 0 if every request was answered with success, whether or not the goals were met; that of iam only if its goals
# were met too. --seconds and --short go with iam and secrets as well; --short takes a hundredth of the data (secrets: a fiftieth), also with trail and
# console.
# HANEUL_BENCH_DIR: where the run keeps its files (default artifacts/bench); they are removed at the end.
set -euo pipefail

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
source "$root/eng/apt-install.sh"

seconds=5
warm_up=10 # the runtime compiles hot code anew for about this long
rounds=3
starts=7
idle=5
what=all
engine=sqlite
users=100000 projects=20000 groups=2000 assignments=500000
change_rounds=50
secrets=""
secrets_unless_told=1000000
trail_events=10000000 trail_rounds=60
console_secrets=100000 console_events=1000000 page_rounds=20
while [[ $# -gt 0 ]]; do
  case "$1" in
    --seconds)
      seconds=${2:-}
      [[ "$seconds" =~ ^[1-9][0-9]*$ ]] || { echo "--seconds needs a number" >&2; exit 2; }
      shift
      ;;
    --short)
      seconds=1 warm_up=1 rounds=1 starts=3 idle=1 change_rounds=5
      users=1000 projects=200 groups=20 assignments=5000
      secrets_unless_told=20000
      trail_events=100000 trail_rounds=5
      console_secrets=1000 console_events=10000 page_rounds=2
      ;;
    --events)
      trail_events=${2:-}
      [[ "$trail_events" =~ ^[1-9][0-9]{4,8}$ ]] || { echo "--events needs a number from 10000 to 999999999" >&2; exit 2; }
      shift
      ;;
    --secrets)
      secrets=${2:-}
      [[ "$secrets" =~ ^[1-9][0-9]{3,7}$ ]] || { echo "--secrets needs a number from 1000 to 99999999" >&2; exit 2; }
      shift
      ;;
    iam | secrets | trail | console) what=$1 ;;
    --postgres) engine=postgres ;;
    --help) sed -n '2,/^set -/{/^#/s/^# \{0,1\}//p}' "${BASH_SOURCE[0]}"; exit 0 ;;
    *) echo "Unknown option $1; see eng/bench.sh --help" >&2; exit 2 ;;
  esac
  shift
done
if [[ "$what" == all && "$engine" == postgres ]]; then
  echo "--postgres goes with iam, secrets, trail and console only" >&2
  exit 2
fi
if [[ "$what" != secrets && -n "$secrets" ]]; then
  echo "--secrets goes with secrets only" >&2
  exit 2
fi
secrets=${secrets:-$secrets_unless_told}

missing=()
for tool in wrk curl jq sqlite3; do
  command -v "$tool" >/dev/null || missing+=("$tool")
done
[[ ${#missing[@]} -eq 0 ]] || apt_install "${missing[@]}"

parent=${HANEUL_BENCH_DIR:-$root/artifacts/bench}
mkdir -p "$parent"
work=$(mktemp -d "$parent/run.XXXXXX")
source "$root/eng/bench/processes.sh"
source "$root/eng/bench/load.sh"
source "$root/eng/test-postgres.sh"
source "$root/eng/bench/installations.sh"
source "$root/eng/bench/iam.sh"
source "$root/eng/bench/secrets.sh"
source "$root/eng/bench/trail.sh"
source "$root/eng/bench/trail-retention.sh"
source "$root/eng/bench/console.sh"

finish() {
  local status=$?
  trap - EXIT
  trap '' INT TERM
  stop_all
  stop_postgres
  rm -rf "$work"
  exit "$status"
}
trap finish EXIT
trap 'exit 130' INT
trap 'exit 143' TERM

file_system=$(df --output=fstype "$work" | tail -n 1)
if [[ "$file_system" == tmpfs || "$file_system" == ramfs ]]; then
  echo "$parent is in memory ($file_system); set HANEUL_BENCH_DIR to a folder on a disk" >&2
  exit 2
fi

say() { printf '\n%s\n\n' "$*"; }

describe_machine() {
  local started=${EPOCHREALTIME/./} writes=200
  dd if=/dev/zero of="$work/probe" bs=4k count="$writes" oflag=dsync status=none
  local write_us=$(((${EPOCHREALTIME/./} - started) / writes))
  echo "- date: $(date -u +%F), commit $(git -C "$root" rev-parse --short HEAD 2>/dev/null || echo unknown)"
  echo "- processor: $(sed -n 's/^model name\s*: //p' /proc/cpuinfo | head -n 1), $(nproc) cores, shared by wrk, the ceiling and the server"
  echo "- memory: $(awk '/^MemTotal/ { printf "%.0f GiB", $2 / 1048576 }' /proc/meminfo)"
  echo "- disk: $file_system, a durable write of 4 KiB takes $(milliseconds "$write_us") ms"
  echo "- system: $(sed -n 's/^PRETTY_NAME="\(.*\)"/\1/p' /etc/os-release), Linux $(uname -r), .NET $(dotnet --list-runtimes | sed -n 's/^Microsoft.AspNetCore.App \([^ ]*\).*/\1/p' | sort -V | tail -n 1)"
  echo "- load of the machine before the run: $(cut -d ' ' -f 1-3 /proc/loadavg)"
}

publish() {
  dotnet publish "$root/$1" -c Release -o "$2" --disable-build-servers -v quiet -nologo >"$work/publish.log" 2>&1 ||
    { cat "$work/publish.log" >&2; return 1; }
}

# write_requests: the requests that are measured, one file each, with a token and a secret made for them.
write_requests() {
  local user token secret_id
  user=$(of_bootstrap user_id)
  token=$(token_of server)
  printf 'GET\nX-Auth-Token: %s\nX-Subject-Token: %s\n\n' "$token" "$token" >"$work/validate"
  printf 'GET\nX-Auth-Token: %s\n\n' "$token" >"$work/read"
  printf 'POST\nX-Auth-Token: %s\nContent-Type: application/json\n\n{"secret":{"name":"bench","secret_data":"a password of 32 characters here"}}' \
    "$token" >"$work/create"
  secret_id=$(ask "$(url_of server)/api/v1/secrets" "$work/create" | jq -er .secret.id)
  projects_path="/identity/v3/users/$user/projects"
  value_path="/api/v1/secrets/$secret_id/versions/value"
  write_key_requests "$token"
}

# write_key_requests TOKEN: a symmetric key, 1 KiB to encrypt with it and the same as a ciphertext.
write_key_requests() {
  local headers key_id ciphertext
  headers=$(printf 'POST\nX-Auth-Token: %s\nContent-Type: application/json\n\n.' "$1")
  headers=${headers%.}
  printf '%s{"key":{"name":"bench","type":"SYMMETRIC","purpose":"SYMMETRIC_ENCRYPT_DECRYPT","algorithm":"AES256-GCM96","is_access_control_enabled":false}}' \
    "$headers" >"$work/create-key"
  key_id=$(ask "$(url_of server)/kms/api/v1/keys" "$work/create-key" | jq -er .key.id)
  key_path="/kms/api/v1/keys/$key_id"
  printf '%s{"encrypt":{"input":"%s"}}' "$headers" "$(head -c 1024 /dev/zero | base64 -w 0)" >"$work/encrypt"
  ciphertext=$(ask "$(url_of server)$key_path/encrypt" "$work/encrypt" | jq -er .encrypt.cipher_text)
  printf '%s{"decrypt":{"cipher_text":"%s"}}' "$headers" "$ciphertext" >"$work/decrypt"
}

# goal NAME PER-CENT: tells how a share at 64 connections stands to its goal.
goal() {
  local share=${share_of[$1@64]}
  judge "$1 at 64 connections" "$share" "$2" "%" "$(awk -v share="$share" -v goal="$2" 'BEGIN { print (share >= goal) ? "met" : sprintf("missed by %.1f points", goal - share) }')" ">="
}

# limit NAME MEASURED GOAL UNIT: tells how something that should be small stands to its goal.
limit() {
  judge "$1" "$2" "$3" "$4" "$(awk -v measured="$2" -v goal="$3" -v unit="$4" 'BEGIN { print (measured <= goal) ? "met" : sprintf("missed by %.0f %s", measured - goal, unit) }')" "<="
}

judge() { printf '| %s | %s %s %s | %s %s | %s |\n' "$1" "$6" "$3" "$4" "$2" "$4" "$5"; }

umask 077
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1 MSBUILDDISABLENODEREUSE=1
publish src/Haneul.Server "$work/server"

say "Machine"
describe_machine

if [[ "$what" == iam ]]; then
  bench_iam
  [[ $total_errors -eq 0 ]] || { echo "$total_errors requests failed" >&2; exit 1; }
  [[ $missed -eq 0 ]] || { echo "$missed goals missed" >&2; exit 1; }
  exit 0
fi
if [[ "$what" == console ]]; then
  bench_console
  [[ $total_errors -eq 0 ]] || { echo "$total_errors requests failed" >&2; exit 1; }
  exit 0
fi
publish perf/Haneul.Benchmarks "$work/ceiling"
if [[ "$what" == trail ]]; then
  exported_events=$((trail_events / 50))
  trimmed_events=$((trail_events / 10))
  bench_trail
  bench_trail_retention
  exit
fi
if [[ "$what" == secrets ]]; then
  bench_secrets
  [[ $total_errors -eq 0 ]] || { echo "$total_errors requests failed" >&2; exit 1; }
  exit 0
fi

say "Requests ($rounds rounds of $seconds s each, medians)"
start_server
write_requests
stop_process server
start_server
pause "$idle"
memory_idle=$(memory_mb server)
print_header
measure "token validation" server /identity/v3/auth/tokens "$work/validate"
measure "token issue" server /identity/v3/auth/tokens "$work/issue"
measure "list projects" server "$projects_path" "$work/read"
measure "secret read" server "$value_path" "$work/read"
measure "encrypt 1 KiB" server "$key_path/encrypt" "$work/encrypt"
measure "decrypt 1 KiB" server "$key_path/decrypt" "$work/decrypt"
pause "$idle"
memory_loaded=$(memory_mb server)
stop_process server

# On the data that the load has left, which is more than most installations have.
times=()
for ((start = 0; start < starts; start++)); do
  start_server
  times+=("$(milliseconds "$ready_us")")
  stop_process server
done
start_ms=$(median "${times[@]}")

say "Start-up and memory"
echo "- from exec until /readyz answers 200, $starts fresh processes on existing data: median $start_ms ms ($(printf '%s\n' "${times[@]}" | sort -g | sed -n '1p;$p' | paste -sd - -))"
echo "- resident memory: $memory_idle MB after start and $idle s idle, $memory_loaded MB after the load and $idle s idle"
echo "- database after the load: $(du -sh "$work/data" | cut -f 1)"

say "Goals"
echo "| what | goal | measured | |"
echo "|---|---:|---:|---|"
goal "token validation" 60
goal "secret read" 30
goal "token issue" 20
goal "encrypt 1 KiB" 20
goal "decrypt 1 KiB" 20
limit "ready" "$start_ms" 1000 ms
limit "memory at idle" "$memory_idle" 100 MB
echo

if [[ $total_errors -gt 0 ]]; then
  echo "$total_errors requests failed" >&2
  exit 1
fi
