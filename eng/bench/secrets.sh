# shellcheck shell=bash
# To be sourced by bench.sh: Secrets Manager and KMS against the ceiling, a project with few secrets against one with many, memory while they are created,
# and a batch read against single reads. Everything is a ratio of neighbours in one run.
# shellcheck disable=SC2154,SC2034 # shared with the scripts that source this one

flat_connections=4       # enough to keep two cores at work, few enough that a latency is not a queue
filling_connections=64
few=1000
creations=500            # of one measurement, so that few secrets stay few
most_paths=100000        # asked for in turn
declare -A next_number=([small]=1 [large]=1) memory_at=() flat=()

bench_secrets() {
  [[ "$engine" != postgres ]] || start_postgres
  mkdir -p "$work/lists"

  say "Memory of the server while $secrets secrets are created through the API ($engine, $filling_connections connections)"
  start_installation large
  write_secret_requests large
  fill_with_secrets "$secrets"
  stop_process large
  start_installation small
  write_secret_requests small
  until [[ $(count_secrets small) -ge $few ]]; do
    create_secrets small "$filling_connections" 1 $((few - $(count_secrets small)))
  done
  stop_process small

  say "$few and $secrets secrets in a project ($engine, $flat_connections connections, $rounds rounds of $seconds s each in turns, medians)"
  local name
  for name in small large; do
    settle "$name"
    write_secret_paths "$name"
    start_installation "$name"
    load "$(url_of "$name")/api/v1/secrets?limit=1" "$work/$name.read" "$flat_connections" "$warm_up" # also of the runtime's own
  done
  compare_sizes

  say "A batch read of 100 values against single reads ($engine, one connection, $rounds rounds of $seconds s each in turns, medians)"
  compare_batch
  stop_process small
  stop_process large

  say "Shares of the ceiling ($engine, $rounds rounds of $seconds s each, medians)"
  start_server
  write_requests
  print_header
  measure "secret read" server "$value_path" "$work/read"
  measure "encrypt 1 KiB" server "$key_path/encrypt" "$work/encrypt"
  measure "decrypt 1 KiB" server "$key_path/decrypt" "$work/decrypt"
  stop_process server
  judge_secrets
}

# write_secret_requests NAME: reading and creating, with a token of this installation.
write_secret_requests() {
  local token
  token=$(token_of "$1")
  printf 'GET\nX-Auth-Token: %s\n\n' "$token" >"$work/$1.read"
  printf 'POST\nX-Auth-Token: %s\nContent-Type: application/json\n\n{"secret":{"name":"team{group} svc{number} password","secret_data":"a password of 32 characters here"}}' \
    "$token" >"$work/$1.create"
  printf 'POST\nX-Auth-Token: %s\nContent-Type: application/json\n\n' "$token" >"$work/$1.batch"
}

count_secrets() { in_database "$1" <<<"SELECT COUNT(*) FROM secrets_secrets;"; }

# create_secrets NAME CONNECTIONS SECONDS [COUNT]: creates secrets, COUNT of them at the most; sets what load sets.
create_secrets() {
  export HANEUL_BENCH_FIRST=${next_number[$1]} HANEUL_BENCH_COUNT=${4:-}
  load "$(url_of "$1")/api/v1/secrets" "$work/$1.create" "$2" "$3"
  unset HANEUL_BENCH_FIRST HANEUL_BENCH_COUNT
  # What was under way at the end may be stored too, and wrk tries the first one out.
  next_number[$1]=$((next_number[$1] + answered + $2 + 1))
}

