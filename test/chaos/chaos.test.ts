import {spawn} from 'node:child_process'
import {once} from 'node:events'
import {fileURLToPath} from 'node:url'
import {expect, onTestFinished, test} from 'vitest'

const SCRIPT = fileURLToPath(new URL('../../scripts/chaos.js', import.meta.url))

/** As `npm run chaos` runs it; a seed that it names is repeated with `npm run chaos -- --seed X`. */
async function chaos(...args: string[]): Promise<{code: number; output: string}> {
  const child = spawn(process.execPath, [SCRIPT, ...args], {stdio: ['ignore', 'pipe', 'inherit']})
  onTestFinished(() => void child.kill('SIGKILL'))
  let output = ''
  child.stdout.setEncoding('utf8').on('data', (piece: string) => {
    output += piece
  })
  const [code] = await once(child, 'close')
  return {code, output}
}

test('no row is lost, written out of order or left unexplained, whatever happens on the way', async () => {
  const {code, output} = await chaos('--seeds', '6')
  expect(code, output).toBe(0)
  expect(output).toMatch(/^6 seeds, .* 0 seeds failed$/m)
}, 150_000)

test('a list of keys archives whom it names, nobody else, and each of them once', async () => {
  const {code, output} = await chaos('--deletes', '--seeds', '6', '--from', '170')
  expect(code, output).toBe(0)
  expect(output).toMatch(/^6 seeds, .* 0 seeds failed$/m)
}, 150_000)

test('who leaves a nightly list goes, nobody else, and whoever comes back is there', async () => {
  const {code, output} = await chaos('--gone', '--seeds', '6', '--from', '9')
  expect(code, output).toBe(0)
  expect(output).toMatch(/^6 seeds, .* 0 seeds failed$/m)
}, 150_000)

test('an undo archives what the run created, nothing that was changed since, and leaves nothing else', async () => {
  const {code, output} = await chaos('--undo', '--seeds', '6')
  expect(code, output).toBe(0)
  expect(output).toMatch(/^6 seeds, .* 0 seeds failed$/m)
}, 150_000)

test('pairs of a file are linked, unlinked, and nothing else is, whatever happens on the way', async () => {
  const {code, output} = await chaos('--pairs', '--seeds', '6')
  expect(code, output).toBe(0)
  expect(output).toMatch(/^6 seeds, .* 0 seeds failed$/m)
}, 150_000)
