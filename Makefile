# Each target calls a script of the same name in script/, where the work is.

.DEFAULT_GOAL := help
.PHONY: help run test check mutants build size bench bench-quick clean

help: ## List the targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "make %-12s %s\n", $$1, $$2 }' $(firstword $(MAKEFILE_LIST))

run: ## Build what has changed and start the server, with demo data, on http://127.0.0.1:3000
	@script/run

test: ## Run every test: Rust, page weight, browser
	@script/test

check: ## Check format, lints, documentation and licences
	@script/check

mutants: ## Break the rules on purpose, change by change, and name what no test noticed (half an hour)
	@script/mutants

build: ## Build the one binary, target/release/security-pins, with the web files inside
	@script/build

size: ## Show what the home page weighs, file by file, as sent
	@script/build measure
	@script/size

bench: ## Measure start, memory and answering times of the release binary
	@script/build measure
	@script/bench

bench-quick: ## The same with fewer rounds
	@script/build measure
	@script/bench --quick

clean: ## Remove what was built; the database in data/ stays
	@rm -rf target dist end2end/node_modules end2end/test-results end2end/playwright-report
