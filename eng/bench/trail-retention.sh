# shellcheck shell=bash
# To be sourced by bench.sh: what readers of a secret feel while old events are removed. Old events of a genuine chain can't be made through the API, so the server runs
# inside a test that makes them in its database. --short removes a thirtieth.
# shellcheck disable=SC2154 # shared with the scripts that source this one

trimmed_events=${trimmed_events:-1000000}

# bench_trail_retention: the figures; fails if the goal (p99 of a read less than three times as long) is not met.
bench_trail_retention() {
  say "A secret is read while $trimmed_events events are removed ($engine)"
  local tests="$root/artifacts/bin/Haneul.ApiTests/release/Haneul.ApiTests.dll" status=0
  dotnet build "$root/tests/Haneul.ApiTests" -c Release -v q -nologo >"$work/trail-retention.build"
  [[ "$engine" != postgres || -n "${postgres_connection:-}" ]] || start_postgres
  TMPDIR="$work" HANEUL_TEST_DB="$engine" HANEUL_TEST_POSTGRES="${postgres_connection:-}" HANEUL_BENCH_EVENTS="$trimmed_events" \
    HANEUL_BENCH_REPORT="$work/trail-retention.report" \
    dotnet "$tests" -noLogo -explicit only -class Haneul.ApiTests.Api.CloudTrail.Retention.TrimmingFigures >"$work/trail-retention.log" || status=1
  cat "$work/trail-retention.report" 2>/dev/null || cat "$work/trail-retention.log"
  return "$status"
}
