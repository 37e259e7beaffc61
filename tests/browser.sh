#!/usr/bin/env bash
# Install what some tests drive beside Python, when this machine lets us: Debian's Chromium with Chinese fonts, and the
# curl and jq that the workflows call. Without them those tests say that they are skipped; in CI they fail instead.
set -u
if command -v chromium curl jq >/dev/null 2>&1 && [ "$(command -v chromium curl jq | wc -l)" -eq 3 ] && fc-list :lang=zh 2>/dev/null | grep -q .; then
  exit 0
fi
if ! command -v apt-get >/dev/null 2>&1; then
  echo "没有找到 chromium、curl 或 jq，也不是 Debian：用到它们的测试将跳过。"
  exit 0
fi
run=()
if [ "$(id -u)" -ne 0 ]; then
  if command -v sudo >/dev/null 2>&1 && sudo -n true 2>/dev/null; then
    run=(sudo -n)
  else
    echo "缺少 chromium、curl 或 jq，且不能免密 sudo：用到它们的测试将跳过（可先运行 sudo apt install chromium fonts-noto-cjk curl jq）。"
    exit 0
  fi
fi
echo "正在安装 chromium、中文字体、curl、jq ……"
{ "${run[@]}" apt-get update -qq && DEBIAN_FRONTEND=noninteractive "${run[@]}" apt-get install -y -qq --no-install-recommends chromium fonts-noto-cjk fontconfig curl jq; } >/dev/null 2>&1 \
  || echo "安装没有成功：用到它们的测试将跳过。"
