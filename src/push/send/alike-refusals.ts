import type {AppError} from '../../errors/app-error.js'
import {callRefused} from '../../hubspot/call/call-refused.js'
import {withoutValues} from '../../hubspot/refusals/quoted-values.js'
import type {Refusal} from '../../hubspot/refusals/refusal-types.js'
import type {WriteInput} from '../../hubspot/write-input.js'

/** So many rows that are refused with the same words, one after the other, are no coincidence. */
const ENOUGH = 4
/** A row above this may be too large by itself. */
const SMALL = 64 * 1024

/**
 * Watches a request being taken apart. A refusal that meets single inputs alike, and names neither a property nor a
 * record nor a value of theirs, is not about them: taking apart all others would cost two requests a row, and reject
 * every one.
 */
export class AlikeRefusals {
  #words: string | undefined
  #count = 0
  #isOver = false

  /** An input was written, or refused by name: HubSpot looks at rows. */
  saw(): void {
    this.#isOver = true
  }

  /** A request of this one input was refused. Returns the error that ends the run, where it is one. */
  refused(input: WriteInput, refusal: Refusal): AppError | undefined {
    const words = wordsOfNobody(input, refusal)
    if (words === undefined) this.#isOver = true
    if (this.#isOver) return undefined
    this.#count = words === this.#words ? this.#count + 1 : 1
    this.#words = words
    if (this.#count < ENOUGH) return undefined
    return callRefused(`${ENOUGH} rows, sent one by one, for the same reason, without naming anything in them`, {
      status: refusal.status,
      body: {message: refusal.said ?? refusal.message},
      ...(refusal.correlationId !== undefined && {correlationId: refusal.correlationId}),
    })
  }
}

/** What it says where it names no input: the same for any other row. */
function wordsOfNobody(input: WriteInput, refusal: Refusal): string | undefined {
  const {isOfRequest, existingId, problems, status, said = ''} = refusal
  const isNameless = problems.every(({property}) => property === undefined) && existingId === undefined
  if (isOfRequest !== true || !isNameless || !mayBeOfNobody(refusal, input)) return undefined
  if (withoutValues(said, [input]) !== said || quotesShortly(said, input)) return undefined
  return `${status} ${said.replace(UUID, '')}`
}

/**
 * A conflict has another record or a value and names it; a status that stands for one, and names none, may be anything.
 */
function mayBeOfNobody({code, status}: Refusal, input: WriteInput): boolean {
  return code === 'REFUSED' || (code === 'CONFLICT' && status === 409) || (code === 'TOO_LONG' && isSmall(input))
}

/** A short value counts where it is in quotes or brackets. */
function quotesShortly(said: string, {id, properties}: WriteInput): boolean {
  return [id, ...Object.values(properties)].some(
    value => value !== '' && QUOTES.some(([open, close]) => said.includes(open + value + close)),
  )
}

const QUOTES = [
  ['"', '"'],
  ["'", "'"],
  ['`', '`'],
  ['[', ']'],
  ['(', ')'],
] as const

const UUID = /[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/gi

function isSmall({properties}: WriteInput): boolean {
  return Object.values(properties).reduce((sum, value) => sum + value.length, 0) < SMALL
}
