#!/usr/bin/env bash
# oclif 4.24.0: `oclif readme` sorts flags by name although package.json says helpOptions.flagSortOrder "none", which `--help` of the same
# command (@oclif/core 4.14.0) follows. Seen 2026-11-29. Dealt with in src/terminal/help/program-help.ts: the help class sets the order itself.
set -euo pipefail

scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
cd "$scratch"

mkdir -p dist/commands
cat >package.json <<'JSON'
{
  "name": "flag-order", "version": "1.0.0", "license": "MIT", "type": "module", "files": [],
  "oclif": {"bin": "flag-order", "commands": "./dist/commands", "topicSeparator": " ", "helpOptions": {"flagSortOrder": "none"}}
}
JSON
cat >dist/commands/go.js <<'JS'
import {Command, Flags} from '@oclif/core'

export default class Go extends Command {
  static flags = {zebra: Flags.boolean({description: 'first in the source'}), ant: Flags.boolean({description: 'second'})}
  async run() {}
}
JS
cat >run.js <<'JS'
import {execute} from '@oclif/core'

await execute({dir: import.meta.url})
JS
printf '# flag-order\n\n<!-- commands -->\n<!-- commandsstop -->\n' >README.md
npm install --silent --no-audit --no-fund @oclif/core@4.14.0 oclif@4.24.0 >npm.log 2>&1 || { tail -n 5 npm.log; exit 2; }

# The first of the two flags that a text names.
first() { grep -oE -- '--(zebra|ant)' | head -n 1; }
node -p '"oclif " + require("./node_modules/oclif/package.json").version + ", @oclif/core " + require("./node_modules/@oclif/core/package.json").version'
help=$(node run.js go --help | sed -n '/FLAGS/,$p' | first)
npx --no-install oclif readme >readme.log 2>&1 || { tail -n 5 readme.log; exit 2; }
readme=$(sed -n '/FLAGS/,$p' README.md | first)
echo "--help begins with $help, the readme with $readme"
[ "$help" = --zebra ] && [ "$readme" = --ant ] || { echo 'changed'; exit 1; }
