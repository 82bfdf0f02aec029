#!/usr/bin/env bash
# Installs what the tests need beside the .NET SDK and is missing, from Debian's packages:
# PostgreSQL (started by test.sh itself, no service is set up), curl and the OpenStack client.
#
#   eng/install-test-tools.sh
#
# Needs root or sudo without a password, and only if something is missing.
set -euo pipefail
source "$(dirname "${BASH_SOURCE[0]}")/test-postgres.sh"

missing=()
[[ -n "$(postgres_bin)" ]] || missing+=(postgresql)
command -v curl >/dev/null || missing+=(curl)
command -v openstack >/dev/null || missing+=(python3-openstackclient)
[[ ${#missing[@]} -gt 0 ]] || exit 0

if [[ $EUID -eq 0 ]]; then
  as_root=(env)
elif command -v sudo >/dev/null && sudo -n true 2>/dev/null; then
  as_root=(sudo -n env)
else
  echo "Missing: ${missing[*]}. Install them, or run this as root or with sudo." >&2
  exit 1
fi
if ! command -v apt-get >/dev/null; then
  echo "Missing: ${missing[*]}. There is no apt-get here: install them by hand." >&2
  exit 1
fi

echo "Installing ${missing[*]}"
if [[ " ${missing[*]} " == *" postgresql "* ]]; then
  # Otherwise Debian's package would create a cluster and start it as a service on this machine.
  "${as_root[@]}" mkdir -p /etc/postgresql-common/createcluster.d
  echo "create_main_cluster = false" |
    "${as_root[@]}" tee /etc/postgresql-common/createcluster.d/haneul-tests.conf >/dev/null
fi
"${as_root[@]}" apt-get -q update
"${as_root[@]}" DEBIAN_FRONTEND=noninteractive \
  apt-get -q install -y --no-install-recommends "${missing[@]}" </dev/null
