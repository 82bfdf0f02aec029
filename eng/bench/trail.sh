# shellcheck shell=bash
# To be sourced by bench.sh: a trail of many events, made by the product's own writer. Prints appends on an empty and on a full trail, bytes an event without and
# with the index, what indexing an era takes and does to appends beside it, and each search by the clock and by the processor.
# shellcheck disable=SC2154 # shared with the scripts that source this one

trail_events=${trail_events:-10000000}
trail_rounds=${trail_rounds:-60} # searches of each kind, two pages each

bench_trail() {
  local database=sqlite
  if [[ "$engine" == postgres ]]; then
    start_postgres
    database=$postgres_connection
  fi
  say "A trail of $trail_events events ($engine)"
  dotnet "$work/ceiling/Haneul.Benchmarks.dll" trail --data "$work/trail" --database "$database" --events "$trail_events" --rounds "$trail_rounds"
}
