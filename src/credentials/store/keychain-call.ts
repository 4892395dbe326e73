/** What the parent asks of the keychain's own process; a line of JSON on its standard input, never an argument. */
export type KeychainCall =
  | {readonly action: 'read' | 'remove'; readonly service: string; readonly account: string}
  | {readonly action: 'write'; readonly service: string; readonly account: string; readonly secret: string}

/** Its answer, a line of JSON on standard output. `secret` is absent when the keychain holds none. */
export type KeychainAnswer = {readonly ok: true; readonly secret?: string} | {readonly ok: false; readonly why: string}

/** Undefined for anything else. */
export function parseAnswer(text: string): KeychainAnswer | undefined {
  try {
    const {ok, secret, why} = JSON.parse(text)
    if (ok === true) return typeof secret === 'string' ? {ok, secret} : {ok}
    return ok === false && typeof why === 'string' ? {ok, why} : undefined
  } catch {
    return undefined
  }
}
