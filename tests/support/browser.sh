#!/usr/bin/env bash
# What the tests marked "browser" need: Chromium and a font with Chinese characters. Installs them
# where it may (root on Debian and its like); elsewhere says what is missing, and those tests skip.
set -euo pipefail

packages=()
command -v chromium > /dev/null || packages+=(chromium)
[ -n "$(fc-list :lang=zh 2> /dev/null)" ] || packages+=(fonts-noto-cjk)
[ ${#packages[@]} -gt 0 ] || exit 0

if [ "$(id -u)" -ne 0 ] || ! command -v apt-get > /dev/null; then
    echo "Not installed, so tests in a browser are skipped: ${packages[*]}" >&2
    exit 0
fi
export DEBIAN_FRONTEND=noninteractive
apt-get update -qq
apt-get install -y -qq --no-install-recommends "${packages[@]}" > /dev/null
