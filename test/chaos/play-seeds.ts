import {spawn} from 'node:child_process'
import {once} from 'node:events'
import {fileURLToPath} from 'node:url'
import {expect, onTestFinished} from 'vitest'

const SCRIPT = fileURLToPath(new URL('../../scripts/chaos.js', import.meta.url))

/** What each kind of play proves, and its flags. */
export const PLAYS: readonly (readonly [promise: string, flags: readonly string[]])[] = [
  ['no row is lost, written out of order or left unexplained, whatever happens on the way', []],
  ['a list of keys archives whom it names, nobody else, and each of them once', ['--deletes', '--from', '170']],
  ['who leaves a nightly list goes, nobody else, and whoever comes back is there', ['--gone', '--from', '9']],
  ['an undo archives what the run created, nothing that was changed since, and leaves nothing else', ['--undo']],
  ['pairs of a file are linked, unlinked, and nothing else is, whatever happens on the way', ['--pairs']],
  [
    'a state that an engine printed holds, and a tap that continues behind it loses nothing',
    ['--engine', '--from', '3'],
  ],
]

/** As `npm run chaos` runs it; a seed that it names is repeated with `npm run chaos -- --seed X`. */
export async function playSeeds(seeds: number, flags: readonly string[]): Promise<void> {
  const args = [SCRIPT, '--seeds', String(seeds), '--lanes', '2', ...flags]
  const child = spawn(process.execPath, args, {stdio: ['ignore', 'pipe', 'inherit']})
  onTestFinished(() => void child.kill('SIGKILL'))
  let output = ''
  child.stdout.setEncoding('utf8').on('data', (piece: string) => {
    output += piece
  })
  const [code] = await once(child, 'close')
  expect(code, output).toBe(0)
  expect(output).toMatch(new RegExp(`^${seeds} seeds, .* 0 seeds failed$`, 'm'))
}
