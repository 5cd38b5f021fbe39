# SPDX-License-Identifier: GPL-3.0-or-later
# shellcheck shell=sh
# What `run` and `test` share. The caller sets $top, the folder of the checkout, and `set -eu`.
# Everything said here goes to standard error: standard output belongs to the program.

: "${top:?}"
requirements=$top/build-aux/requirements.txt

say ()
{
  printf '%s\n' "$*" >&2
}

die ()
{
  say "$*"
  exit 1
}

# Runs a command with its output in a log file, which is shown only when the command fails.
logged () # LOG COMMAND [ARG]...
{
  log=$1
  shift
  "$@" >"$log" 2>&1 </dev/null && return 0
  status=$?
  say "This failed: $*"
  cat "$log" >&2
  return "$status"
}

ninja_command ()
{
  command -v ninja || command -v ninja-build
}

# Is version A at least version B? Numbers and dots; what follows them does not count.
at_least () # A B
{
  a=${1#*:}
  b=$2
  while [ -n "$b" ]; do
    left=${a%%.*}
    left=${left%%[!0-9]*}
    right=${b%%.*}
    [ "${left:-0}" -gt "$right" ] && return 0
    [ "${left:-0}" -lt "$right" ] && return 1
    case $a in *.*) a=${a#*.} ;; *) a= ;; esac
    case $b in *.*) b=${b#*.} ;; *) b= ;; esac
  done
}

# The version of what a check asks for, as installed; nothing where it is not.
installed_version () # KIND NAME
{
  case $1 in
    version) "$2" --version 2>/dev/null | sed -n '1s/^[^0-9]*//p' ;;
    module) pkg-config --modversion "$2" 2>/dev/null ;;
  esac
}

check_compiler () # NAME
{
  command -v "$1" >/dev/null || return 1
  echo 'int main (void) { return 0; }' | "$1" -x c - -o /dev/null 2>/dev/null
}

# Meson's own Python comes first: it is the one that runs the tests.
check_python () # MODULE
{
  for python in /usr/bin/python3 python3; do
    "$python" -c "import $1" 2>/dev/null && return 0
  done
  return 1
}

# Where check words were split, patterns expanded too; one that names nothing stayed as it is.
check_file () # FILE...
{
  for name; do
    [ ! -e "$name" ] || return 0
  done
  return 1
}

check_font () # NAME
{
  command -v fc-list >/dev/null && [ -n "$(fc-list "$1")" ]
}

is_there () # KIND WORD...
{
  case $1 in
    command) command -v "$2" >/dev/null || { [ "$2" = ninja ] && command -v ninja-build >/dev/null; } ;;
    compiler) check_compiler "$2" ;;
    python) check_python "$2" ;;
    file) shift && check_file "$@" ;;
    font) shift && check_font "$*" ;;
    version | module)
      version=$(installed_version "$1" "$2" || true)
      [ -n "$version" ] && at_least "$version" "${3-0}"
      ;;
    *) die "$requirements: unknown check: $*" ;;
  esac
}

# The lines of the list that this command needs (run, or run and test), without blanks around the bars.
needed () # run|test
{
  sed -e '/^#/d' -e '/^$/d' -e 's/ *| */|/g' -e 's/ *$//' "$requirements" | {
    if [ "$1" = run ]; then grep '^run|'; else cat; fi
  }
}

# The lines whose check fails.
missing () # run|test
{
  needed "$1" | while IFS='|' read -r purpose package check what; do
    # shellcheck disable=SC2086 # a check is words
    is_there $check </dev/null || printf '%s|%s|%s|%s\n' "$purpose" "$package" "$check" "$what"
  done
}

# Names what apt-get can only give in a version that is too old. Nothing: all is new enough.
too_old () # reads lines
{
  while IFS='|' read -r _ package check what; do
    case $check in 'version '* | 'module '*' '*) ;; *) continue ;; esac
    wanted=${check##* }
    offered=$(apt-cache policy "$package" </dev/null | sed -n 's/^ *Candidate: *//p')
    case $offered in '' | '(none)') offered=none ;; esac
    if [ "$offered" = none ] || ! at_least "$offered" "$wanted"; then
      echo "  $what or newer is needed ($package), offered: $offered"
    fi
  done
}

