-- Sends the request that the file $HANEUL_BENCH_REQUEST describes, over and over: the method, a line for each header, an
-- empty line, the body. A file, because tokens and secrets do not belong on a command line that every user can list.
-- The last line that it prints is for eng/bench/load.sh.

local file = assert(io.open(assert(os.getenv("HANEUL_BENCH_REQUEST"), "HANEUL_BENCH_REQUEST is not set"), "r"))
wrk.method = file:read("*l")
for line in file:lines() do
  if line == "" then
    break
  end
  local name, value = line:match("^([^:]+): (.*)$")
  wrk.headers[name] = value
end
local body = file:read("*a")
if body ~= "" then
  wrk.body = body
end
file:close()

function done(summary, latency, _)
  local errors = summary.errors
  io.write(string.format(
    "RESULT %d %d %d %d %d\n",
    summary.requests,
    summary.duration,
    latency:percentile(50),
    latency:percentile(99),
    errors.connect + errors.read + errors.write + errors.status + errors.timeout))
end
