# Scaling, its cost and its deployment. Included by the Makefile.

KEDA_TOOL := dotnet run --project keda/tool --verbosity quiet --
FUNCTIONS_DLL ?= functions/bin/Debug/net10.0/TlEngine.Functions.dll
TRACE ?= rush
ENV ?= dev

.PHONY: keda keda-verify simulate cost pause resume status secrets deploy deploy-dev deploy-staging rollback

keda: ## Writes the allow lists and ScaledObjects that follow from the compiled functions
	dotnet build functions --nologo --verbosity quiet
	$(KEDA_TOOL) generate --functions $(FUNCTIONS_DLL)
	$(KEDA_TOOL) verify --functions $(FUNCTIONS_DLL)

keda-verify: ## Says where the manifests do not fit the functions, or break a rule
	dotnet build functions --nologo --verbosity quiet
	$(KEDA_TOOL) verify --functions $(FUNCTIONS_DLL)

simulate: ## Replays a workload over the manifests: TRACE=rush|quiet-day|broker-outage|poison-flood|year|file.csv ENV=staging
	@mkdir -p artifacts
	$(KEDA_TOOL) simulate --trace $(TRACE) --svg artifacts/simulation.svg \
	  --env $(if $(filter command line environment,$(origin ENV)),$(ENV),staging)

cost: ## The most that can run at once and what the worst month costs; fails past a budget or a plan's limit
	$(KEDA_TOOL) cost

pause: ## Kill switch: everything of ENV to zero, and no scaler wakes it (ENV=dev|staging)
	keda/scripts/pause.sh $(ENV)

resume: ## Ends the pause (ENV=dev|staging)
	keda/scripts/resume.sh $(ENV)

status: ## Triggers, pods and quota of ENV
	keda/scripts/status.sh $(ENV)

secrets: ## Makes the Kubernetes Secrets of ENV from .env.ENV or .env; prints none of them
	keda/scripts/secrets.sh $(ENV)

deploy: deploy-dev ## The same as deploy-dev

deploy-dev: ## Deploys to dev, for a cluster without Argo CD
	keda/scripts/deploy.sh dev

deploy-staging: ## Deploys to staging, for a cluster without Argo CD
	keda/scripts/deploy.sh staging

rollback: ## Deployments of ENV back to the rollout before, for a cluster without Argo CD
	keda/scripts/rollback.sh $(ENV)
