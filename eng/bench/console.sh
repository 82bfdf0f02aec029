# shellcheck shell=bash
# To be sourced by bench.sh: how long the server takes for each page of the console, in a project with many secrets and many events. Which pages there are is found
# by following links from the overview, one of each kind.
# shellcheck disable=SC2154 # shared with the scripts that source this one

console_password="a password of the bench 1"
console_limit_ms=50

bench_console() {
  [[ "$engine" != postgres ]] || start_postgres
  say "Filling a project: $console_secrets secrets, $console_events events ($engine)"
  HANEUL__BOOTSTRAP__PASSWORD=$console_password start_installation large
  write_secret_requests large
  fill_with_secrets "$console_secrets"
  fill_with_events
  add_one_of_each
  stop_process large
  settle large
  start_installation large
  echo "- $(count_secrets large) secrets, $(count_events) events"

  sign_in_to_console
  find_pages
  say "Pages of the console ($engine, one after another over one connection, $page_rounds rounds, by the clock of the client)"
  measure_pages
  stop_process large
  say "First paint in Chromium, without cache and cookies (median of 15)"
  measure_first_paint
}

count_events() { in_database large <<<"SELECT COUNT(*) FROM trail_events;"; }

# fill_with_events: reads values, each of which is an event.
fill_with_events() {
  local rate answered p50 p95 p99 errors missing
  mkdir -p "$work/lists"
  in_database large <<<"SELECT '/api/v1/secrets/' || id || '/versions/value' FROM secrets_secrets ORDER BY id LIMIT $most_paths;" >"$work/lists/values"
  while missing=$((console_events - $(count_events))) && [[ $missing -gt 0 ]]; do
    HANEUL_BENCH_PATHS=$work/lists/values load "$(url_of large)$(head -n 1 "$work/lists/values")" "$work/large.read" "$filling_connections" \
      $((missing > 100000 ? 10 : 1))
  done
}

# add_one_of_each: a key and a service account, so that they have pages too. Access keys make no service accounts: a password does.
add_one_of_each() {
  local body path token
  printf 'POST\nContent-Type: application/json\n\n{"auth":{"identity":{"methods":["password"],"password":{"user":{"id":"%s","password":"%s"}}},"scope":{"project":{"id":"%s"}}}}' \
    "$(of_bootstrap user_id large)" "$console_password" "$(of_bootstrap project_id large)" >"$work/issue"
  token=$(ask "$(url_of large)/identity/v3/auth/tokens" "$work/issue" -o /dev/null -D - | sed -n 's/^X-Subject-Token: \([^\r]*\).*/\1/ip')
  while read -r path body; do
    printf 'POST\nX-Auth-Token: %s\nContent-Type: application/json\n\n%s' "$token" "$body" >"$work/one"
    ask "$(url_of large)$path" "$work/one" --fail -o /dev/null
  done <<END
/kms/api/v1/keys {"key":{"name":"bench","type":"SYMMETRIC","purpose":"SYMMETRIC_ENCRYPT_DECRYPT","algorithm":"AES256-GCM96","is_access_control_enabled":false}}
/haneul/v1/service-accounts {"service_account":{"name":"bench","roles":["project_reader"]}}
END
}

# in_console PATH [CURL-OPTION...]: a page, as a browser in which somebody is signed in asks for it.
in_console() {
  local path=$1
  shift
  curl --silent --show-error --max-time 60 --cookie "$work/cookies" --cookie-jar "$work/cookies" -H 'Accept-Language: en' "$@" "$(console_url)$path"
}

console_url() { echo "http://console.localhost:${process_port[large]}"; }

sign_in_to_console() {
  local token status
  : >"$work/cookies"
  token=$(in_console /sign-in | sed -n 's/.*name="_form" value="\([^"]*\)".*/\1/p' | head -n 1)
  status=$(in_console /sign-in -o "$work/answer" -w '%{http_code}' --data-urlencode "_form=$token" --data-urlencode "organisation=Default" \
    --data-urlencode "user=$(of_bootstrap user_name large)" --data-urlencode "password=$console_password")
  [[ "$status" == 303 ]] || { echo "Signing in to the console is answered $status" >&2; return 1; }
}

