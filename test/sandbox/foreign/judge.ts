import {isDeepStrictEqual} from 'node:util'

/** Right; refused aloud (501); or wrong: another reply than HubSpot's, or one that lacks something. */
export type Verdict = 'right' | 'refused' | 'wrong'

export interface Judged {
  readonly method: string
  readonly verdict: Verdict
  /** What was seen instead. */
  readonly detail: string
}

/** Remembers what became of each call. */
export class Judge {
  readonly judged: Judged[] = []
  readonly #group: string

  constructor(group = '') {
    this.#group = group
  }

  /** The same list under a longer name. */
  within(group: string): Judge {
    const inner = new Judge(`${this.#group}${group}.`)
    Object.defineProperty(inner, 'judged', {value: this.judged})
    return inner
  }

  /** Makes a call and looks at its result; `looks` throws or returns false for a wrong one. */
  async call<T>(
    method: string,
    make: () => Promise<T>,
    looks: (result: T) => boolean = () => true,
  ): Promise<T | undefined> {
    const name = `${this.#group}${method}`
    try {
      const result = await make()
      const isRight = looks(result)
      this.judged.push({method: name, verdict: isRight ? 'right' : 'wrong', detail: isRight ? '' : textOf(result)})
      return result
    } catch (error) {
      const verdict = codeOf(error) === 501 ? 'refused' : 'wrong'
      this.judged.push({method: name, verdict, detail: textOf(error)})
      return undefined
    }
  }

  /** A call that HubSpot refuses, with this status. */
  async refused(method: string, status: number, make: () => Promise<unknown>): Promise<void> {
    const name = `${this.#group}${method}`
    const code = await make().then(() => 200, codeOf)
    const verdict = code === status ? 'right' : code === 501 ? 'refused' : 'wrong'
    this.judged.push({method: name, verdict, detail: verdict === 'right' ? '' : `status ${code}, not ${status}`})
  }
}

/** Whether all of it is there, and the same. */
export function holds(found: unknown, expected: Readonly<Record<string, unknown>>): boolean {
  return (
    typeof found === 'object' &&
    found !== null &&
    Object.entries(expected).every(([key, value]) => isDeepStrictEqual(plain(Reflect.get(found, key)), plain(value)))
  )
}

/** Without the classes of the SDK. */
function plain(value: unknown): unknown {
  return value === undefined ? undefined : JSON.parse(JSON.stringify(value))
}

export function codeOf(error: unknown): number {
  return typeof error === 'object' && error !== null ? Number(Reflect.get(error, 'code') ?? 0) : 0
}

function textOf(value: unknown): string {
  return (value instanceof Error ? value.message : (JSON.stringify(value) ?? '')).replaceAll(/\s+/g, ' ').slice(0, 400)
}
