/**
 * True when the record holds what was sent, as far as HubSpot's own rewriting can be foreseen: blanks trimmed, e-mails lower-cased,
 * numbers and dates in another spelling, options in another order, `;x` appended. In doubt false: the caller then sends again, which is harmless.
 */
export function holdsValues(record: Readonly<Record<string, string>>, sent: Readonly<Record<string, string>>): boolean {
  return Object.entries(sent).every(([property, value]) => holdsValue(record[property] ?? '', value))
}

/** As `holdsValues`, of one value; '' is a value that is not set. */
export function holdsValue(stored: string, sent: string): boolean {
  if (stored === sent || foldText(stored) === foldText(sent)) return true
  if (stored === '' || sent === '') return false
  if (sent.startsWith(';') || sent.includes(';')) return holdsOptions(stored, sent)
  return isSameNumber(stored, sent) || isSameInstant(stored, sent)
}

function foldText(value: string): string {
  return value.normalize('NFC').trim().toLowerCase()
}

function holdsOptions(stored: string, sent: string): boolean {
  const held = new Set(stored.split(';'))
  const wanted = new Set(sent.split(';').filter(option => option !== ''))
  return [...wanted].every(option => held.has(option)) && (sent.startsWith(';') || held.size === wanted.size)
}

const NUMBER = /^-?\d+(\.\d+)?([eE][+-]?\d+)?$/

function isSameNumber(stored: string, sent: string): boolean {
  if (!NUMBER.test(stored) || !NUMBER.test(sent)) return false
  const isExact = stored.length <= 15 && sent.length <= 15 // beyond that two different numbers may look equal
  return isExact && Number(stored) === Number(sent)
}

function isSameInstant(stored: string, sent: string): boolean {
  const [a, b] = [instant(stored), instant(sent)]
  return a !== undefined && a === b
}

/** Milliseconds since the epoch of an ISO date or date-time, or of epoch milliseconds. */
function instant(value: string): number | undefined {
  if (/^\d{12,14}$/.test(value)) return Number(value)
  if (!/^\d{4}-\d{2}-\d{2}/.test(value)) return undefined
  const parsed = Date.parse(value)
  return Number.isNaN(parsed) ? undefined : parsed
}
