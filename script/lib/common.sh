# shellcheck shell=bash disable=SC2034
# What the scripts share. To be sourced, by a script in the folder above.
set -euo pipefail

cd "$(dirname "${BASH_SOURCE[0]}")/../.."
ROOT=$PWD

# The binary's place is part of what outsiders rely on, so a target folder set elsewhere must not move it.
export CARGO_TARGET_DIR="$ROOT/target"
BINARY="$ROOT/target/release/security-pins"

# Tools that no package of the system provides in the version needed; shared between clones.
TOOLS=${PINS_TOOLS:-${XDG_CACHE_HOME:-$HOME/.cache}/security-pins/tools}
RUST_MINIMUM=1.94 # sqlx 0.9 needs it
NODE_MINIMUM=18
TRUNK_VERSION=0.21.14
CARGO_DENY_VERSION=0.20.2
CARGO_MUTANTS_VERSION=27.1.0

have() { command -v "$1" >/dev/null 2>&1; }

# The version of wasm-bindgen that the workspace is locked to: the command-line tool must equal it.
wasm_bindgen_version() {
  local found=""
  if [ -f Cargo.lock ]; then
    found=$(awk '/^name = "wasm-bindgen"$/ { getline; gsub(/version = |"/, ""); print; exit }' Cargo.lock)
  fi
  echo "${found:-0.2.130}"
}

# One folder per tool and version, so that two clones may want different ones.
use_tools() {
  PATH="$TOOLS/trunk-$TRUNK_VERSION/bin:$TOOLS/wasm-bindgen-cli-$(wasm_bindgen_version)/bin:$PATH"
  PATH="$PATH:$TOOLS/cargo-deny-$CARGO_DENY_VERSION/bin:$TOOLS/cargo-mutants-$CARGO_MUTANTS_VERSION/bin"
  export PATH
}

# Which of two versions is the older, by number.
version_at_least() { # HAVE WANT
  [ "$(printf '%s\n%s\n' "$2" "$1" | sort -V | head -n 1)" = "$2" ]
}

if [ -t 1 ] && [ -z "${NO_COLOR:-}" ]; then
  BOLD=$'\e[1m' DIM=$'\e[2m' RED=$'\e[31m' PLAIN=$'\e[0m'
else
  BOLD="" DIM="" RED="" PLAIN=""
fi

say() { printf '%s\n' "${BOLD}==>${PLAIN} $*"; }

# A sentence that tells the person what to do, and the end.
fail() {
  printf '%s\n' "${RED}error:${PLAIN} $*" >&2
  exit 1
}

seconds() { # COUNT, for reading
  if [ "$1" -ge 60 ]; then
    printf '%d min %02d s' $(($1 / 60)) $(($1 % 60))
  else
    printf '%d s' "$1"
  fi
}

# Says what is being done, does it, and says how long it took.
step() { # TITLE COMMAND...
  local title=$1 start=$SECONDS
  shift
  say "$title"
  "$@" || return
  printf '%s\n' "${DIM}    $title: $(seconds $((SECONDS - start)))${PLAIN}"
}

# Where the standard library for WebAssembly comes from, as `script/setup` found out: rustup or debian.
wasm_route_file() { echo "$TOOLS/wasm-route"; }

wasm_route() {
  if [ -n "${PINS_WASM_ROUTE:-}" ]; then
    echo "$PINS_WASM_ROUTE"
  elif wasm_target_ready; then
    echo rustup
  else
    cat "$(wasm_route_file)" 2>/dev/null || echo unknown
  fi
}

# Whether the compiler that is first on PATH has the standard library for WebAssembly, whoever put it there.
wasm_target_ready() {
  [ -d "$(rustc --print sysroot 2>/dev/null)/lib/rustlib/wasm32-unknown-unknown/lib" ]
}

# The linker of the same LLVM as Debian's compiler.
debian_lld() {
  local llvm
  llvm=$(/usr/bin/rustc -vV 2>/dev/null | sed -n 's/^LLVM version: \([0-9]*\).*/\1/p')
  echo "wasm-ld-${llvm:-22}"
}
