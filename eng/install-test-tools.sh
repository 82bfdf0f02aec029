#!/usr/bin/env bash
# Installs what the tests need beside the .NET SDK and is missing, from Debian's packages:
# PostgreSQL (started by test.sh itself, no service is set up), curl, jq, openssl, the OpenStack client, SDK and middleware, Chromium with fonts for
# Korean, and npm for axe-core, which is pinned in tests/Haneul.EndToEndTests/package-lock.json.
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
command -v chromium >/dev/null || missing+=(chromium)
[[ "$(dpkg-query --show --showformat='${db:Status-Status}' fonts-noto-cjk 2>/dev/null)" == installed ]] || missing+=(fonts-noto-cjk)
command -v npm >/dev/null || missing+=(npm)

if [[ ${#missing[@]} -gt 0 ]]; then
  need_root_for "${missing[@]}"
  if [[ " ${missing[*]} " == *" postgresql "* ]]; then
    # Otherwise Debian's package would create a cluster and start it as a service on this machine.
    "${as_root[@]}" mkdir -p /etc/postgresql-common/createcluster.d
    echo "create_main_cluster = false" |
      "${as_root[@]}" tee /etc/postgresql-common/createcluster.d/haneul-tests.conf >/dev/null
  fi
  apt_install "${missing[@]}"
fi

# What npm installed notes which lock file it was installed from.
packages="$(dirname "${BASH_SOURCE[0]}")/../tests/Haneul.EndToEndTests"
if [[ ! -f "$packages/node_modules/.package-lock.json" || "$packages/package-lock.json" -nt "$packages/node_modules/.package-lock.json" ]]; then
  npm ci --prefix "$packages" --ignore-scripts --no-audit --no-fund
fi
