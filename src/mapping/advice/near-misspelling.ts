import type {PropertyDefinition} from '../../hubspot/portal/portal-types.js'
import {editsBetween} from '../../shared/text/edit-distance.js'
import {foldText} from '../fold-text.js'

/** Shorter words are all alike. */
const SHORTEST = 4
/** From this length on two letters may be wrong, below it one. */
const LONG = 8

/** The one property whose name or label `column` nearly spells; undefined: none, or several. */
export function nearMisspelling(
  column: string,
  properties: readonly PropertyDefinition[],
): PropertyDefinition | undefined {
  return nearest(column, properties, ({name, label}) => [name, label])
}

/**
 * The one candidate that `text` nearly spells, so nearly that it may be in a printed command. Letters alone may be
 * wrong, not digits ("Phone 2"), and a word begins as it is meant to begin or with its first letters swapped.
 */
export function nearest<T>(
  text: string,
  candidates: readonly T[],
  namesOf: (candidate: T) => readonly string[],
): T | undefined {
  const typed = foldText(text)
  const most = typed.length < LONG ? 1 : 2
  let found: T[] = []
  let fewest = most
  for (const candidate of typed.length < SHORTEST ? [] : candidates) {
    const edits = Math.min(...namesOf(candidate).map(name => editsOf(typed, foldText(name), most)))
    if (edits > fewest) continue
    if (edits < fewest) found = []
    fewest = edits
    found.push(candidate)
  }
  return found.length === 1 ? found[0] : undefined
}

function editsOf(typed: string, meant: string, most: number): number {
  const isNear = Math.abs(typed.length - meant.length) <= most && meant.length >= SHORTEST && beginsAlike(typed, meant)
  const isAlike = digitsOf(typed) === digitsOf(meant) && namesId(typed) === namesId(meant)
  return isNear && isAlike ? editsBetween(typed, meant) : Number.POSITIVE_INFINITY
}

/** `company_id` holds keys of companies: no misspelt `company`, whose values are names. */
function namesId(text: string): boolean {
  return text.endsWith('id')
}

function beginsAlike(typed: string, meant: string): boolean {
  return typed[0] === meant[0] || (typed[0] === meant[1] && typed[1] === meant[0])
}

function digitsOf(text: string): string {
  return text.replace(/\D/g, '')
}
