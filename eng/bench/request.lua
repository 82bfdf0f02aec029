-- Sends the request that the file $HANEUL_BENCH_REQUEST describes, over and over: the method, a line for each header, an
-- empty line, the body. A file, because tokens and secrets do not belong on a command line that every user can list.
-- $HANEUL_BENCH_PATHS may name a file with a path in each line, which are asked for in turn instead of the one of the URL.
-- With $HANEUL_BENCH_FIRST, {number} in the body counts upwards from it, in eight digits, and {group} is its last one;
-- $HANEUL_BENCH_COUNT may say after how many requests to be silent until the end.
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

local paths = os.getenv("HANEUL_BENCH_PATHS")
if paths and paths ~= "" then
  local requests = {}
  local next_request = 0
  function init(_)
    for path in io.lines(paths) do
      requests[#requests + 1] = wrk.format(nil, path)
    end
  end
  function request()
    next_request = next_request % #requests + 1
    return requests[next_request]
  end
end

local number = tonumber(os.getenv("HANEUL_BENCH_FIRST") or "")
if number then
  function request()
    local numbered = body:gsub("{number}", string.format("%08d", number)):gsub("{group}", number % 10)
    number = number + 1
    return wrk.format(nil, nil, nil, numbered)
  end
end

local left = tonumber(os.getenv("HANEUL_BENCH_COUNT") or "")
if left then
  function delay()
    if left == 0 then
      return 3600000
    end
    left = left - 1
    return 0
  end
end

function done(summary, latency, _)
  local errors = summary.errors
  io.write(string.format(
    "RESULT %d %d %d %d %d %d\n",
    summary.requests,
    summary.duration,
    latency:percentile(50),
    latency:percentile(95),
    latency:percentile(99),
    errors.connect + errors.read + errors.write + errors.status + errors.timeout))
end
