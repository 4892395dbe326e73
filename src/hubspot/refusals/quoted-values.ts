import type {WriteInput} from '../write-input.js'

/** A shorter value holds none of the sentences that replies are read by. */
const LEAST = 8

/**
 * A text of HubSpot's without the values of these inputs that it quotes: what a row says must not be taken for what
 * HubSpot says.
 */
export function withoutValues(text: string, inputs: readonly WriteInput[]): string {
  if (text === '') return text
  let left = text
  for (const value of longestFirst(inputs)) left = without(left, value)
  return left
}

function longestFirst(inputs: readonly WriteInput[]): string[] {
  const values = new Set(
    inputs.flatMap(({id, properties}) => [id, ...Object.values(properties)]).map(value => value.trim()),
  )
  return [...values].filter(value => value.length >= LEAST).sort((a, b) => b.length - a.length)
}

/** HubSpot may quote a value in lower case, or as JSON writes it. */
function without(text: string, value: string): string {
  const forms = new Set([value, value.toLowerCase(), JSON.stringify(value).slice(1, -1)])
  return [...forms].reduce((left, form) => left.replaceAll(form, '…'), text)
}
