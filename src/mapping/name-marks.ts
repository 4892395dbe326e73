import type {PropertyDefinition} from '../hubspot/portal/portal-types.js'

const REQUIRED = [
  ...['required', 'mandatory', 'optional', 'erforderlich', 'pflicht', 'pflichtfeld', 'pflichtangabe', 'freiwillig'],
  ...['obligatoire', 'requis', 'facultatif', 'obligatorio', 'requerido', 'opcional', 'verplicht', 'optioneel'],
  ...['obrigatório', 'obbligatorio', 'facoltativo', 'opzionale', 'wymagane', 'opcjonalne', '必須', '任意'],
].join('|')

/**
 * Whether a form wants it filled in. An asterisk is punctuation, which folding leaves out. No pattern begins with
 * spaces that anything may stand before: a name may be a hundred thousand of them.
 */
const MARKS = new RegExp(`^\\s*[([（［](?:${REQUIRED})[)\\]）］]|[([（［](?:${REQUIRED})[)\\]）］][\\s*:]*$`, 'iu')

/** A name without what says nothing about its property. */
export interface BareName {
  readonly name: string
  /** It had the ending of a plural, which beside a measure may be a unit: `Duration(s)`. */
  readonly isPlural: boolean
}

/** Undefined for a name that has no such marks, or nothing else. */
export function bareName(name: string): BareName | undefined {
  const shorter = name.replace(MARKS, '')
  const unmarked = shorter === name ? name : shorter.trim()
  const bare = withoutPlurals(unmarked)
  return bare === name || bare.trim() === '' ? undefined : {name: bare, isPlural: bare !== unmarked}
}

/**
 * Without the endings of a plural in the languages of the synonyms, behind a letter: `Vorname(n)`, `First name(s)`. With
 * the pattern come tables of Unicode, which would cost every start half a millisecond.
 */
function withoutPlurals(name: string): string {
  return name.replace(/(?<=[\p{L}\p{M}])[(（](?:n|en|nen|s|es|e|er|x|i|se)[)）](?!\p{L})/giu, '')
}

/** Those that a bare name may mean: seconds are no plural. */
export function meantBy<T extends Pick<PropertyDefinition, 'type'>>(
  {isPlural}: BareName,
  properties: readonly T[],
): readonly T[] {
  return isPlural ? properties.filter(({type}) => !MEASURES.has(type)) : properties
}

const MEASURES: ReadonlySet<string> = new Set(['number', 'date', 'datetime'])
