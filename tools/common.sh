# Shared by tools/run and tools/check: what the machine must have. Sourced, not run.

say() { printf '\033[1m== %s\033[0m\n' "$*" >&2; }
fail() {
  printf 'error: %s\n' "$*" >&2
  exit 1
}

# Debian packages that the build needs.
build_packages=(libudev-dev libsqlite3-dev zlib1g-dev pkg-config)

# Needs Swift 6.3 or newer on PATH.
need_swift() {
  command -v swift >/dev/null || fail "no 'swift' on PATH: install a Swift 6.3 toolchain from swift.org and add its usr/bin to PATH"
  local version
  version=$(swift --version 2>/dev/null | sed -n 's/.*Swift version \([0-9]*\)\.\([0-9]*\).*/\1 \2/p' | head -1)
  local major=${version% *} minor=${version#* }
  [ -n "$version" ] || fail "'swift --version' did not name a version"
  if [ "$major" -lt 6 ] || { [ "$major" -eq 6 ] && [ "$minor" -lt 3 ]; }; then
    fail "Swift 6.3 or newer is needed; 'swift --version' says $major.$minor"
  fi
}

# Installs the Debian packages given that are missing, or says which to install.
need_packages() {
  local missing=()
  local package
  for package in "$@"; do
    dpkg-query -W -f='${Status}' "$package" 2>/dev/null | grep -q 'ok installed' || missing+=("$package")
  done
  [ ${#missing[@]} -eq 0 ] && return
  local as_root=()
  if [ "$(id -u)" -ne 0 ]; then
    if command -v sudo >/dev/null && sudo -n true 2>/dev/null; then
      as_root=(sudo -n)
    else
      fail "missing packages; please run: sudo apt-get install -y ${missing[*]}"
    fi
  fi
  command -v apt-get >/dev/null || fail "missing packages: ${missing[*]} (no apt-get here; install them your way)"
  say "installing ${missing[*]}"
  "${as_root[@]}" apt-get update -qq >&2 || fail "'apt-get update' failed; the packages needed are: ${missing[*]}"
  "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "${missing[@]}" >/dev/null \
    || fail "could not install ${missing[*]}"
}

# Builds the `bandbox` command in release and prints its path.
build_bandbox() {
  need_swift
  need_packages "${build_packages[@]}"
  say "building (the first time takes a few minutes)"
  swift build -c release --product bandbox --no-color-diagnostics >&2 || fail "the build failed"
  echo "$(swift build -c release --show-bin-path)/bandbox"
}
