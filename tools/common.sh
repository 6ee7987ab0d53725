# Shared by tools/run and tools/check: what the machine must have. Sourced, not run.

say() { printf '\033[1m== %s\033[0m\n' "$*" >&2; }
fail() {
  printf 'error: %s\n' "$*" >&2
  exit 1
}

# Debian packages that the build needs.
build_packages=(libudev-dev libsqlite3-dev zlib1g-dev pkg-config)

# For every build and test. SwiftPM gives the compiler -color-diagnostics where it sees a terminal, and another flag is
# another build: without this, building with and without a terminal would each compile everything anew.
build_flags=(--no-color-diagnostics)
# Those of the release build; `need_swift` adds to them.
release_build=("${build_flags[@]}" -c release)

# Needs Swift 6.3 or newer on PATH.
need_swift() {
  command -v swift >/dev/null || fail "no 'swift' on PATH: install a Swift 6.3 toolchain from swift.org and add its usr/bin to PATH"
  local said version
  # Not in a pipe: what keeps it from starting, such as a missing library, is to be seen.
  said=$(swift --version 2>&1) || fail "'swift --version' failed (status $?): ${said:-it said nothing}"
  version=$(sed -n 's/.*Swift version \([0-9]*\)\.\([0-9]*\).*/\1 \2/p' <<<"$said")
  version=${version%%$'\n'*}
  [ -n "$version" ] || fail "'swift --version' named no version: $said"
  local major=${version% *} minor=${version#* }
  if [ "$major" -lt 6 ] || { [ "$major" -eq 6 ] && [ "$minor" -lt 3 ]; }; then
    fail "Swift 6.3 or newer is needed; 'swift --version' says $major.$minor"
  fi
  # Where the toolchain has Swift's libraries in that form, they are linked into the commands: a short run then takes six
  # sevenths of the time, 'bandbox --version' less than two thirds.
  local libraries
  libraries=$(swift -print-target-info | sed -n 's/.*"runtimeResourcePath": "\(.*\)".*/\1_static/p')
  [ ! -f "$libraries/linux/libFoundation.a" ] || release_build=("${build_flags[@]}" -c release --static-swift-stdlib)
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

# Builds the `bandbox` command in release, with a line of progress that moves on a terminal, and prints its path. Leaves the
# shell where the build fails; in `$(...)` the caller has to do the same, because `set -e` does not reach into it.
build_bandbox() {
  need_swift
  need_packages "${build_packages[@]}"
  local path
  path=$(swift build "${release_build[@]}" --show-bin-path) || fail "'swift build --show-bin-path' failed: $path"
  if [ -t 2 ]; then
    build_watched
  else
    say "building (the first time takes a few minutes)"
    swift build "${release_build[@]}" --product bandbox >&2 || fail "the build failed"
  fi
  echo "$path/bandbox"
}

# The same build with its steps, its seconds and a wheel in one line; what it said is shown where it failed.
build_watched() {
  local log child status=0 started=$SECONDS wheel='|/-\' turn=0 step
  log=$(mktemp) || fail "no temporary file could be made"
  swift build "${release_build[@]}" --product bandbox >"$log" 2>&1 </dev/null &
  child=$!
  # A shell starts what runs beside it with Ctrl-C ignored.
  trap 'kill "$child" 2>/dev/null; exit 130' INT TERM
  while kill -0 "$child" 2>/dev/null; do
    step=$(tr '\r' '\n' <"$log" | sed -n '/./h; ${x;p;}' | cut -c1-60)
    printf '\r\033[K%s building, %d s  %s' "${wheel:turn++ % 4:1}" $((SECONDS - started)) "$step" >&2
    sleep 0.5
  done
  wait "$child" || status=$?
  trap - INT TERM
  printf '\r\033[K' >&2
  [ "$status" -eq 0 ] || cat "$log" >&2
  rm -f "$log"
  [ "$status" -eq 0 ] || fail "the build failed"
}
