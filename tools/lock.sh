#!/bin/sh
# Writes the lock files: every package with its hashes, and no address of where it came from.
set -eu
cd "$(dirname "$0")/.."
sh tools/setup.sh dev
lock() { .venv/bin/uv pip compile pyproject.toml --generate-hashes --universal --no-header --quiet "$@"; }
lock --group install --upgrade --output-file requirements/run.txt
lock --group dev --group install --constraints requirements/run.txt --upgrade --output-file requirements/dev.txt
