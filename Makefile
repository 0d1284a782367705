.DEFAULT_GOAL := help
.PHONY: help install up down logs dev build test test-api chaos soak func lint clean test-connections restore-archive

help: ## Show the targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-15s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

install: ## Say which command-line tools are here and how to get the others; with ARGS=--install get those of Debian and npm
	@scripts/install-clis.sh $(ARGS)

up: ## Start the servers of compose.yaml (needs Docker)
	@scripts/compose.sh up

down: ## Stop them; their data stay
	@scripts/compose.sh down

logs: ## Follow their logs
	@scripts/compose.sh logs

dev: ## Build and run the app here, embedded defaults, settings of .env; Ctrl-C stops it
	@scripts/dev.sh

build: ## Build everything in Release; the standalone binary goes to artifacts/standalone
	@scripts/build.sh

test: ## Run every test; installs, starts and removes the servers that they need
	@scripts/test.sh

chaos: ## Kill processes and restart servers under 5,000 tasks; SEED=… repeats a run
	@CHAOS_FORM=long CHAOS_SEED="$(SEED)" TL_TEST_CONSOLE=detailed scripts/test.sh --filter FullyQualifiedName~StormTests

soak: ## Ten minutes of steady load (MINUTES=… for another time): memory stays flat, and the figures are printed
	@SOAK_MINUTES="$(or $(MINUTES),10)" TL_TEST_CONSOLE=detailed scripts/test.sh --filter Category=Soak

test-api: ## Run the black-box tests against a service elsewhere: URL=http://… KEY=… ADMIN_KEY=…
	@URL="$(URL)" KEY="$(KEY)" ADMIN_KEY="$(ADMIN_KEY)" scripts/test-api.sh

func: ## Run the app under the Azure Functions host (needs Azure Functions Core Tools)
	@scripts/func.sh

test-connections: ## Try every server of the settings: OK, or what is wrong and what to do (ENV_FILE=.env.staging for another file)
	@scripts/test-connections.sh

restore-archive: ## Read archived executions back: DAY=2026-01-31, EXECUTION=id for one alone (ENV_FILE=.env.staging)
	@scripts/restore-archive.sh "$(DAY)" "$(EXECUTION)"

lint: ## Check shell scripts, manifests and the compose file
	@scripts/lint.sh

clean: ## Remove everything that was built or installed here; data and settings stay
	@scripts/clean.sh

include keda/keda.mk
