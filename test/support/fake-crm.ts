import type {Outcome} from '../../src/hubspot/batch/batch-types.js'
import type {Refusal} from '../../src/hubspot/refusals/refusal-types.js'
import type {WriteInput} from '../../src/hubspot/write-input.js'
import type {ReadRecord, WriteAnswer, WritePort} from '../../src/push/modes/write-port.js'

/** How the fake answers; the default is what HubSpot does with trace ids. */
export interface FakeCrmOptions {
  /** A refused input spoils the whole request. */
  readonly allOrNothing?: boolean
  /** Values that are refused, whatever the property; the refusal names it when `namesProperty` (default true). */
  readonly refusedValues?: ReadonlySet<string>
  readonly namesProperty?: boolean
  /** Ids that are one record: id → the id it stands for. */
  readonly aliases?: Readonly<Record<string, string>>
  /** Called before each answer; may wait. */
  readonly beforeAnswer?: () => Promise<void>
  /** Inputs that an answer leaves out: by request number (from 1) and id. */
  readonly omits?: (request: number, id: string) => 'applied' | 'dropped' | undefined
  /** A property whose values no two records share; `names`: what a refusal tells of the two records. */
  readonly unique?: {readonly property: string; readonly names: 'both' | 'holder' | 'none'}
  /** Inputs of a request are applied from the last to the first. */
  readonly isBackwards?: boolean
  /** Folds ids for its duplicate check. */
  readonly foldId?: (id: string) => string
}

/**
 * A referee's HubSpot: records in a map, requests counted, rules of its own. It shares nothing with the code under test
 * but types.
 */
export class FakeCrm implements WritePort {
  readonly records = new Map<string, Record<string, string>>()
  readonly requests: string[][] = []
  reads = 0
  readonly #options: FakeCrmOptions

  constructor(options: FakeCrmOptions = {}) {
    this.#options = options
  }

  async write(inputs: readonly WriteInput[]): Promise<WriteAnswer> {
    this.requests.push(inputs.map(input => input.id))
    const request = this.requests.length
    await this.#options.beforeAnswer?.()
    const duplicates = this.#duplicates(inputs)
    if (duplicates.length > 0)
      return {
        verdict: {kind: 'duplicate-ids', ids: duplicates, refusal: refusal({code: 'REFUSED'})},
        fateUnknown: false,
      }
    const before = [...this.records]
    const outcomes = inputs.map((): Outcome => ({kind: 'unmentioned'}))
    const order = [...inputs.entries()]
    for (const [index, input] of this.#options.isBackwards === true ? order.reverse() : order)
      outcomes[index] = this.#apply(input, request)
    const first = outcomes.find(verdict => verdict.kind === 'refused')
    if (this.#options.allOrNothing === true && first !== undefined) {
      this.records.clear()
      for (const [id, properties] of before) this.records.set(id, properties)
      return {verdict: {kind: 'whole-batch', refusal: first.refusal}, fateUnknown: false}
    }
    return {verdict: {kind: 'per-input', outcomes}, fateUnknown: false}
  }

  async read(keys: readonly string[]): Promise<ReadonlyMap<string, ReadRecord>> {
    this.reads += 1
    const found = new Map<string, ReadRecord>()
    for (const key of keys) {
      const id = this.#recordOf(key)
      const properties = this.records.get(id)
      if (properties !== undefined) found.set(key, {recordId: id, properties})
    }
    return found
  }

  #apply(input: WriteInput, request: number): Outcome {
    const refused = this.#refusalOf(input) ?? this.#clashOf(input)
    if (refused !== undefined) return {kind: 'refused', refusal: refused}
    const omitted = this.#options.omits?.(request, input.id)
    if (omitted === 'dropped') return {kind: 'unmentioned'}
    const id = this.#recordOf(input.id)
    const created = !this.records.has(id)
    this.records.set(id, {...this.records.get(id), ...input.properties})
    return omitted === 'applied' ? {kind: 'unmentioned'} : {kind: 'written', recordId: id, created}
  }

  #recordOf(id: string): string {
    return this.#options.aliases?.[id] ?? id
  }

  #refusalOf(input: WriteInput): Refusal | undefined {
    const {refusedValues, namesProperty = true} = this.#options
    const bad = Object.entries(input.properties).find(([, value]) => refusedValues?.has(value))
    if (bad === undefined) return undefined
    return refusal({code: 'INVALID_OPTION', ...(namesProperty ? {property: bad[0], value: bad[1]} : {})})
  }

  #clashOf({id, properties}: WriteInput): Refusal | undefined {
    const {unique: {property, names} = {property: '', names: 'none'}} = this.#options
    const value = properties[property]
    const own = this.#recordOf(id)
    const holder = [...this.records].find(([other, record]) => other !== own && record[property] === value)?.[0]
    if (value === undefined || holder === undefined) return undefined
    const named = {...(names !== 'none' && {existingId: holder}), ...(names === 'both' && {recordId: own})}
    return refusal({code: 'CONFLICT', property, value, ...named})
  }

  #duplicates(inputs: readonly WriteInput[]): string[] {
    const fold = this.#options.foldId ?? (id => id)
    const seen = new Set<string>()
    const twice: string[] = []
    for (const {id} of inputs) {
      if (seen.has(fold(id))) twice.push(id)
      seen.add(fold(id))
    }
    return twice
  }
}

export function refusal(parts: Partial<Refusal> & Pick<Refusal, 'code'>): Refusal {
  const {code, property, value} = parts
  const problem = {
    code,
    message: 'refused',
    ...(property === undefined ? {} : {property}),
    ...(value === undefined ? {} : {value}),
  }
  return {message: 'refused', status: 400, problems: property === undefined ? [] : [problem], ...parts}
}
