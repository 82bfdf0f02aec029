# shellcheck shell=bash
# To be sourced by iam.sh: the goals of identity at scale, and the check that a change of a role acts at once.
# shellcheck disable=SC2154,SC2034 # shared with the scripts that source this one

# send METHOD PATH TOKEN [JSON]: sets status and microseconds; the answer is in $work/answer.
send() {
  local -a body=()
  [[ $# -lt 4 ]] || body=(--header "Content-Type: application/json" --data-binary "$4")
  read -r status microseconds < <(curl --silent --max-time 10 --request "$1" --header @- "${body[@]}" -o "$work/answer" \
    -w '%{http_code} %{time_total}\n' "$(url_of server)$2" <<<"X-Auth-Token: $3" | awk '{ printf "%s %d\n", $1, $2 * 1000000 }')
}

# expect STATUS METHOD PATH TOKEN [JSON]
expect() {
  local wanted=$1
  shift
  send "$@"
  [[ "$status" == "$wanted" ]] || { echo "$1 $2 answers $status instead of $wanted: $(head -c 300 "$work/answer")" >&2; return 1; }
}

# check_changes: gives and takes a role some times, each time with a request at once that needs it, by a token that was issued with it.
check_changes() {
  local admin project user admin_role reader_role token round stale=0 status microseconds
  local -a changes=() firsts=()
  admin=$(sign_in "$(of_bootstrap user_id)" "$(of_bootstrap password)" '{"system":{"all":true}}')
  project=$(of_bootstrap project_id)
  expect 201 POST /identity/v3/users "$admin" '{"user":{"name":"bench-change","domain_id":"default","password":"bench of a change 9!"}}'
  user=$(jq -er .user.id "$work/answer")
  expect 200 GET "/identity/v3/roles?name=admin" "$admin"
  admin_role=$(jq -er '.roles[0].id' "$work/answer")
  expect 200 GET "/identity/v3/roles?name=reader" "$admin"
  reader_role=$(jq -er '.roles[0].id' "$work/answer")
  local grants=/identity/v3/projects/$project/users/$user/roles
  expect 204 PUT "$grants/$reader_role" "$admin" # so that the token outlives the other role
  expect 204 PUT "$grants/$admin_role" "$admin"
  token=$(sign_in "$user" "bench of a change 9!" "{\"project\":{\"id\":\"$project\"}}")
  for ((round = 0; round < change_rounds; round++)); do
    expect 204 DELETE "$grants/$admin_role" "$admin"
    changes+=("$microseconds")
    send GET "/identity/v3/users?limit=1" "$token"
    firsts+=("$microseconds")
    [[ "$status" == 403 ]] || stale=$((stale + 1))
    expect 204 PUT "$grants/$admin_role" "$admin"
    changes+=("$microseconds")
    send GET "/identity/v3/users?limit=1" "$token"
    firsts+=("$microseconds")
    [[ "$status" == 200 ]] || stale=$((stale + 1))
  done
  iam_stale=$stale
  iam_change="$(milliseconds "$(median "${changes[@]}")") ms a change, $(milliseconds "$(median "${firsts[@]}")") ms the first request after it (medians)"

  # A list that nothing limits is a page, and says where the next one is.
  iam_unpaged=0
  local list
  for list in users projects role_assignments; do
    expect 200 GET "/identity/v3/$list" "$admin"
    jq -e --arg list "$list" '(.[$list] | length) as $lines | $lines < 1000 or ($lines == 1000 and .links.next != null)' "$work/answer" >/dev/null ||
      iam_unpaged=$((iam_unpaged + 1))
  done
}

# iam_goal WHAT MEASURED GOAL UNIT: a row of the goals; a missed one makes the run fail.
iam_goal() {
  local verdict=met
  awk -v measured="$2" -v goal="$3" 'BEGIN { exit !(measured <= goal) }' || { verdict=missed; missed=$((missed + 1)); }
  printf '| %s | <= %s %s | %s %s | %s |\n' "$1" "$3" "$4" "$2" "$4" "$verdict"
}

judge_iam() {
  local name=role_assignments?user.id=
  say "Goals ($engine)"
  echo "| what | goal | measured | |"
  echo "|---|---:|---:|---|"
  iam_goal "$name, p95" "$(milliseconds "${iam_p95[full@$name]}")" 20 ms
  iam_goal "token validation, p50 full / empty" "$(awk -v full="${iam_p50[full@token validation]}" -v empty="${iam_p50[empty@token validation]}" 'BEGIN { printf "%.2f", full / empty }')" 1.5 times
  iam_goal "start-up, full less empty" "$(awk -v full="${iam_ready[full]}" -v empty="${iam_ready[empty]}" 'BEGIN { printf "%.0f", full - empty }')" 250 ms
  iam_goal "memory after start, full less empty" "$((iam_memory[full] - iam_memory[empty]))" 20 MB
  iam_goal "lists without an end" "$iam_unpaged" 0 ""
  iam_goal "requests that a change of a role came too late for, of $((2 * change_rounds))" "$iam_stale" 0 ""
  echo
  echo "- $iam_change"
}
