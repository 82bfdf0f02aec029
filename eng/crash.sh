#!/usr/bin/env bash
# The long form of the crash test: kill -9 under write load, of the server on both engines and of PostgreSQL itself, then a check that nothing acknowledged is
# lost, that no call is without its one event, and that the trail verifies.
#
#   eng/crash.sh [ROUNDS]     rounds of each kind, 50 by default
set -euo pipefail

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
# shellcheck source=test-postgres.sh
source "$root/eng/test-postgres.sh"

export HANEUL_CRASH_ROUNDS="${1:-50}"
"$root/eng/install-test-tools.sh"
dotnet build "$root/tests/Haneul.EndToEndTests" -c Release -v quiet -nologo
trap stop_postgres EXIT
start_postgres
export HANEUL_TEST_POSTGRES="$postgres_connection"
CI=true dotnet "$root/artifacts/bin/Haneul.EndToEndTests/release/Haneul.EndToEndTests.dll" -class Haneul.EndToEndTests.CrashTests -showLiveOutput
