#!/usr/bin/env bash
# The long form of the rotation test: service key and root key are rotated under read load, with kill -9 in the middle of each, on SQLite and on PostgreSQL.
# Ends with 0 if no read failed, every value is what it was, and everything is under the newest term and root key.
#
#   eng/rotate.sh [SECRETS]     secrets on each engine, 100000 by default
set -euo pipefail

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
# shellcheck source=test-postgres.sh
source "$root/eng/test-postgres.sh"

export HANEUL_ROTATE_SECRETS="${1:-100000}"
"$root/eng/install-test-tools.sh"
dotnet build "$root/tests/Haneul.EndToEndTests" -c Release -v quiet -nologo
trap stop_postgres EXIT
start_postgres
export HANEUL_TEST_POSTGRES="$postgres_connection"
CI=true dotnet "$root/artifacts/bin/Haneul.EndToEndTests/release/Haneul.EndToEndTests.dll" -class Haneul.EndToEndTests.RotationUnderLoadTests -showLiveOutput
