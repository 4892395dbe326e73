/** Puts the text of a cell together from its runs; what tells how to read Japanese words (`rPh`) is no part of it. */
export class TextRuns {
  #text = ''
  #isInText = false
  #phonetic = 0

  open(name: string): void {
    if (name === 'rPh') this.#phonetic += 1
    else if (name === 't') this.#isInText = this.#phonetic === 0
  }

  close(name: string): void {
    if (name === 'rPh') this.#phonetic -= 1
    else if (name === 't') this.#isInText = false
  }

  text(text: string): void {
    if (this.#isInText) this.#text += text
  }

  /** What there is, and begins anew. */
  take(): string {
    const text = this.#text
    this.#text = ''
    this.#isInText = false
    this.#phonetic = 0
    return text
  }
}

/** Characters that XML cannot hold, and an underscore that would begin such a group. */
const ESCAPED = /_x([0-9A-Fa-f]{4})_/g

/** As Excel writes control characters: `_x000D_` is a carriage return, `_x005F_` an underscore. */
export function unescapeText(text: string): string {
  return text.includes('_x')
    ? text.replace(ESCAPED, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16)))
    : text
}
