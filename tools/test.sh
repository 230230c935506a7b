#!/bin/sh
# Checks, then every test. Says plainly which tests were left out for want of a browser.
set -eu
cd "$(dirname "$0")/.."

have_browser() {
  for name in chromium chromium-browser google-chrome; do
    command -v "$name" >/dev/null 2>&1 && return 0
  done
  [ -x "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome" ] && return 0
  .venv/bin/python -c 'import sys, pathlib; from playwright.sync_api import sync_playwright as p
with p() as play: sys.exit(not pathlib.Path(play.chromium.executable_path).exists())' 2>/dev/null
}

get_browser() {
  if command -v apt-get >/dev/null 2>&1 && [ "$(id -u)" = 0 ]; then
    apt-get update -qq && apt-get install -y -qq chromium >/dev/null
  elif command -v apt-get >/dev/null 2>&1 && sudo -n true 2>/dev/null; then
    sudo -n apt-get update -qq && sudo -n apt-get install -y -qq chromium >/dev/null
  else
    .venv/bin/python -m playwright install chromium
  fi
}

left_out=""
if ! have_browser; then
  echo "No browser found; trying to install one ..."
  get_browser || true
  have_browser || left_out="the browser tests (tests/journeys): no Chromium found, and none could be installed"
fi

sh tools/check.sh
if [ "$#" -gt 0 ]; then
  .venv/bin/python -m pytest "$@"
else
  # What measures time comes first and alone. Then whole days in a browser run beside the tests of the databases, which
  # leave one of two cores free; what the days say is printed after the rest.
  .venv/bin/python -m pytest --ignore=tests/integration --ignore=tests/journeys
  said=$(mktemp)
  .venv/bin/python -m pytest tests/journeys >"$said" 2>&1 &
  days=$!
  trap 'kill "$days" 2>/dev/null || true; rm -f "$said"' EXIT
  status=0
  .venv/bin/python -m pytest tests/integration || status=$?
  wait "$days" || status=$?
  cat "$said"
  [ "$status" = 0 ] || exit "$status"
fi
if [ -n "$left_out" ]; then
  echo "LEFT OUT: $left_out"
fi
