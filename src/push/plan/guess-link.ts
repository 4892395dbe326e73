import {AppError} from '../../errors/app-error.js'
import {listLinkTypes, plainType} from '../../hubspot/associations/find-label.js'
import {batchRead} from '../../hubspot/batch/batch-read.js'
import type {HubSpot} from '../../hubspot/call-types.js'
import type {ObjectDefinition} from '../../hubspot/portal/portal-types.js'
import {listProperties} from '../../hubspot/portal/properties.js'
import {isContactEmail} from '../../hubspot/portal/standard-objects.js'
import {usableKeys} from '../../hubspot/portal/usable-keys.js'
import type {LinkGuess} from './mapping-questions.js'

/** As `LinkRule.object` takes it, whatever other object has the same name. */
export function linkName({name, custom, objectTypeId}: ObjectDefinition): string {
  return custom ? objectTypeId : name
}

/** What a column's values may be keys of. */
interface Candidate {
  readonly object: ObjectDefinition
  readonly by: string
  readonly isEmail: boolean
}

const MOST_VALUES = 20
const EMAIL = /^[^\s@]+@[^\s@]+\.[^\s@.]+$/
/** A sentence, or an amount, is no key. */
const KEY = /^(?!-?\d+[.,]\d+$)[^\s"',]{1,80}$/

/**
 * Says which records of another object a column seems to name: those that at least half of its first values find, or
 * contacts where all of them are e-mails. Asks the portal only about values that look like keys, and about objects that
 * the rows' object can be linked to.
 */
export class LinkGuesser {
  readonly #hubspot: HubSpot
  readonly #object: ObjectDefinition
  readonly #objects: readonly ObjectDefinition[]
  #candidates: Promise<readonly Candidate[]> | undefined

  constructor(hubspot: HubSpot, object: ObjectDefinition, objects: readonly ObjectDefinition[]) {
    this.#hubspot = hubspot
    this.#object = object
    this.#objects = objects
  }

  async guess(cells: readonly string[]): Promise<LinkGuess | undefined> {
    const names = cells.flatMap(cell => cell.split(';')).map(name => name.trim())
    const values = [...new Set(names.filter(name => name !== ''))].slice(0, MOST_VALUES)
    if (values.length === 0 || !values.every(value => KEY.test(value))) return undefined
    const areEmails = values.every(value => EMAIL.test(value))
    this.#candidates ??= this.#findCandidates()
    const candidates = (await this.#candidates).filter(({isEmail}) => isEmail === areEmails)
    const guesses = await Promise.all(candidates.map(candidate => this.#lookUp(candidate, values)))
    const [best] = guesses.sort((one, other) => other.found - one.found)
    if (best === undefined) return undefined
    return areEmails || best.found * 2 >= values.length ? best : undefined
  }

  async #findCandidates(): Promise<readonly Candidate[]> {
    const found = await Promise.all(this.#objects.map(object => this.#unlessHidden(() => this.#keysOf(object), [])))
    return found.flat()
  }

  async #keysOf(object: ObjectDefinition): Promise<readonly Candidate[]> {
    const direction = {from: this.#object.objectTypeId, to: object.objectTypeId}
    if (plainType(await listLinkTypes(this.#hubspot, direction)) === undefined) return []
    const {keys} = usableKeys(object, await listProperties(this.#hubspot, object))
    return keys.map(({property: by}) => ({object, by, isEmail: isContactEmail(object.objectTypeId, by)}))
  }

  async #lookUp({object, by}: Candidate, values: readonly string[]): Promise<LinkGuess> {
    const query = {idProperty: by, properties: [], ids: values}
    const count = async (): Promise<number> => (await batchRead(this.#hubspot, object.objectTypeId, query)).found.size
    return {object, by, found: await this.#unlessHidden(count, 0), of: values.length}
  }

  /** What the login may not see, or HubSpot will not say, cannot be offered. */
  async #unlessHidden<T>(ask: () => Promise<T>, instead: T): Promise<T> {
    try {
      return await ask()
    } catch (error) {
      const isHidden =
        error instanceof AppError && ['SCOPE_MISSING', 'CALL_REFUSED', 'UNKNOWN_OBJECT'].includes(error.code)
      if (isHidden) return instead
      throw error
    }
  }
}
