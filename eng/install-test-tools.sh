#!/usr/bin/env bash
# Installs what the tests need beside the .NET SDK and is missing, from Debian's packages:
# PostgreSQL (started by test.sh itself, no service is set up), curl, jq, openssl, and the OpenStack client, SDK and middleware.
#
#   eng/install-test-tools.sh
#
# Needs root or sudo without a password, and only if something is missing.
set -euo pipefail
source "$(dirname "${BASH_SOURCE[0]}")/test-postgres.sh"
source "$(dirname "${BASH_SOURCE[0]}")/apt-install.sh"

missing=()
[[ -n "$(postgres_bin)" ]] || missing+=(postgresql)
command -v curl >/dev/null || missing+=(curl)
command -v jq >/dev/null || missing+=(jq)
command -v openssl >/dev/null || missing+=(openssl)
for package in openstackclient openstacksdk keystonemiddleware; do
  [[ "$(dpkg-query --show --showformat='${db:Status-Status}' "python3-$package" 2>/dev/null)" == installed ]] || missing+=("python3-$package")
done
[[ ${#missing[@]} -gt 0 ]] || exit 0

need_root_for "${missing[@]}"
if [[ " ${missing[*]} " == *" postgresql "* ]]; then
  # Otherwise Debian's package would create a cluster and start it as a service on this machine.
  "${as_root[@]}" mkdir -p /etc/postgresql-common/createcluster.d
  echo "create_main_cluster = false" |
    "${as_root[@]}" tee /etc/postgresql-common/createcluster.d/haneul-tests.conf >/dev/null
fi
apt_install "${missing[@]}"
