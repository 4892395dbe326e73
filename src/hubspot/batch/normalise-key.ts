/**
 * The form in which a key in a reply is compared with the one sent: HubSpot lower-cases e-mails and may trim.
 * For matching replies to inputs only; what counts as the same key in a source is decided in mapping/.
 */
export function normaliseKey(key: string): string {
  return NORMAL.test(key) ? key : key.trim().toLowerCase().normalize('NFC')
}

/** Most keys: visible ASCII without capitals. */
const NORMAL = /^[!-@[-~]*$/
