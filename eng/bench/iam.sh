# shellcheck shell=bash
# To be sourced by bench.sh: measures identity with nothing in it and again with a large installation in it, by the same requests in one run.
# shellcheck disable=SC2154 # set by the script that sources this one

source "$root/eng/bench/iam-goals.sh"

iam_connections=4   # enough to keep two cores at work, few enough that a latency is not a queue
missed=0
declare -A iam_rate=() iam_p50=() iam_p95=() iam_ready=() iam_memory=()   # by size: empty or full; the first three also by call

bench_iam() {
  [[ "$engine" != postgres ]] || start_postgres
  mkdir -p "$work/lists"

  say "Empty ($engine)"
  start_server # makes the database
  stop_process server
  measure_size empty
  stop_process server
  say "With $users users, $projects projects, $groups groups and $assignments assignments ($engine)"
  fill
  measure_size full
  check_changes
  stop_process server

  say "Identity on $engine, $iam_connections connections, $seconds s each"
  print_comparison
  judge_iam
  [[ "$engine" != postgres ]] || stop_postgres
}

# fill: brings the installation into the database of the stopped server.
fill() {
  local roles
  roles=$(in_database server <<<"SELECT id FROM iam_roles WHERE name IN ('member', 'project_member', 'project_reader', 'secrets_manager_viewer', 'kms_user') ORDER BY name;" | paste -sd ' ' -)
  awk -v users="$users" -v projects="$projects" -v groups="$groups" -v assignments="$assignments" -v roles="$roles" -v lists="$work/lists" \
    -f "$root/eng/bench/iam-data.awk" >"$work/fill.sql"
  # Nothing depends on the data while it is filled in, and half a million rows in six indexes want memory.
  [[ "$engine" == postgres ]] || sed -i '1i PRAGMA synchronous = OFF; PRAGMA cache_size = -400000;' "$work/fill.sql"
  in_database server <"$work/fill.sql"
  rm "$work/fill.sql"
  # The log of the filling and its unwritten pages are no part of what is measured: the first durable event would wait for all of them.
  [[ "$engine" == postgres ]] || in_database server <<<"PRAGMA wal_checkpoint(TRUNCATE);" >/dev/null
  sync
  # What PostgreSQL does by itself within a minute of such a change.
  [[ "$engine" != postgres ]] || in_database server <<<"ANALYZE;"
  in_database server <<<"SELECT 'users ' || COUNT(*) FROM iam_users UNION ALL SELECT 'projects ' || COUNT(*) FROM iam_projects
    UNION ALL SELECT 'groups ' || COUNT(*) FROM iam_groups UNION ALL SELECT 'assignments ' || COUNT(*) FROM iam_role_assignments;" | sed 's/^/- /'
}

# measure_size SIZE: starts the server anew some times, then puts load on every call.
measure_size() {
  local size=$1 start
  local -a times=()
  for ((start = 0; start < starts; start++)); do
    start_server
    times+=("$(milliseconds "$ready_us")")
    stop_process server
  done
  iam_ready[$size]=$(median "${times[@]}")
  start_server
  pause "$idle"
  iam_memory[$size]=$(memory_mb server)
  write_iam_requests
  write_paths "$size"
  load "$(url_of server)/identity/v3/auth/tokens" "$work/validate" "$iam_connections" "$warm_up" # also of the runtime's own
  measure_call "$size" "token validation" validate /identity/v3/auth/tokens
  measure_call "$size" "token issue" issue /identity/v3/auth/tokens
  local name
  for name in "${iam_calls[@]}"; do
    measure_call "$size" "$name" administer "$(head -n 1 "$(paths_of "$name")")" "$(paths_of "$name")"
  done
  iam_memory[$size-loaded]=$(memory_mb server)
}

# measure_call SIZE NAME REQUEST PATH [PATHS]
measure_call() {
  local size=$1 name=$2 request=$work/$3 path=$4 status
  local rate p50 p95 p99 errors
  status=$(ask "$(url_of server)$path" "$request" -o "$work/answer" -w '%{http_code}')
  if [[ "$status" != 2* ]]; then
    echo "$name answers $status: $(head -c 500 "$work/answer")" >&2
    return 1
  fi
  export HANEUL_BENCH_PATHS=${5:-}
  load "$(url_of server)$path" "$request" "$iam_connections" 1
  load "$(url_of server)$path" "$request" "$iam_connections" "$seconds"
  unset HANEUL_BENCH_PATHS
  iam_rate[$size@$name]=$rate iam_p50[$size@$name]=$p50 iam_p95[$size@$name]=$p95
  echo "- $name: $rate/s, p50 $(milliseconds "$p50") ms, p95 $(milliseconds "$p95") ms, answer $(stat -c %s "$work/answer") B"
}

