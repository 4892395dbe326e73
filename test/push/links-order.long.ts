import fc from 'fast-check'
import {expect, test} from 'vitest'
import type {FaultRule} from '../../src/sandbox/faults/fault-rule.js'
import {type Bench, type BenchRow, Killed, startBench, UPSERTS} from './support/run-bench.js'

/**
 * Rows of one key in several batches, with links, labels and a list, while requests fail, come late, are sent again and
 * processes are killed: at the end each record has the values and links of its rows one by one, in file order.
 */
const COMPANIES = ['C0', 'C1', 'C2', 'C3']
const RULE = {column: 'account', object: 'companies', by: 'external_id'}
const MAPPINGS = {
  plain: {associate: [RULE], ignore: ['role']},
  labelled: {associate: [{...RULE, labelColumn: 'role'}]},
  replace: {associate: [RULE], associations: 'replace', ignore: ['role']},
} as const
/** As a cell names them → the type that the contact sees. */
const LABELS: Readonly<Record<string, string>> = {'Decision maker': '37', 28: '28'}
const LINKING = {method: 'POST', path: '/crm/associations/*/*/*/batch/*'} as const

const MISHAPS: readonly FaultRule[] = [
  {...LINKING, fault: 'status', status: 502, applied: true, next: 1},
  {...LINKING, fault: 'status', status: 503, skip: 1, next: 2},
  {...LINKING, fault: 'rate-limit', policy: 'TEN_SECONDLY_ROLLING', next: 1},
  {...LINKING, fault: 'late-commit', ms: 20_000, next: 1},
  {...LINKING, fault: 'reset', applied: true, next: 1},
  {...UPSERTS, fault: 'late-commit', ms: 20_000, next: 1},
  {...UPSERTS, fault: 'status', status: 502, applied: true, next: 2},
]

interface Row {
  /** Index of the key; undefined: a batch of other keys stands here. */
  readonly who: number | undefined
  readonly firstname: string
  readonly names: readonly string[]
  readonly role: string
}

interface Step {
  readonly rows: readonly Row[]
  readonly mishaps: readonly FaultRule[]
  /** Killed after so many batches, and resumed; 0: not. */
  readonly killAfter: number
  readonly resumes: boolean
}

const person: fc.Arbitrary<Row> = fc.record({
  who: fc.nat(2),
  firstname: fc.constantFrom('', 'A', 'B'),
  names: fc.uniqueArray(fc.constantFrom(...COMPANIES), {maxLength: 2}),
  role: fc.constantFrom('', ...Object.keys(LABELS)),
})
const gap = fc.constant<Row>({who: undefined, firstname: '', names: [], role: ''})
const step: fc.Arbitrary<Step> = fc.record({
  rows: fc.array(fc.oneof({arbitrary: person, weight: 3}, {arbitrary: gap, weight: 2}), {minLength: 2, maxLength: 9}),
  mishaps: fc.uniqueArray(fc.constantFrom(...MISHAPS), {maxLength: 2}),
  killAfter: fc.constantFrom(0, 0, 1, 2),
  resumes: fc.boolean(),
})
const scenario = fc.record({
  kind: fc.constantFrom('plain', 'labelled', 'replace'),
  list: fc.boolean(),
  steps: fc.array(step, {minLength: 1, maxLength: 3}),
})

const RUNS = 60

test('each record ends as if its rows had come one by one, links included', async () => {
  await fc.assert(
    fc.asyncProperty(scenario, async ({kind, list, steps}) => {
      const mapping = MAPPINGS[kind]
      const bench = await startBench([emptyRow], {companies: COMPANIES, mapping, ...(list && {list: 'Newsletter'})})
      const model = new Model(kind)
      for (const each of steps) {
        const rows = each.rows.flatMap(cellsOf)
        await pushStep(bench, rows, each)
        await bench.time.client.sleep(600_000)
        await bench.sandbox.settled()
        for (const row of each.rows) model.apply(row)
        expect(shown(bench)).toEqual(model.shown())
        if (list) expect(await bench.members()).toEqual(expect.arrayContaining(model.keys()))
      }
      await bench.sandbox.close()
    }),
    {numRuns: RUNS},
  )
}, 600_000)

/** One that is killed is resumed, or the file is pushed anew. */
async function pushStep(bench: Bench, rows: readonly BenchRow[], {mishaps, killAfter, resumes}: Step): Promise<void> {
  const changes = {skips: true}
  bench.sandbox.setFaults(mishaps)
  if (killAfter > 0) {
    const isKilled = await bench.push({rows, changes, killAfter}).then(
      () => false,
      error => error instanceof Killed,
    )
    if (!isKilled) return
    if (!resumes) await bench.time.client.sleep(600_000) // what the lock of a portal waits for
  }
  const summary = await bench.push({rows, changes, resume: killAfter > 0 && resumes})
  bench.sandbox.setFaults([])
  expect(summary).toMatchObject({status: 'finished', links: {rejected: 0}})
}

const emptyRow: BenchRow = {email: 'none@example.com', firstname: '', account: '', role: ''}
const emailOf = (who: number): string => `p${who}@example.com`

function cellsOf({who, firstname, names, role}: Row, place: number): readonly BenchRow[] {
  if (who !== undefined) return [{email: emailOf(who), firstname, account: names.join(';'), role}]
  return Array.from({length: 99}, (_, at) => ({...emptyRow, email: `o${place}-${at}@example.com`}))
}

/** What rows one by one make of records and links. */
class Model {
  readonly #kind: keyof typeof MAPPINGS
  readonly #names = new Map<string, string>()
  readonly #links = new Map<string, Map<string, Set<string>>>()

  constructor(kind: keyof typeof MAPPINGS) {
    this.#kind = kind
  }

  apply({who, firstname, names, role}: Row): void {
    if (who === undefined) return
    const email = emailOf(who)
    this.#names.set(email, firstname === '' ? (this.#names.get(email) ?? '') : firstname)
    if (names.length === 0) return
    const links = this.#links.get(email) ?? new Map<string, Set<string>>()
    this.#links.set(email, links)
    const label = this.#kind === 'labelled' ? LABELS[role] : undefined
    for (const name of names) links.set(name, new Set([...(links.get(name) ?? ['279']), ...(label ? [label] : [])]))
    if (this.#kind === 'replace') for (const name of links.keys()) if (!names.includes(name)) links.delete(name)
  }

  keys(): string[] {
    return [...this.#names.keys()].sort()
  }

  shown(): readonly string[] {
    const links = [...this.#links].flatMap(([email, byName]) =>
      [...byName].map(([name, types]) => `${email} → ${name}: ${[...types].sort().join(', ')}`),
    )
    return [...links, ...[...this.#names].map(([email, firstname]) => `${email} = ${firstname}`)].sort()
  }
}

/** Without the primary mark, which the first link gets by itself. */
function shown(bench: Bench): readonly string[] {
  const links = bench.links().map(link => {
    const [pair = '', types = ''] = link.split(': ')
    const ids = types.split(', ').filter(id => id !== '1')
    return `${pair}: ${ids.sort().join(', ')}`
  })
  const names = Object.entries(bench.records()).flatMap(([email, {firstname}]) =>
    email.startsWith('p') ? [`${email} = ${firstname ?? ''}`] : [],
  )
  return [...links, ...names].sort()
}
