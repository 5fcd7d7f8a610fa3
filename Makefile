# Each target calls a script of the same name in script/, where the work is.

.DEFAULT_GOAL := help
.PHONY: help run test check build size bench bench-quick crash guesses planted-faults mutants clean

help: ## List the targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "make %-15s %s\n", $$1, $$2 }' $(firstword $(MAKEFILE_LIST))

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

bench: ## Measure start, memory and answering times, and how long verifying takes on each database
	@script/build measure
	@script/bench
	@script/bench-verify

bench-quick: ## The same with fewer rounds
	@script/build measure
	@script/bench --quick
	@script/bench-verify --quick

planted-faults: ## Break a copy of the program in known ways and show the tests that notice
	@script/planted-faults

crash: ## Kill the server 1,000 times under load and check that nothing acknowledged is lost
	@script/crash

guesses: ## Guess PINs through the desk's page, 100,000 times and on 10,000 accounts, and count what is compared
	@script/guesses

clean: ## Remove what was built; the database in data/ stays
	@rm -rf target dist end2end/node_modules end2end/test-results end2end/playwright-report
