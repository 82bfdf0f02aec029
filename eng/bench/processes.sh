# shellcheck shell=bash
# To be sourced: starts the programs that are measured, waits for them and stops them. Needs $work, a folder to write in.
# shellcheck disable=SC2154,SC2034 # shared with the script that sources this one

declare -A process_id=()   # by name
declare -A process_port=()
ready_us=0                 # how long the last start_process took

# A descriptor that never has anything to read: waiting on it is a sleep that starts no process.
exec {nothing}<> <(:)
pause() { read -r -t "$1" -u "$nothing" || true; }

# free_port: sets port to one on loopback that nobody listens on, below those that the kernel hands out by itself.
free_port() {
  local attempt
  for attempt in {1..100}; do
    port=$((20000 + RANDOM % 10000))
    if ! { true <>"/dev/tcp/127.0.0.1/$port"; } 2>/dev/null; then
      return 0
    fi
  done
  echo "No free port in $attempt attempts" >&2
  return 1
}

# answers PORT: whether /readyz gives a 2xx. Without a process of its own, so that polling takes little from what it waits for.
answers() {
  local socket="" line=""
  { exec {socket}<>"/dev/tcp/127.0.0.1/$1"; } 2>/dev/null || return 1
  printf 'GET /readyz HTTP/1.1\r\nHost: 127.0.0.1:%s\r\nConnection: close\r\n\r\n' "$1" >&"$socket"
  read -r -t 5 -u "$socket" line || true
  exec {socket}>&-
  [[ "$line" == "HTTP/1.1 2"* ]]
}

# start_process NAME COMMAND...: starts a program with --urls on a free port, waits until it is ready and sets ready_us.
start_process() {
  local name=$1 port started
  shift
  free_port
  started=${EPOCHREALTIME/./}
  "$@" --urls "http://127.0.0.1:$port" >>"$work/$name.log" 2>&1 </dev/null &
  process_id[$name]=$!
  process_port[$name]=$port
  until answers "$port"; do
    if ! kill -0 "${process_id[$name]}" 2>/dev/null || ((${EPOCHREALTIME/./} - started > 60000000)); then
      echo "$name did not become ready:" >&2
      tail -n 20 "$work/$name.log" >&2
      return 1
    fi
    pause 0.002
  done
  ready_us=$((${EPOCHREALTIME/./} - started))
}

# stop_process NAME: in order, and by force if that takes more than ten seconds.
stop_process() {
  local id=${process_id[$1]:-} attempt
  [[ -n "$id" ]] || return 0
  unset "process_id[$1]"
  kill -TERM "$id" 2>/dev/null || true
  for attempt in {1..1000}; do
    kill -0 "$id" 2>/dev/null || break
    pause 0.01
  done
  if [[ $attempt -eq 1000 ]]; then
    kill -KILL "$id" 2>/dev/null || true
  fi
  wait "$id" 2>/dev/null || true
}

stop_all() {
  local name
  for name in "${!process_id[@]}"; do
    stop_process "$name"
  done
}

# url_of NAME: where a started program listens.
url_of() { echo "http://127.0.0.1:${process_port[$1]}"; }

# memory_mb NAME: resident memory of a started program, in millions of bytes.
memory_mb() { awk '/^VmRSS:/ { printf "%.0f", $2 * 1024 / 1000000 }' "/proc/${process_id[$1]}/status"; }
