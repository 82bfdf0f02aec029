# shellcheck shell=bash
# To be sourced: apt_install PACKAGE... installs Debian's packages, as root or with sudo without a password.

as_root=()

# Sets as_root to what runs a command as root; says what is missing if nothing does.
need_root_for() {
  if [[ $EUID -eq 0 ]]; then
    as_root=(env)
  elif command -v sudo >/dev/null && sudo -n true 2>/dev/null; then
    as_root=(sudo -n env)
  else
    echo "Missing: $*. Install them, or run this as root or with sudo." >&2
    return 1
  fi
  if ! command -v apt-get >/dev/null; then
    echo "Missing: $*. There is no apt-get here: install them by hand." >&2
    return 1
  fi
}

apt_install() {
  need_root_for "$@" || return 1
  echo "Installing $*"
  "${as_root[@]}" apt-get -q update
  "${as_root[@]}" DEBIAN_FRONTEND=noninteractive apt-get -q install -y --no-install-recommends "$@" </dev/null
}
