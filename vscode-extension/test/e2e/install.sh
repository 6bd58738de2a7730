#!/bin/bash
# A real VS Code workbench (code-server) and what drives it, from the npm registry alone, into the folder $1.
# Chromium comes from the distribution: apt-get install -y --no-install-recommends chromium fonts-dejavu-core
set -euo pipefail
folder=${1:?folder}
mkdir -p "$folder/seed"
cd "$folder"
[ -f package.json ] || echo '{"private":true}' > package.json
# ripgrep's package downloads its program when it is installed; npm has the same program, and the cache takes it
cache="${TMPDIR:-/tmp}/vscode-ripgrep-cache-1.15.11"
mkdir -p "$cache"
npm pack --silent --pack-destination seed @vscode/ripgrep-linux-x64@1.18.0 > /dev/null
tar xzf seed/vscode-ripgrep-linux-x64-1.18.0.tgz -C seed --strip-components=2 package/bin/rg
tar czf "$cache/ripgrep-v13.0.0-10-x86_64-unknown-linux-musl.tar.gz" -C seed ./rg
npm_config_yes=true npm install --no-audit --no-fund code-server@4.100.3 playwright-core@1.65.1 --unsafe-perm || {
  echo "the workbench cannot be installed; older npm builds parts of it, which takes: apt-get install -y libkrb5-dev" >&2
  exit 1
}