# sign_in USER-ID PASSWORD SCOPE: prints a token.
sign_in() {
  printf 'POST\nContent-Type: application/json\n\n{"auth":{"identity":{"methods":["password"],"password":{"user":{"id":"%s","password":"%s"}}},"scope":%s}}' "$1" "$2" "$3" >"$work/sign-in"
  ask "$(url_of server)/identity/v3/auth/tokens" "$work/sign-in" -o /dev/null -D - | sed -n 's/^X-Subject-Token: \([^\r]*\).*/\1/ip'
  rm "$work/sign-in"
}

# write_iam_requests: signing in, looking at a token, and whatever an administrator of the installation asks for.
write_iam_requests() {
  local token
  token=$(token_of server)
  printf 'GET\nX-Auth-Token: %s\nX-Subject-Token: %s\n\n' "$token" "$token" >"$work/validate"
  token=$(sign_in "$(of_bootstrap user_id)" "$(of_bootstrap password)" '{"system":{"all":true}}')
  printf 'GET\nX-Auth-Token: %s\n\n' "$token" >"$work/administer"
}

iam_calls=(
  "users, first page (1000)" "users, first page of 20" "users, by name" "users, of a domain, page of 100 at a marker"
  "projects, first page (1000)" "projects, first page of 20" "projects, by name" "projects, of a domain, page of 100 at a marker"
  "role_assignments?user.id=" "role_assignments?user.id=&effective&include_names" "role_assignments?scope.project.id="
  "role_assignments, first page" "users/{id}/projects")

paths_of() { echo "$work/lists/paths-$(tr -c 'a-z0-9\n' - <<<"$1")"; }

# write_paths SIZE: what each call asks for: a thousand of what is there in turn, or the one that an empty installation has.
write_paths() {
  local lists=$work/lists
  if [[ "$1" == empty ]]; then
    of_bootstrap user_id >"$lists/users"
    of_bootstrap user_name >"$lists/user-names"
    of_bootstrap project_id >"$lists/projects"
    of_bootstrap project_name >"$lists/project-names"
    of_bootstrap domain_id >"$lists/organisations"
  fi
  local v3=/identity/v3 name
  for name in "${iam_calls[@]}"; do
    case "$name" in
      "users, first page (1000)") echo "$v3/users" ;;
      "users, first page of 20") echo "$v3/users?limit=20" ;;
      "users, by name") sed "s|^|$v3/users?name=|" "$lists/user-names" ;;
      "users, of a domain"*) paste -d ' ' "$lists/organisations" "$lists/users" | sed "s|^\(.*\) \(.*\)|$v3/users?domain_id=\1\&limit=100\&marker=\2|" ;;
      "projects, first page (1000)") echo "$v3/projects" ;;
      "projects, first page of 20") echo "$v3/projects?limit=20" ;;
      "projects, by name") sed "s|^|$v3/projects?name=|" "$lists/project-names" ;;
      "projects, of a domain"*) paste -d ' ' "$lists/organisations" "$lists/projects" | sed "s|^\(.*\) \(.*\)|$v3/projects?domain_id=\1\&limit=100\&marker=\2|" ;;
      "role_assignments?user.id=") sed "s|^|$v3/role_assignments?user.id=|" "$lists/users" ;;
      "role_assignments?user.id=&"*) sed "s|^\(.*\)|$v3/role_assignments?user.id=\1\&effective\&include_names|" "$lists/users" ;;
      "role_assignments?scope.project.id=") sed "s|^|$v3/role_assignments?scope.project.id=|" "$lists/projects" ;;
      "role_assignments, first page") echo "$v3/role_assignments" ;;
      "users/{id}/projects") sed "s|^\(.*\)|$v3/users/\1/projects|" "$lists/users" ;;
    esac >"$(paths_of "$name")"
  done
}

print_comparison() {
  local name
  echo "| call | empty: requests/s | p50 ms | p95 ms | full: requests/s | p50 ms | p95 ms | full / empty |"
  echo "|---|---:|---:|---:|---:|---:|---:|---:|"
  for name in "token validation" "token issue" "${iam_calls[@]}"; do
    printf '| %s | %d | %s | %s | %d | %s | %s | %s |\n' "$name" \
      "${iam_rate[empty@$name]}" "$(milliseconds "${iam_p50[empty@$name]}")" "$(milliseconds "${iam_p95[empty@$name]}")" \
      "${iam_rate[full@$name]}" "$(milliseconds "${iam_p50[full@$name]}")" "$(milliseconds "${iam_p95[full@$name]}")" \
      "$(awk -v full="${iam_rate[full@$name]}" -v empty="${iam_rate[empty@$name]}" 'BEGIN { printf "%.2f", full / empty }')"
  done
  echo
  echo "- start-up, from exec until /readyz answers 200, median of $starts: ${iam_ready[empty]} ms empty, ${iam_ready[full]} ms full"
  echo "- resident memory: ${iam_memory[empty]} MB empty and ${iam_memory[full]} MB full after start and $idle s idle; ${iam_memory[empty-loaded]} and ${iam_memory[full-loaded]} MB under the load"
}
