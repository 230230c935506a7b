# Two commands are all that anybody needs: `make run` and `make test`. `make help` lists the rest.
.DEFAULT_GOAL := help
.PHONY: help run test check bench format lock

BIN := .venv/bin

help: ## Show what there is
	@grep -E '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed 's/:.*## /\t/' | expand -t 12

run: ## Serve the product with demo people on http://127.0.0.1:8000 (PORT, DATABASE_URL and INSTANCE change where)
	@sh tools/setup.sh run
	@SSCP_MODE=$${SSCP_MODE:-demo} exec $(BIN)/sscp serve

test: ## Set up what tests need, then check and test everything
	@sh tools/setup.sh dev
	@sh tools/test.sh

check: ## Lint, types and import contracts
	@sh tools/setup.sh dev
	@sh tools/check.sh

bench: ## Measure, as ratios to bare views in the same run
	@sh tools/setup.sh dev
	@$(BIN)/python -m tools.bench

format: ## Lay the code out
	@sh tools/setup.sh dev
	@$(BIN)/ruff format sscp_learning tests tools
	@$(BIN)/ruff check --fix sscp_learning tests tools

lock: ## Choose new versions of what we depend on (writes requirements/)
	@sh tools/lock.sh
