#!/bin/sh
# Makes .venv and installs the locked, hashed dependencies: `setup.sh run` for the product, `setup.sh dev` for the tests too.
# Run again, it does nothing unless the lock files changed.
set -eu
cd "$(dirname "$0")/.."
what="$1"
locks="requirements/run.txt"
[ "$what" = dev ] && locks="requirements/run.txt requirements/dev.txt"
stamp=".venv/installed-$what"
wanted=$(cat $locks pyproject.toml | cksum)

if [ -f "$stamp" ] && [ "$(cat "$stamp")" = "$wanted" ] && [ -x .venv/bin/sscp ]; then
  exit 0
fi

say() { printf '%s\n' "$*" >&2; }

find_python() {
  for name in ${PYTHON:-} python3 python3.13 python3.12 python3.11; do
    if "$name" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
      printf '%s' "$name"
      return
    fi
  done
  say "This needs Python 3.11 or newer. Install it, or say where it is: make run PYTHON=/path/to/python3"
  exit 1
}

make_venv() {
  "$python" -m venv .venv 2>/dev/null && return
  rm -rf .venv
  # Debian keeps venv in a package of its own.
  if [ "$(id -u)" = 0 ]; then
    apt-get update -qq && apt-get install -y -qq python3-venv
  elif sudo -n true 2>/dev/null; then
    sudo -n apt-get update -qq && sudo -n apt-get install -y -qq python3-venv
  else
    say "Python's venv module is missing. Type this, then try again: sudo apt-get install python3-venv"
    exit 1
  fi
  "$python" -m venv .venv
}

python=$(find_python)
[ -x .venv/bin/python ] || make_venv
say "Installing what $what needs (once; about half a minute) ..."
for lock in $locks; do
  .venv/bin/python -m pip install --quiet --disable-pip-version-check --no-deps --require-hashes -r "$lock"
done
.venv/bin/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
printf '%s\n' "$wanted" > "$stamp"
