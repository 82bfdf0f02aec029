# shellcheck shell=bash
# To be sourced after processes.sh: puts load on paths of a started server and prints each as a row of a table.
# Needs $seconds, $warm_up and $rounds.
# shellcheck disable=SC2154 # set by the script that sources this one

bench_lua=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)/request.lua
total_errors=0
declare -A share_of=()   # path@connections: per cent of the ceiling

# median NUMBER...
median() { printf '%s\n' "$@" | sort -g | awk '{ v[NR] = $1 } END { print NR % 2 ? v[(NR + 1) / 2] : (v[NR / 2] + v[NR / 2 + 1]) / 2 }'; }

# load URL REQUEST CONNECTIONS SECONDS: sets rate (per second), answered, p50, p95 and p99 (microseconds) and errors.
# One thread of wrk is enough for far more than one .NET process can answer beside it, and takes the least from it.
load() {
  local output duration
  output=$(HANEUL_BENCH_REQUEST=$2 wrk --threads 1 --connections "$3" --duration "$4s" --timeout 10s --script "$bench_lua" "$1" 2>&1) ||
    { echo "$output" >&2; return 1; }
  read -r _ answered duration p50 p95 p99 errors < <(grep '^RESULT ' <<<"$output") || { echo "$output" >&2; return 1; }
  rate=$(awk -v requests="$answered" -v duration="$duration" 'BEGIN { printf "%.0f", requests * 1000000 / duration }')
  total_errors=$((total_errors + errors))
}

print_header() {
  echo "| path | connections | answer | requests/s | p50 ms | p99 ms | ceiling requests/s | share of ceiling | errors |"
  echo "|---|---:|---:|---:|---:|---:|---:|---:|---:|"
}

# measure NAME SERVER PATH REQUEST: the row of one path at each number of connections. The ceiling answers as many bytes with the same status
# to the same request, and the two take turns: what else the machine does then falls on both. Shares are of neighbours; told are the medians.
measure() {
  local name=$1 server=$2 path=$3 request=$4 status bytes connections round
  local url ceiling_url rate p50 p95 p99 errors
  url="$(url_of "$server")$path"
  read -r status bytes < <(ask "$url" "$request" -o /dev/null -w '%{http_code} %{size_download}\n')
  if [[ "$status" != 2* ]]; then
    echo "$name answers $status" >&2
    return 1
  fi
  start_process ceiling dotnet "$work/ceiling/Haneul.Benchmarks.dll" ceiling --body-bytes "$bytes" --status "$status"
  ceiling_url="$(url_of ceiling)$path"
  load "$ceiling_url" "$request" 64 "$warm_up"
  load "$url" "$request" 64 "$warm_up"
  for connections in 16 64; do
    local -a rates=() middles=() tails=() ceilings=() shares=()
    local failed=0 ceiling
    for ((round = 0; round < rounds; round++)); do
      load "$ceiling_url" "$request" "$connections" "$seconds"
      ceiling=$rate
      failed=$((failed + errors))
      load "$url" "$request" "$connections" "$seconds"
      failed=$((failed + errors))
      ceilings+=("$ceiling") rates+=("$rate") middles+=("$p50") tails+=("$p99")
      shares+=("$(awk -v rate="$rate" -v ceiling="$ceiling" 'BEGIN { printf "%.1f", 100 * rate / ceiling }')")
    done
    share_of[$name@$connections]=$(median "${shares[@]}")
    printf '| %s | %d | %d B | %.0f | %.2f | %.2f | %.0f | %.1f %% | %d |\n' "$name" "$connections" "$bytes" "$(median "${rates[@]}")" \
      "$(milliseconds "$(median "${middles[@]}")")" "$(milliseconds "$(median "${tails[@]}")")" "$(median "${ceilings[@]}")" \
      "${share_of[$name@$connections]}" "$failed"
  done
  stop_process ceiling
}

milliseconds() { awk -v us="$1" 'BEGIN { printf "%.2f", us / 1000 }'; }

# ask URL REQUEST [CURL-OPTION...]: sends the request of a file once, with curl.
ask() {
  local url=$1 request=$2 method line
  local -a options=()
  shift 2
  {
    read -r method
    while read -r line && [[ -n "$line" ]]; do
      options+=(--header "$line")
    done
    options+=(--data-binary @-)
    [[ "$method" != GET ]] || unset 'options[-1]' 'options[-1]'
    curl --silent --show-error --max-time 10 --request "$method" "${options[@]}" "$@" "$url"
  } <"$request"
}
