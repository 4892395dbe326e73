import type {Route} from '../../../src/sandbox/crm/routes/route.js'
import {DEFINITIONS} from './legacy-bodies.js'
import {NAMES, type Picker} from './picker.js'

/** What a request is about. */
export interface Target {
  readonly area: string
  /** Of the path, behind the area. */
  readonly parts: readonly string[]
  /** Where its names are remembered: `objects/contacts`. */
  readonly about: string
  /** Kinds of records, by the names that they are remembered under. */
  readonly kind: string
  readonly toKind: string
}

/** Those that most requests are about, so that there are records to be found. */
const USUAL = ['contacts', 'companies', 'deals', 'p_car', 'notes'] as const
const OTHERS = [
  ...['contact', '0-1', 'tickets', 'products', 'line_items', '2-40118201', 'tasks', 'quotes', 'orders', 'leads'],
  ...['butterflies', '__proto__', 'p_boat', 'feedback_submissions', '0-2'],
] as const
export const TYPES = [...USUAL, ...OTHERS] as const
const SAME: ReadonlyMap<string, string> = new Map([
  ['contact', 'contacts'],
  ['0-1', 'contacts'],
  ['0-2', 'companies'],
])
const PAIRS = [
  ['contacts', 'companies'],
  ['companies', 'contacts'],
  ['deals', 'contacts'],
  ['notes', 'contacts'],
] as const
const LINKS: ReadonlyMap<string, string> = new Map([
  ['contacts companies', 'contact_to_company'],
  ['companies contacts', 'company_to_contact'],
  ['deals contacts', 'deal_to_contact'],
  ['notes contacts', 'note_to_contact'],
])
const RULES = ['MAX_LENGTH', 'MAX_LENGTH', 'MIN_LENGTH', 'NOPE']

/** `{objects}/:type/:name` → contacts, and one of them that is known. */
export function targetOf(picker: Picker, {path: pattern, about}: Route): Target {
  const {oneOf, chance} = picker
  const [area = '', ...parts] = pattern.split('/')
  const [type, toType] = typesOf(picker, pattern)
  const [definition, from] = oneOf(DEFINITIONS)
  const kind = pattern.includes(':definition') ? from : (about ?? SAME.get(type) ?? type)
  const toKind = about ? oneOf(['contacts', 'companies']) : (SAME.get(toType) ?? toType)
  const name = aboutName({picker, area: area.slice(1, -1), pattern, kind})
  const filled: Readonly<Record<string, () => string>> = {
    ':type': () => type,
    ':toType': () => toType,
    ':name': () => name.is,
    ':toName': () => picker.known(`objects/${toKind}`),
    ':stage': () => picker.known(`stages/${kind}/${name.is}`),
    ':association': () =>
      pattern.startsWith('{schemas}') ? picker.known('schemas-links') : (LINKS.get(`${kind} ${toKind}`) ?? 'x'),
    ':source': () => picker.known('lists'),
    ':rule': () => oneOf(RULES),
    ':kind': () => (chance(0.95) ? toKind.replace('companies', 'company').replace('contacts', 'contact') : 'x'),
    ':definition': () => definition,
  }
  return {
    area: area.slice(1, -1),
    about: pattern.includes('/stages') ? `stages/${kind}/${name.is}` : name.about,
    ...{kind, toKind},
    parts: parts.map(part => (part.startsWith(':') && chance(0.02) ? oneOf(NAMES) : (filled[part]?.() ?? part))),
  }
}

function typesOf({oneOf, chance, known}: Picker, pattern: string): readonly [string, string] {
  if (pattern.includes(':toType') && chance(0.85)) return oneOf(PAIRS)
  if (pattern.startsWith('{pipelines}') && chance(0.7)) return ['deals', 'contacts']
  if (pattern.startsWith('{schemas}') && chance(0.8)) return [oneOf([known('schemas'), 'p_car']), 'contacts']
  const one = () => oneOf<string>(chance(0.8) ? USUAL : OTHERS)
  return [one(), one()]
}

interface Naming {
  readonly picker: Picker
  readonly area: string
  readonly pattern: string
  readonly kind: string
}

/** Records of these are remembered with those of the newer routes. */
const OLDER = /^(contacts|companies|deals|crm-objects|crm-associations)-v\d$/

/** What `:name` stands for, and under which word it is remembered. */
function aboutName({picker, area, pattern, kind}: Naming): {readonly is: string; readonly about: string} {
  const {oneOf, chance, known} = picker
  if (area.startsWith('owners')) return {is: oneOf(['81540217', '1', 'x']), about: area}
  if (area === 'property-validations') return {is: oneOf(['zip', 'zip', 'city', 'nope']), about: area}
  if (pattern.startsWith('{schemas}') && pattern.includes('associations')) return {is: kind, about: 'schemas-links'}
  // p_car stays: half of all requests would be about nothing.
  if (pattern === '{schemas}/:name') return {is: known('schemas').replace('p_car', 'p_nope'), about: 'schemas'}
  if (pattern.includes('/labels')) return {is: known('labels'), about: 'labels'}
  if (pattern.includes('/name/:name')) return {is: known('list-names'), about: 'lists'}
  if (pattern.includes('/email/')) return {is: `p${Math.floor(picker.random() * 300)}@x.co`, about: `objects/${kind}`}
  if (/^properties-v\d$/.test(area)) return {is: known(`properties/${kind}`), about: `properties/${kind}`}
  if (pattern.includes('/lists/:name')) return {is: known('lists'), about: 'lists'}
  if (OLDER.test(area)) return {is: known(`objects/${kind}`), about: `objects/${kind}`}
  const about = ABOUT_KIND.has(area) ? `${pattern.includes('groups') ? 'groups' : area}/${kind}` : area
  const isOwn = area === 'properties' && chance(0.15)
  return {is: isOwn ? oneOf(['email', 'city', 'name', 'contactinformation']) : known(about), about}
}

const ABOUT_KIND: ReadonlySet<string> = new Set(['objects', 'properties', 'pipelines'])
