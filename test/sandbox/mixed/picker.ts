import type {Random} from '../../../src/sandbox/basics/random.js'

/** Names and ids that mean something somewhere, and strange ones. */
export const NAMES = [
  ...['email', 'city', 'lastname', 'external_id', 'vin', 'industry', 'hs_object_id', 'dealstage', 'pipeline'],
  ...['default', 'contactinformation', 'MAX_LENGTH', '81540217', '1', '51', '279', 'a@x.co', 'own', 'boat'],
  ...['75012048', '143820511', 'associations.companies'],
  ...['__proto__', 'constructor', 'toString', 'ä/ö', ' ', '%00', '../..', '0', '-1', '9'.repeat(30), 'x'.repeat(300)],
] as const

/** Draws of one run; the same for the same seed. */
export interface Picker {
  readonly random: Random
  oneOf<T>(list: readonly T[]): T
  chance(likelihood: number): boolean
  /** Up to `most` of them. */
  some<T>(most: number, make: () => T): T[]
  /** What a reply about this was called; now and then something else. */
  known(about: string): string
  /** Notes what the reply to a request about this is called by. */
  learn(about: string, reply: unknown): void
}

const MOST_KNOWN = 12
/** Of records; the older APIs have names of their own. */
const IDS = ['id', 'vid', 'companyId', 'dealId', 'objectId']
const NAMED_BY: Readonly<Record<string, readonly string[]>> = {
  ...{properties: ['name'], groups: ['name'], lists: ['listId'], labels: ['typeId']},
  ...{events: ['fullyQualifiedName'], schemas: ['fullyQualifiedName']},
}

export function pickerOf(random: Random): Picker {
  const known = new Map<string, string[]>()
  const newest = new Map<string, string>()
  let noted = 0
  const oneOf = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)] as T
  const chance = (likelihood: number) => random() < likelihood
  const note = (about: string, name: unknown): void => {
    if (typeof name !== 'string' && typeof name !== 'number') return
    const names = known.get(about) ?? []
    if (!names.includes(String(name))) names[noted++ % MOST_KNOWN] = String(name)
    known.set(about, names.filter(Boolean))
    newest.set(about, String(name))
  }
  return {
    random,
    oneOf,
    chance,
    some: (most, make) => Array.from({length: Math.floor(random() * (most + 1))}, make),
    known(about) {
      if (chance(0.07)) return oneOf(NAMES)
      const latest = newest.get(about)
      return latest !== undefined && chance(0.4) ? latest : oneOf(known.get(about) ?? NAMES)
    },
    learn(about, reply) {
      const [kind = '', type] = about.split('/')
      for (const each of partsOf(reply)) {
        for (const name of NAMED_BY[kind] ?? IDS) note(about, each[name])
        if (kind === 'lists') note('list-names', each['name'])
        if (kind === 'pipelines')
          for (const stage of partsOf({results: each['stages']})) note(`stages/${type}/${each['id']}`, stage['id'])
      }
    },
  }
}

type Part = Readonly<Record<string, unknown>>

/** What a reply is about: itself, or those that it lists. */
function partsOf(reply: unknown): readonly Part[] {
  if (!isPart(reply)) return []
  const lists = ['results', 'lists', 'contacts', 'companies', 'deals', 'objects']
  const listed = lists.map(name => reply[name]).find(Array.isArray) ?? []
  const inner = listed.map(each => (isPart(each) ? each['engagement'] : undefined))
  return [reply, reply['list'], reply['engagement'], ...listed, ...inner].filter(isPart)
}

function isPart(value: unknown): value is Part {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
