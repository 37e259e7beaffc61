# 一本账：常用命令。第一次运行会自动建立 .venv 环境并安装依赖。
SHELL := /bin/bash
PYTHON ?= python3
VENV ?= .venv
BIN := $(VENV)/bin
PORT ?= 8000

.DEFAULT_GOAL := help
.PHONY: help site serve test bench docs lock vendor clean

help: ## 显示这份说明
	@echo "用法：make 目标"
	@grep -hE '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/^([a-z]+):.*## (.*)/  make \1\t\2/' | expand -t 16

$(VENV)/.python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || { echo "需要 Python 3.11 以上（Debian：apt install python3 python3-venv）"; exit 1; }
	@echo "正在建立环境 $(VENV) ……"
	@$(PYTHON) -m venv $(VENV) || { echo "建立环境失败：Debian 上先运行 apt install python3-venv"; exit 1; }
	@touch $@

$(VENV)/.site: $(VENV)/.python pyproject.toml requirements.lock
	@echo "正在安装 ……"
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check -c requirements.lock -e .
	@touch $@

$(VENV)/.test: $(VENV)/.python pyproject.toml requirements.lock
	@echo "正在安装（含测试工具）……"
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check -c requirements.lock -e '.[test]'
	@touch $@ $(VENV)/.site

site: $(VENV)/.site ## 安装并由示例账生成网站（site/index.html）
	@$(BIN)/ybz build

serve: $(VENV)/.site ## 在本机打开网站，随改随看（PORT=8000）
	@$(BIN)/ybz serve --port $(PORT)

test: $(VENV)/.test ## 安装并运行全部检查和测试
	@bash tests/browser.sh
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/ybz check
	$(BIN)/pytest -n auto --dist worksteal --cov --cov-report=term

bench: $(VENV)/.test ## 测速：一万份目录的校验、建站、导出、导入，两万次提交的变更记录
	$(BIN)/python tests/bench/run.py

docs: $(VENV)/.site ## 由规则和模式重新生成 docs/ 中的清单
	$(BIN)/python tests/manual.py

lock: ## 重新锁定依赖版本（requirements.lock）
	rm -rf build/lock && $(PYTHON) -m venv build/lock && build/lock/bin/pip install --quiet '.[test]'
	{ echo "# 锁定的依赖：同样的输入得到同样的字节。由 make lock 生成。"; build/lock/bin/pip freeze --exclude yibenzhang | grep -v ' @ '; } > requirements.lock

vendor: ## 按 .ci/vendor.toml 从 npm 更新网站用的前端库（要有 node；平时不需要）
	$(PYTHON) .ci/vendor.py

clean: ## 删除环境和生成物
	rm -rf $(VENV) site build dist .ybz .pytest_cache .mypy_cache .ruff_cache .import_linter_cache .hypothesis .coverage .coverage.*
