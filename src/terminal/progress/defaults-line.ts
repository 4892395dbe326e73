import type {DefaultFlag} from '../../credentials/store/profile-defaults.js'
import {shellQuote} from '../../shared/text/shell-quote.js'
import {showText} from '../text/show-text.js'

/** What a run took from its profile: flags that nobody typed. */
export class DefaultsInUse {
  #used: ReadonlyMap<string, string> | undefined

  /** Noted by the first call alone: a command may connect twice. False if that was not this one. */
  note(flags: readonly DefaultFlag[]): boolean {
    const isFirst = this.#used === undefined
    this.#used ??= new Map(flags)
    return isFirst
  }

  /** For people; undefined where there is nothing. */
  line(profile: string | undefined): string | undefined {
    const used = [...(this.#used ?? [])]
    if (used.length === 0) return undefined
    const whose = profile === undefined ? '' : ` --profile ${profile}`
    return `Defaults in use: ${used.flat().map(shellQuote).join(' ')} (see "hubspot-push config${whose}")`
  }

  /** The lines of a summary, and this one. */
  *below(lines: Iterable<string>, profile: string | undefined): Generator<string> {
    yield* lines
    const line = this.line(profile)
    if (line !== undefined) yield `  ${showText(line)}`
  }

  /** For scripts: `{"object": "CONTACT", "portal": 12345678, "budget": "50%"}`, without those that are not in use. */
  get json(): {readonly defaults?: Readonly<Record<string, string | number>>} {
    const used = [...(this.#used ?? [])]
    if (used.length === 0) return {}
    const named = used.map(([flag, value]) => [flag.replace(/^--/, ''), flag === '--portal' ? Number(value) : value])
    return {defaults: Object.fromEntries(named)}
  }
}
