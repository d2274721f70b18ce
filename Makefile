# Every target is a script or one command; `make` alone says what there is.
.DEFAULT_GOAL := help
.PHONY: help run dev test fmt lint bench clean

help: ## say what there is
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "  make %-7s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

run: ## build everything and start it on http://127.0.0.1:8080 with demonstration data
	@scripts/run.sh

dev: ## serve with reload, for working on it
	@scripts/dev.sh

test: ## install what the tests need, and run all of them
	@scripts/test.sh

fmt: ## format the code
	@cargo fmt --all

lint: ## formatting, clippy, the invariants of the tree and the types of the tests
	@scripts/lint.sh

bench: ## measure, side by side in one run
	@scripts/bench.sh

clean: ## remove what was built; the data stays
	@scripts/clean.sh
