# A thin face of scripts/dev.py; the same without make: python3 scripts/dev.py lab
PYTHON ?= python3
DEV = $(PYTHON) scripts/dev.py

.PHONY: setup lab test build bench clean

setup: ; $(DEV) setup
lab: ; $(DEV) lab $(if $(PORT),--port $(PORT)) $(ARGS)
test: ; $(DEV) test $(if $(filter 1,$(STRICT)),--strict) $(ARGS)
build: ; $(DEV) build
bench: ; $(DEV) bench $(ARGS)
clean: ; $(DEV) clean
