#!/bin/sh
# Lint, layout, types and import contracts.
set -eu
cd "$(dirname "$0")/.."
.venv/bin/ruff check sscp_learning tests tools migrations/env.py wsgi.py
.venv/bin/ruff format --check sscp_learning tests tools migrations/env.py wsgi.py
.venv/bin/mypy
.venv/bin/lint-imports --no-cache
