import type {PropertyDefinition} from '../../hubspot/portal/portal-types.js'
import {foldText} from '../fold-text.js'
import type {MappingTarget} from '../mapping-types.js'
import {type BareName, bareName, meantBy} from '../name-marks.js'
import {DUTCH} from './dutch.js'
import {ENGLISH} from './english.js'
import {EXPORTERS} from './exporters.js'
import {type Field, PROPERTIES_OF, type Words} from './fields.js'
import {FRENCH} from './french.js'
import {GERMAN} from './german.js'
import {ITALIAN} from './italian.js'
import {JAPANESE} from './japanese.js'
import {POLISH} from './polish.js'
import {PORTUGUESE} from './portuguese.js'
import {SPANISH} from './spanish.js'

export const TABLES: readonly Words[] = [
  ...[ENGLISH, GERMAN, FRENCH, SPANISH, DUTCH, PORTUGUESE, ITALIAN, POLISH, JAPANESE],
  ...EXPORTERS,
]

/** Words of everyday that are one letter away from a field's, and no misspelling of it. */
const OTHER_WORDS = [
  'county',
  'states',
  'status',
  'contract',
  'tax',
  'fix',
  'male',
  'phase',
  'website id',
  'emails',
  'count',
  'amounts',
]

export interface Synonyms {
  /**
   * The portal's properties that a column means by another word; none where it means a field that the object has no
   * property for.
   */
  propertiesFor(column: string): readonly PropertyDefinition[]
  /** Whether the column holds whole names, which HubSpot keeps in two properties. */
  isFullName(column: string): boolean
  /** Whether it is a word of its own, and so no misspelling of another one. */
  isKnown(column: string): boolean
}

/** Exactly, never by likeness. `columns`: all of the file, since some words mean something only beside others. */
export function synonymFinder(
  columns: readonly string[],
  {object, properties}: Pick<MappingTarget, 'object' | 'properties'>,
): Synonyms {
  const fields = fieldFinder(columns)
  const targets = (object.custom ? undefined : PROPERTIES_OF.get(object.name)) ?? {}
  const byName = new Map(properties.map(property => [property.name, property]))
  const others = new Set(OTHER_WORDS.map(foldText))
  return {
    propertiesFor: column => {
      const {meant, bare} = fields(column)
      const names = meant.flatMap(field => targets[field] ?? [])
      const found = [...new Set(names)].flatMap(name => byName.get(name) ?? [])
      return bare === undefined ? found : meantBy(bare, found)
    },
    isFullName: column => fields(column).meant.includes('fullName'),
    isKnown: column => fields(column).meant.length > 0 || others.has(foldText(column)),
  }
}

/** What a column may mean; of words that mean something else beside other columns, that. */
function fieldFinder(columns: readonly string[]): (column: string) => MeantFields {
  const plain = plainFields()
  const present = new Set(columns.flatMap(column => fieldsIn([plain], column).meant))
  const beside = TABLES.flatMap(table => table.beside ?? []).filter(rule => present.has(rule.beside))
  const special = new Map(beside.map(({word, field}) => [foldText(word), [field]]))
  return column => fieldsIn([special, plain], column)
}

interface MeantFields {
  readonly meant: readonly Field[]
  /** Where the column is the word only without the marks of its name. */
  readonly bare?: BareName | undefined
}

/** The first table that has the word decides. */
function fieldsIn(tables: readonly ReadonlyMap<string, readonly Field[]>[], column: string): MeantFields {
  const bare = bareName(column)
  for (const table of tables) {
    const meant = table.get(foldText(column))
    if (meant !== undefined) return {meant}
  }
  if (bare === undefined) return {meant: []}
  return {meant: tables.map(table => table.get(foldText(bare.name))).find(found => found !== undefined) ?? [], bare}
}

function plainFields(): ReadonlyMap<string, readonly Field[]> {
  const fields = new Map<string, Field[]>()
  for (const {words} of TABLES) {
    for (const [field, meaning] of Object.entries(words) as [Field, readonly string[]][]) {
      for (const word of meaning) {
        const folded = foldText(word)
        const known = fields.get(folded)
        if (known === undefined) fields.set(folded, [field])
        else if (!known.includes(field)) known.push(field)
      }
    }
  }
  return fields
}
