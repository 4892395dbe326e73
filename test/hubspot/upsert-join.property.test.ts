import fc from 'fast-check'
import {expect, test} from 'vitest'
import {readUpsertReply} from '../../src/hubspot/batch/upsert-verdict.js'
import type {WriteInput} from '../../src/hubspot/write-input.js'
import {company, contact, multiStatus, result, valueError} from './support/upsert-builders.js'

/** What became of one input on the server, and how the reply shows it. */
interface Fate {
  readonly outcome: 'written' | 'refused' | 'omitted'
  readonly showsTraceId: boolean
  readonly showsIds: boolean
  readonly showsKey: boolean
  /** The input's e-mail belongs to the contact of the input before it. */
  readonly isAdditionalEmail: boolean
  readonly showsAdditionalEmails: boolean
  readonly order: number
}

const fate: fc.Arbitrary<Fate> = fc.record({
  outcome: fc.constantFrom('written', 'written', 'refused', 'omitted'),
  showsTraceId: fc.boolean(),
  showsIds: fc.boolean(),
  showsKey: fc.boolean(),
  isAdditionalEmail: fc.boolean(),
  showsAdditionalEmails: fc.boolean(),
  order: fc.nat(),
})

interface Entry {
  readonly order: number
  readonly kind: 'result' | 'error'
  readonly entry: Record<string, unknown>
}

/** The reply of a server that treats the inputs so. Values and messages tell whose they are; nothing else may. */
function replyOf(inputs: readonly WriteInput[], fates: readonly Fate[]) {
  let owner = 0
  const owners = fates.map(({isAdditionalEmail}, index) => {
    if (index === 0 || !isAdditionalEmail || inputs[index]?.idProperty !== 'email') owner = index
    return owner
  })
  const entries = inputs.flatMap((input, index): Entry[] => {
    const {outcome, showsTraceId, showsIds, showsKey, showsAdditionalEmails, order} = fates[index] ?? fail()
    const first = inputs[owners[index] ?? index] ?? fail()
    if (outcome === 'omitted') return []
    if (outcome === 'refused') {
      const context = {
        ...(showsTraceId && {objectWriteTraceId: [input.objectWriteTraceId]}),
        ...(showsIds && {ids: [input.id.toUpperCase()]}),
      }
      const problem = {
        message: `refused ${input.id}`,
        error: 'SOME_CODE',
        name: 'note',
        propertyValue: input.properties['note'],
      }
      return [{order, kind: 'error', entry: valueError(problem, context)}]
    }
    const additional = inputs
      .filter((_, other) => owners[other] === owners[index] && inputs[other] !== first)
      .map(other => other.id)
    const properties = {
      note: input.properties['note'] ?? '',
      ...(showsKey && {[input.idProperty]: first.id.toLowerCase()}),
      ...(showsAdditionalEmails && {hs_additional_emails: additional.join(';')}),
    }
    const traced = showsTraceId ? {objectWriteTraceId: input.objectWriteTraceId} : {}
    return [{order, kind: 'result', entry: result(`record-${owners[index]}`, properties, traced)}]
  })
  const sorted = entries.toSorted((a, b) => a.order - b.order)
  const of = (kind: Entry['kind']) => sorted.filter(one => one.kind === kind).map(one => one.entry)
  return multiStatus(of('result'), of('error'))
}

function fail(): never {
  throw new Error('the arrays have one length')
}

test.each([
  ['contacts, some of them one record', contact],
  ['companies', company],
])('whatever the server shows of its outcomes, no verdict goes to the wrong input: %s', (_, build) => {
  fc.assert(
    fc.property(fc.array(fate, {minLength: 1, maxLength: 6}), fates => {
      const inputs = fates.map((__, index) => build(`Key${index}@x.co`, {note: `note ${index}`}))
      const verdict = readUpsertReply(inputs, replyOf(inputs, fates))
      if (verdict.kind !== 'per-input') return fail()
      expect(verdict.outcomes).toHaveLength(inputs.length)
      for (const [index, one] of verdict.outcomes.entries()) {
        if (one.kind === 'unmentioned') continue
        expect(one.kind).toBe(fates[index]?.outcome)
        if (one.kind === 'refused') expect(one.refusal.message).toContain(`refused ${inputs[index]?.id}`)
      }
    }),
    {numRuns: 1500},
  )
})

test('where every outcome shows its trace id, every input has its verdict', () => {
  const outcomes = fc.array(fc.constantFrom('written' as const, 'refused' as const), {minLength: 1, maxLength: 100})
  fc.assert(
    fc.property(outcomes, outcomes => {
      const inputs = outcomes.map((_, index) => contact(`key${index}@x.co`, {note: `note ${index}`}))
      const fates = outcomes.map((outcome, index) => ({
        outcome,
        showsTraceId: true,
        showsIds: false,
        showsKey: false,
        isAdditionalEmail: index % 3 === 1,
        showsAdditionalEmails: true,
        order: (index * 7919) % 101,
      }))
      const verdict = readUpsertReply(inputs, replyOf(inputs, fates))
      expect(verdict).toMatchObject({outcomes: outcomes.map(kind => ({kind}))})
    }),
    {numRuns: 200},
  )
})