system_name ()
{
  # shellcheck source=/dev/null
  (. /etc/os-release 2>/dev/null && echo "${PRETTY_NAME:-$NAME}") || uname -s
}

apt_get () # ARG...
{
  set -- env DEBIAN_FRONTEND=noninteractive apt-get -q -y -o DPkg::Lock::Timeout=300 "$@"
  [ "$(id -u)" -eq 0 ] || set -- sudo "$@"
  "$@"
}

# Says what an unknown system lacks.
name_missing () # LINES
{
  say "SFT Lab needs some things that are missing here. Please install them with this system's package manager:"
  printf '%s\n' "$1" | while IFS='|' read -r _ package check what; do
    # shellcheck disable=SC2086 # a check is words
    version=$(installed_version $check </dev/null || true)
    say "  $what (in Debian: $package)${version:+, or newer: here is $version}"
  done
}

install_missing () # LINES LOG
{
  packages=$(printf '%s\n' "$1" | cut -d '|' -f 2 | tr '\n' ' ')
  [ "$(id -u)" -eq 0 ] || command -v sudo >/dev/null \
    || die "Some things are missing, and there is no sudo. As root, please run:
  apt-get update && apt-get install --no-install-recommends $packages"
  say "Installing with apt-get: $packages"
  # One unreachable source is no reason to stop: what matters is whether the packages come.
  logged "$2" apt_get update || say "The package lists could not be brought up to date; going on with those at hand."
  old=$(printf '%s\n' "$1" | too_old)
  if [ -n "$old" ]; then
    say "This system, $(system_name), is too old for SFT Lab:"
    say "$old"
    die "Debian 12, Ubuntu 24.04 and everything newer have what is needed."
  fi
  # shellcheck disable=SC2086 # packages are words
  logged "$2" apt_get install --no-install-recommends $packages || die "The packages could not be installed."
}

# Sees that everything in the list is there. What was found is noted in a stamp, so that the next start asks
# nothing: the stamp holds as long as the list and the system's release stay the same.
require () # run|test FOLDER
{
  mkdir -p "$2"
  stamp=$2/.requirements-$1
  state=$(cat "$requirements" /etc/os-release 2>/dev/null | cksum)
  [ "$(cat "$stamp" 2>/dev/null)" = "$state" ] && return 0

  lines=$(missing "$1")
  if [ -n "$lines" ] && command -v apt-get >/dev/null; then
    install_missing "$lines" "$2/apt-get.log"
    lines=$(missing "$1")
  fi
  if [ -n "$lines" ]; then
    name_missing "$lines"
    exit 1
  fi
  echo "$state" >"$stamp"
}

# Configures a build folder, or does nothing where it was configured with these words at this place.
configure () # FOLDER [MESON OPTION]...
{
  folder=$1
  shift
  mkdir -p "$folder"
  configured="$folder ${CC-} $*"
  [ -f "$folder/build.ninja" ] && [ "$(cat "$folder/.configured" 2>/dev/null)" = "$configured" ] && return 0

  say "Configuring $(basename "$folder") ..."
  rm -f "$folder/.configured"
  # A folder that was configured elsewhere (a moved checkout) or with another compiler starts anew.
  rm -rf "$folder/meson-private" "$folder/meson-info" "$folder/build.ninja"
  logged "$folder/configure.log" meson setup "$@" "$folder" "$top" || return 1
  echo "$configured" >"$folder/.configured"
}

# Builds, showing the compiler's words only when it fails.
build () # FOLDER [TARGET]...
{
  folder=$1
  shift
  # Asking first costs little and keeps a start without anything to do silent.
  ninja=$(ninja_command) || die "Ninja is missing."
  "$ninja" -C "$folder" -n "$@" 2>/dev/null | grep -q 'no work to do' && return 0
  say "Building $(basename "$folder") ..."
  logged "$folder/build.log" "$ninja" -C "$folder" "$@"
}