# fill_with_secrets COUNT: brings COUNT secrets into the large installation and tells its memory after each tenth.
fill_with_secrets() {
  local wanted=$1 tenth made=0 piece=1 rate answered p50 p95 p99 errors
  for tenth in {1..10}; do
    while [[ $made -lt $((wanted * tenth / 10)) ]]; do
      create_secrets large "$filling_connections" "$piece"
      made=$((made + answered))
      # At least a second, at most half a minute, else what is left of the tenth.
      piece=$(((wanted * tenth / 10 - made) / (rate + 1) + 1))
      piece=$((piece > 30 ? 30 : piece < 1 ? 1 : piece))
    done
    memory_at[$tenth]=$(memory_mb large)
    echo "- $made secrets: ${memory_at[$tenth]} MB resident, $rate created a second, p50 $(milliseconds "$p50") ms, p99 $(milliseconds "$p99") ms"
  done
  pause "$idle"
  memory_at[idle]=$(memory_mb large)
  echo "- after $idle s idle: ${memory_at[idle]} MB"
}

# settle NAME: what the filling has left to do is no part of what is measured. On PostgreSQL it is what it does by itself within a minute of such a change.
settle() {
  if [[ "$engine" == postgres ]]; then
    in_database "$1" <<<"VACUUM ANALYZE; CHECKPOINT;"
  else
    in_database "$1" <<<"PRAGMA wal_checkpoint(TRUNCATE);" >/dev/null
  fi
  sync
}

flat_calls=("value read" "search, one name" "search, a word of every tenth" "search, a word of all" "search, newest first" "list, first page of 20")

flat_paths_of() { echo "$work/lists/$1-$(tr -c 'a-z0-9\n' - <<<"$2")"; }

# write_secret_paths NAME: what each call asks for: secrets at random in turn, and with them the pages of the database that they are on.
write_secret_paths() {
  local ours=/haneul/v1/secrets-manager/secrets call
  in_database "$1" <<<"SELECT id || ' ' || name FROM secrets_secrets ORDER BY random() LIMIT $most_paths;" >"$work/lists/$1"
  for call in "${flat_calls[@]}"; do
    case "$call" in
      "value read") awk '{ print "/api/v1/secrets/" $1 "/versions/value" }' "$work/lists/$1" ;;
      "search, one name") awk -v ours="$ours" '{ print ours "?q=" $3 }' "$work/lists/$1" ;;
      "search, a word of every tenth") echo "$ours?q=team3" ;;
      "search, a word of all") echo "$ours?q=password" ;;
      "search, newest first") echo "$ours" ;;
      "list, first page of 20") echo "/api/v1/secrets?limit=20" ;;
    esac >"$(flat_paths_of "$1" "$call")"
  done
}

# compare_sizes: each call on both installations in turns.
compare_sizes() {
  local call
  echo "| call | $few: p50 ms | p95 ms | $secrets: p50 ms | p95 ms | p50 large / small |"
  echo "|---|---:|---:|---:|---:|---:|"
  for call in "${flat_calls[@]}"; do
    expect_success small "$call"
    expect_success large "$call"
    compare "$call" ask_in_turn
  done
  # Last, so that the small installation was small for all others.
  compare "creation" create_some
  echo
  echo "- afterwards: $(count_secrets small) and $(count_secrets large) secrets"
}

# expect_success NAME CALL
expect_success() {
  local status
  status=$(ask "$(url_of "$1")$(head -n 1 "$(flat_paths_of "$1" "$2")")" "$work/$1.read" -o "$work/answer" -w '%{http_code}')
  [[ "$status" == 200 ]] || { echo "$2 answers $status: $(head -c 500 "$work/answer")" >&2; return 1; }
}

# ask_in_turn NAME CALL SECONDS
ask_in_turn() {
  local paths
  paths=$(flat_paths_of "$1" "$2")
  export HANEUL_BENCH_PATHS=$paths
  load "$(url_of "$1")$(head -n 1 "$paths")" "$work/$1.read" "$flat_connections" "$3"
  unset HANEUL_BENCH_PATHS
}

# create_some NAME CALL SECONDS
create_some() { create_secrets "$1" "$flat_connections" "$3" "$creations"; }