# find_pages: follows each link of a kind that was not seen before, and leaves the pages in $work/pages. Downloads are no pages.
find_pages() {
  local path link kind status type
  local -A seen=()
  local -a waiting=(/)
  : >"$work/pages"
  while [[ ${#waiting[@]} -gt 0 ]]; do
    path=${waiting[0]}
    waiting=("${waiting[@]:1}")
    read -r status type < <(in_console "$path" -o "$work/answer" -w '%{http_code} %{content_type}\n')
    [[ "$status" == 200 && "$type" == text/html* ]] || continue
    echo "$path" >>"$work/pages"
    while read -r link; do
      kind=$(sed -E 's/[?#].*//; s#/([0-9a-f]{32}|[0-9a-f-]{36}|[0-9]+)(/|$)#/{}\2#g' <<<"$link")
      if [[ -z "${seen[$kind]:-}" ]]; then
        seen[$kind]=yes
        waiting+=("$link")
      fi
    done < <(grep -oE '<a [^>]*href="/[^"]*"' "$work/answer" | grep -v download | sed -E 's/.*href="([^"]*)"/\1/; s/&amp;/\&/g' | grep -v '/export')
  done
}

# measure_pages: a table, the slowest first, and how it stands to the goal.
measure_pages() {
  local round path
  local -a slowest
  : >"$work/times"
  for ((round = 0; round <= page_rounds; round++)); do
    while read -r path; do
      printf 'url = "%s%s"\noutput = "/dev/null"\n' "$(console_url)" "$path"
    done <"$work/pages" >"$work/requests"
    # The first round is not told: it fills caches, and the runtime compiles.
    in_requests >>"$([[ $round -gt 0 ]] && echo "$work/times" || echo /dev/null)"
  done
  awk '$1 != 200 { print "- answered " $1 ": " $4; bad = 1 } END { exit bad }' "$work/times" || total_errors=$((total_errors + 1))
  sort -k4,4 -k2,2g "$work/times" | awk '
    function tell() { if (n) printf "%s %.1f %.1f %d\n", page, 1000 * t[int((n + 1) / 2)], 1000 * t[int(n * 0.95 + 0.999)], size }
    $4 != page { tell(); page = $4; n = 0 }
    { t[++n] = $2; size = $3 }
    END { tell() }' | sort -k2,2gr >"$work/page-times"
  echo "| page | p50 ms | p95 ms | bytes |"
  echo "|---|---:|---:|---:|"
  sed -E 's/[?#][^ ]*//; s#/([0-9a-f]{32}|[0-9a-f-]{36})#/{id}#g' "$work/page-times" | awk '{ printf "| %s | %s | %s | %s |\n", $1, $2, $3, $4 }'
  echo
  read -r -a slowest <"$work/page-times"
  echo "- $(wc -l <"$work/page-times") pages, the slowest p50 ${slowest[1]} ms"
  echo "| what | goal | measured | |"
  echo "|---|---:|---:|---|"
  at_most "p50 of the slowest page" "${slowest[1]}" "$console_limit_ms" ms
  echo
}

in_requests() {
  curl --silent --show-error --max-time 60 --compressed --cookie "$work/cookies" --cookie-jar "$work/cookies" -H 'Accept-Language: en' --config "$work/requests" \
    -w '%{http_code} %{time_total} %{size_download} %{url}\n' | sed "s#$(console_url)##"
}

# measure_first_paint: on a server of its own, because what the browser does is what it tells.
measure_first_paint() {
  local page
  "$root/eng/install-test-tools.sh" >"$work/tools.log" 2>&1 || { cat "$work/tools.log" >&2; return 1; }
  dotnet build "$root/tests/Haneul.EndToEndTests" -c Release --disable-build-servers -v quiet -nologo
  HANEUL_FIRST_PAINT=$work/paints dotnet "$root/artifacts/bin/Haneul.EndToEndTests/release/Haneul.EndToEndTests.dll" \
    -noLogo -noColor -class Haneul.EndToEndTests.Browser.FirstPaint -explicit only >"$work/paint.log" || { cat "$work/paint.log" >&2; return 1; }
  echo "| what | goal | measured | |"
  echo "|---|---:|---:|---|"
  for page in sign-in overview; do
    # shellcheck disable=SC2046 # numbers
    at_most "first paint of the page $page" "$(median $(awk -v page="$page" '$1 == page { print $2 }' "$work/paints"))" 300 ms
  done
  echo
}
