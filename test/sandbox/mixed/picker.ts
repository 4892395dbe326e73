import type {Random} from '../../../src/sandbox/basics/random.js'

export const TYPES = [
  ...['contacts', 'contact', '0-1', 'companies', 'deals', 'tickets', 'products', 'line_items', '2-40118201', 'p_car'],
  ...['notes', 'tasks', 'quotes', 'orders', 'leads', 'butterflies', '__proto__', 'p_boat', 'feedback_submissions'],
] as const

/** Names and ids that mean something somewhere, and strange ones. */
export const NAMES = [
  ...[
    'email',
    'city',
    'lastname',
    'external_id',
    'vin',
    'industry',
    'hs_object_id',
    'dealstage',
    'pipeline',
    'default',
  ],
  ...[
    'contactinformation',
    'MAX_LENGTH',
    '81540217',
    '1',
    '51',
    '279',
    'a@x.co',
    'own',
    'boat',
    '75012048',
    '143820511',
  ],
  ...['__proto__', 'constructor', 'toString', 'ä/ö', ' ', '%00', '../..', '0', '-1', '9'.repeat(30), 'x'.repeat(300)],
] as const

/** Draws of one run; the same for the same seed. */
export interface Picker {
  readonly random: Random
  oneOf<T>(list: readonly T[]): T
  chance(likelihood: number): boolean
  /** Up to `most` of them. */
  some<T>(most: number, make: () => T): T[]
  /** An id that a reply held. */
  knownId(): string
  learn(reply: unknown): void
}

const MOST_KNOWN = 60

export function pickerOf(random: Random): Picker {
  const known = ['1']
  let noted = 1
  const oneOf = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)] as T
  const note = (value: unknown): void => {
    if (typeof value !== 'object' || value === null) return
    for (const [key, each] of Object.entries(value)) {
      if (/^(id|listId|vid|companyId|dealId|objectId)$/.test(key) && /^\d+$/.test(String(each)))
        known[noted++ % MOST_KNOWN] = String(each)
      else note(each)
    }
  }
  return {
    random,
    oneOf,
    chance: likelihood => random() < likelihood,
    some: (most, make) => Array.from({length: Math.floor(random() * (most + 1))}, make),
    knownId: () => oneOf(known),
    learn: note,
  }
}