# compare CALL FUNCTION: the row of one call; FUNCTION NAME CALL SECONDS puts the load on an installation.
compare() {
  local call=$1 round rate answered p50 p95 p99 errors small_p50
  local -a small_middles=() small_tails=() large_middles=() large_tails=() ratios=()
  "$2" small "$call" 1
  "$2" large "$call" 1
  for ((round = 0; round < rounds; round++)); do
    "$2" small "$call" "$seconds"
    small_p50=$p50
    small_middles+=("$p50") small_tails+=("$p95")
    "$2" large "$call" "$seconds"
    large_middles+=("$p50") large_tails+=("$p95")
    ratios+=("$(ratio_of "$p50" "$small_p50")")
  done
  flat[$call]=$(median "${ratios[@]}")
  printf '| %s | %s | %s | %s | %s | %s |\n' "$call" \
    "$(milliseconds "$(median "${small_middles[@]}")")" "$(milliseconds "$(median "${small_tails[@]}")")" \
    "$(milliseconds "$(median "${large_middles[@]}")")" "$(milliseconds "$(median "${large_tails[@]}")")" "${flat[$call]}"
}

ratio_of() { awk -v above="$1" -v below="$2" 'BEGIN { printf "%.2f", above / below }'; }

# compare_batch: the same hundred secrets of the large installation in one call and one by one; an event for each value in both.
compare_batch() {
  local round rate answered p50 p95 p99 errors single
  local -a singles=() batches=() ratios=()
  head -n 100 "$(flat_paths_of large "value read")" >"$work/lists/hundred"
  head -n 100 "$work/lists/large" | jq -Rnc '{values: {secrets: [inputs | {id: split(" ")[0]}]}}' >>"$work/large.batch"
  local url
  url=$(url_of large)/haneul/v1/secrets-manager/values
  ask "$url" "$work/large.batch" >"$work/answer"
  # Every value must have been answered with success, or a quick refusal would pass for a quick read.
  jq -e '(.values.results | length) == 100 and all(.values.results[]; .error == null and .secret != null)' "$work/answer" >/dev/null ||
    { echo "The batch read does not answer 100 values: $(jq -c 'del(..|.secret?)' "$work/answer" | head -c 500)" >&2; return 1; }
  load "$url" "$work/large.batch" 1 "$warm_up"
  for ((round = 0; round < rounds; round++)); do
    HANEUL_BENCH_PATHS=$work/lists/hundred load "$(url_of large)$(head -n 1 "$work/lists/hundred")" "$work/large.read" 1 "$seconds"
    single=$p50
    singles+=("$p50")
    load "$url" "$work/large.batch" 1 "$seconds"
    batches+=("$p50")
    ratios+=("$(ratio_of "$p50" "$single")")
  done
  batch_cost=$(median "${ratios[@]}")
  echo "- single read: p50 $(milliseconds "$(median "${singles[@]}")") ms; batch of 100: p50 $(milliseconds "$(median "${batches[@]}")") ms; it costs as much as $batch_cost single reads"
}

# at_most NAME RATIO GOAL [UNIT]
at_most() {
  judge "$1" "$2" "$3" "${4:-times}" "$(awk -v measured="$2" -v goal="$3" 'BEGIN { print (measured <= goal) ? "met" : sprintf("missed by %.2f", measured - goal) }')" "<="
}

judge_secrets() {
  local call
  say "Goals ($engine)"
  echo "| what | goal | measured | |"
  echo "|---|---:|---:|---|"
  goal "secret read" 30
  goal "encrypt 1 KiB" 20
  goal "decrypt 1 KiB" 20
  for call in "value read" "creation" "search, one name" "search, a word of every tenth" "search, a word of all" "search, newest first"; do
    at_most "$call, p50 at $secrets / $few" "${flat[$call]}" 1.2
  done
  at_most "memory, all secrets / the first tenth" "$(ratio_of "${memory_at[10]}" "${memory_at[1]}")" 1.1
  at_most "batch read of 100 values, p50" "$batch_cost" 15 "single reads"
  echo
}
