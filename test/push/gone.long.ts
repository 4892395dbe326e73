import {expect, test} from 'vitest'
import {MARK, startGoneBench} from './support/gone-bench.js'

const MEMBERS = 50_000
const NIGHTS = 20

/** Every seventh, and so on: spread evenly over the file, another part of it each night. */
function someOf(keys: readonly string[], share: number, night: number): Set<string> {
  const every = Math.round(1 / share)
  return new Set(keys.filter((_, at) => (at * 7919 + night * 131) % every === 0))
}

test.each([
  ['archive', {kind: 'archive'}],
  ['mark', MARK],
] as const)(
  'twenty nights of 50,000 members, 1% leaving and 0.5%% coming back: %s',
  async (_name, action) => {
    const bench = await startGoneBench()
    const everybody = Array.from({length: MEMBERS}, (_, at) => `p${at}@example.com`)
    let present = everybody
    let away: string[] = []
    const night = (keys: readonly string[]) => bench.night(keys, {action, onlyChanged: true, most: 'usual'})
    expect((await night(present)).gone).toMatchObject({members: MEMBERS, left: 0})
    for (let number = 1; number <= NIGHTS; number += 1) {
      const leaving = someOf(present, 0.01, number)
      const returning = new Set(away.slice(0, number === 1 ? 0 : 250))
      away = [...away.filter(key => !returning.has(key)), ...leaving]
      const stays = new Set(present.filter(key => !leaving.has(key)))
      present = everybody.filter(key => returning.has(key) || stays.has(key))
      const {rows, gone, requests, exitCode} = await night(present)
      expect(exitCode).toBe(0)
      expect(rows).toMatchObject({written: returning.size, unchanged: present.length - returning.size, rejected: 0})
      const changed =
        action.kind === 'archive' ? {archived: leaving.size} : {marked: leaving.size, returned: returning.size}
      expect(gone).toMatchObject({members: present.length, left: leaving.size, withheld: 0, ...changed})
      const all = requests.upserts + requests.reads + requests.archives
      const cleared = action.kind === 'archive' ? 0 : returning.size // a mark that is cleared is a change besides the row
      expect(all).toBeLessThanOrEqual((1.05 * (returning.size + cleared + 2 * leaving.size)) / 100 + 10)
    }
    const live = bench.live()
    if (action.kind === 'archive') expect(live).toEqual([...present].sort())
    else {
      expect(live).toEqual([...everybody].sort())
      const records = [...bench.sandbox.records('contacts')] as {properties: Record<string, string>}[]
      const marked = records.filter(({properties}) => properties['jobtitle'] === 'left')
      expect(marked.map(({properties}) => properties['email'] ?? '').sort()).toEqual([...away].sort())
    }
  },
  900_000,
)
