import fc from 'fast-check'
import {expect, test} from 'vitest'
import type {FaultRule} from '../../src/sandbox/faults/fault-rule.js'
import {type Bench, type BenchRow, Killed, startBench, UPSERTS} from './support/run-bench.js'
import {sharedTime} from './support/shared-time.js'

/**
 * How a push may end: as it should, killed and then gone on with, or for ever without an answer, what it sent being
 * carried out or not.
 */
type End = 'whole' | 'killed' | 'unanswered' | 'unheard'

const MISHAPS: readonly FaultRule[][] = [
  [],
  [],
  [{...UPSERTS, fault: 'reset', applied: true, next: 1}],
  [{...UPSERTS, fault: 'status', status: 502, applied: true}],
  [{...UPSERTS, fault: 'late-commit', ms: 50_000, next: 1}],
]
const NO_ANSWER: Partial<Record<End, readonly FaultRule[]>> = {
  unanswered: [{...UPSERTS, fault: 'reset', applied: true}],
  unheard: [{...UPSERTS, fault: 'reset', applied: false}],
}

interface Step {
  /** The file of the step before once more, not the other one. */
  readonly again: boolean
  readonly skips: boolean
  readonly end: End
  readonly mishap: readonly FaultRule[]
}

const values = fc.record({
  firstname: fc.constantFrom('', 'A', 'B', 'C'),
  shirt_size: fc.constantFrom('', 's', 'm'),
  interests: fc.constantFrom('', 'sailing', 'xx'),
})
/** Two files of the same keys. */
const twoFiles = fc
  .array(fc.tuple(fc.nat(5), values, values), {minLength: 1, maxLength: 8})
  .map(rows => ([1, 2] as const).map(which => rows.map(row => ({email: `p${row[0]}@example.com`, ...row[which]}))))
const step: fc.Arbitrary<Step> = fc.record({
  again: fc.constantFrom(true, false, false, false),
  skips: fc.constantFrom(true, true, false),
  end: fc.constantFrom<End>('whole', 'whole', 'killed', 'unanswered', 'unheard'),
  mishap: fc.constantFrom(...MISHAPS),
})

const ann = (firstname: string) => [{email: 'ann@example.com', firstname}]
const whole: Step = {again: false, skips: true, end: 'whole', mishap: []}
/** What chance need not find: back to what was acknowledged, and once more what never arrived. */
const EXAMPLES: [BenchRow[][], Step[]][] = [
  [
    [ann('A'), ann('B')],
    [whole, {...whole, end: 'unanswered'}, whole],
  ],
  [
    [ann('A'), ann('B')],
    [whole, {...whole, end: 'unheard'}, {...whole, again: true}],
  ],
]

test('whatever is pushed to and fro with and without the flag, killed, cut off and gone on with: the records are as if every row had been written', async () => {
  await fc.assert(
    fc.asyncProperty(twoFiles, fc.array(step, {minLength: 3, maxLength: 7}), async (files, steps) => {
      const time = sharedTime()
      const bench = await startBench([{email: 'p0@example.com', firstname: '', shirt_size: '', interests: ''}], {time})
      const possible = new Possible()
      let file = 0
      for (const each of steps) {
        if (!each.again) file = 1 - file
        const rows = files[file] ?? []
        await pushOnce(bench, rows, each)
        await time.client.sleep(600_000)
        const refused = new Set((await bench.rejects()).map(({row: number}) => number))
        possible.add(
          rows.filter((_, index) => !refused.has(index + 1)),
          NO_ANSWER[each.end] === undefined,
        )
        possible.mustHold(bench.records())
      }
      await bench.sandbox.close()
    }),
    {numRuns: 14, examples: EXAMPLES},
  )
})

async function pushOnce(bench: Bench, rows: readonly BenchRow[], {skips, end, mishap}: Step): Promise<void> {
  bench.sandbox.setFaults(NO_ANSWER[end] ?? mishap)
  const killAfter = end === 'killed' ? 1 : Number.POSITIVE_INFINITY
  const status = await bench.push({changes: {skips}, rows, killAfter}).then(summary => summary.status, statusOfKilled)
  bench.sandbox.setFaults([])
  if (NO_ANSWER[end] === undefined && status !== 'finished') await bench.push({changes: {skips}, resume: true})
}

function statusOfKilled(error: unknown): string {
  expect(error).toBeInstanceOf(Killed)
  return 'killed'
}

/** What each property of each record may hold. */
class Possible {
  readonly #values = new Map<string, Set<string | undefined>>()

  /** Rows in file order; of what was cut off, nobody knows how far it came. */
  add(rows: readonly BenchRow[], isCertain: boolean): void {
    for (const {email, ...cells} of rows) {
      for (const [property, value] of Object.entries(cells)) {
        if (value === '') continue
        const name = `${email} ${property}`
        this.#values.set(name, new Set(isCertain ? [value] : [...(this.#values.get(name) ?? [undefined]), value]))
      }
    }
  }

  mustHold(records: Record<string, BenchRow>): void {
    for (const [name, values] of this.#values) {
      const [email = '', property = ''] = name.split(' ')
      expect([...values], `${name} is ${records[email]?.[property]}`).toContain(records[email]?.[property])
    }
  }
}
