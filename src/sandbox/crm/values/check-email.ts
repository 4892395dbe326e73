import tlds from 'tlds' with {type: 'json'}
import type {ValueProblem} from './problem.js'

const LOCAL_PART = /^[\p{L}\p{N}!#$%&'*+/=?^_`{|}~-]+(\.[\p{L}\p{N}!#$%&'*+/=?^_`{|}~-]+)*$/u
const LABEL = /^[\p{L}\p{N}]([\p{L}\p{N}-]*[\p{L}\p{N}])?$/u

/** HubSpot keeps e-mails in lower case. */
export function normaliseEmail(raw: string): string {
  return raw.trim().toLowerCase()
}

/** The e-mail as it is stored, or `INVALID_EMAIL`: bad syntax or an unknown top-level domain (`.con`). */
export function checkEmail(raw: string): string | ValueProblem {
  const email = normaliseEmail(raw)
  return isEmail(email) ? email : {error: 'INVALID_EMAIL', message: `Email address ${raw} is invalid`}
}

function isEmail(email: string): boolean {
  const at = email.lastIndexOf('@')
  const local = email.slice(0, at)
  if (at < 1 || email.length > 254 || local.length > 64 || !LOCAL_PART.test(local)) return false
  const labels = email.slice(at + 1).split('.')
  return (
    labels.length > 1 &&
    labels.every(label => label.length < 64 && LABEL.test(label)) &&
    isKnownDomain(labels.at(-1) ?? '')
  )
}

/** Those that are assigned (docs/hubspot-api.md#transport); any two letters count, and all that are not of ASCII. */
const ASSIGNED: ReadonlySet<string> = new Set(tlds)

function isKnownDomain(label: string): boolean {
  return /^[a-z]{2}$/.test(label) || label.startsWith('xn--') || /^\P{ASCII}+$/u.test(label) || ASSIGNED.has(label)
}
