import {execFileSync} from 'node:child_process'
import {readdirSync} from 'node:fs'
import {fileURLToPath} from 'node:url'
import {expect, test} from 'vitest'

const ROOT = fileURLToPath(new URL('../..', import.meta.url))
const patches = readdirSync(new URL('../mutants', import.meta.url)).filter(file => file.endsWith('.patch'))

test.each(patches)('%s breaks its rule in the code as it is', patch => {
  expect(() => execFileSync('git', ['apply', '--check', `test/mutants/${patch}`], {cwd: ROOT, stdio: 'pipe'})).not.toThrow()
})
