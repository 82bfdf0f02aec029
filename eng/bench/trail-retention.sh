# shellcheck shell=bash
# To be sourced by bench.sh: what an export takes, and what readers of a secret feel while old events are removed. Many old events of a genuine chain can't be made through the
# API, so the server runs inside a test that makes them in its database.
# shellcheck disable=SC2154 # shared with the scripts that source this one

exported_events=${exported_events:-200000}
trimmed_events=${trimmed_events:-1000000}

# bench_trail_retention: the figures; fails if a goal is not met: memory that does not grow with an export, and p99 of a read less than three times as long.
bench_trail_retention() {
  dotnet build "$root/tests/Haneul.ApiTests" -c Release -v q -nologo >"$work/trail-figures.build"
  [[ "$engine" != postgres || -n "${postgres_connection:-}" ]] || start_postgres
  local status=0
  say "Exports of $exported_events events ($engine)"
  trail_figures Export.ExportFigures "$exported_events" || status=1
  say "A secret is read while $trimmed_events events are removed ($engine)"
  trail_figures Retention.TrimmingFigures "$trimmed_events" || status=1
  return "$status"
}

# trail_figures CLASS EVENTS
trail_figures() {
  local status=0
  rm -f "$work/trail-figures.report"
  TMPDIR="$work" HANEUL_TEST_DB="$engine" HANEUL_TEST_POSTGRES="${postgres_connection:-}" HANEUL_BENCH_EVENTS="$2" HANEUL_BENCH_REPORT="$work/trail-figures.report" \
    dotnet "$root/artifacts/bin/Haneul.ApiTests/release/Haneul.ApiTests.dll" -noLogo -explicit only -class "Haneul.ApiTests.Api.CloudTrail.$1" >"$work/trail-figures.log" || status=1
  cat "$work/trail-figures.report" 2>/dev/null || cat "$work/trail-figures.log"
  return "$status"
}
