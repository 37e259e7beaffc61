#!/usr/bin/env bash
# Install Debian's Chromium and Chinese fonts for the browser tests, when this machine lets us.
# Without them the browser tests say that they are skipped; in CI they fail instead.
set -u
if command -v chromium >/dev/null 2>&1 && fc-list :lang=zh 2>/dev/null | grep -q .; then
  exit 0
fi
if ! command -v apt-get >/dev/null 2>&1; then
  echo "没有找到 chromium，也不是 Debian：浏览器测试将跳过。"
  exit 0
fi
run=()
if [ "$(id -u)" -ne 0 ]; then
  if command -v sudo >/dev/null 2>&1 && sudo -n true 2>/dev/null; then
    run=(sudo -n)
  else
    echo "没有 chromium 且不能免密 sudo：浏览器测试将跳过（可先运行 sudo apt install chromium fonts-noto-cjk）。"
    exit 0
  fi
fi
echo "正在安装 chromium 和中文字体 ……"
{ "${run[@]}" apt-get update -qq && DEBIAN_FRONTEND=noninteractive "${run[@]}" apt-get install -y -qq --no-install-recommends chromium fonts-noto-cjk fontconfig; } >/dev/null 2>&1 \
  || echo "安装 chromium 没有成功：浏览器测试将跳过。"
