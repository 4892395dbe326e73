/** Elements of a paragraph whose text is none of the cell: comments, drawings, how Japanese words are read. */
const APART: ReadonlySet<string> = new Set(['office:annotation', 'text:note', 'text:ruby-text'])

/** More blanks in a row are not typed. */
const MOST_BLANKS = 65_536

/** Puts the text of a cell together from its paragraphs. */
export class Paragraphs {
  #texts: string[] = []
  #text = ''
  /** How deep we are: 0 outside of a paragraph. */
  #depth = 0
  /** How deep within an element that is apart. */
  #apart = 0
  /** Whether a blank that follows is the same one. */
  #isAfterBlank = false

  /** Of an element that is, or is within, a paragraph of the cell. */
  open(name: string, attributes: Readonly<Record<string, string>>): void {
    if (this.#apart > 0 || APART.has(name) || name.startsWith('draw:')) this.#apart += 1
    else if (this.#depth === 0) {
      this.#text = ''
      this.#isAfterBlank = true
    } else this.#add(attributes, name)
    this.#depth += 1
  }

  close(): void {
    this.#depth -= 1
    if (this.#apart > 0) this.#apart -= 1
    else if (this.#depth === 0) this.#texts.push(this.#text)
  }

  get isInside(): boolean {
    return this.#depth > 0
  }

  /** Blanks of any kind are one blank, and none at the beginning, as in HTML. */
  text(text: string): void {
    if (this.#depth === 0 || this.#apart > 0) return
    const plain = text.replace(/[ \t\r\n]+/g, ' ')
    const added = this.#isAfterBlank && plain.startsWith(' ') ? plain.slice(1) : plain
    this.#text += added
    if (plain !== '') this.#isAfterBlank = plain.endsWith(' ')
  }

  /** What there is, and begins anew; undefined where there is no paragraph. */
  take(): string | undefined {
    const texts = this.#texts
    this.#texts = []
    return texts.length === 0 ? undefined : texts.join('\n')
  }

  #add(attributes: Readonly<Record<string, string>>, name: string): void {
    if (name === 'text:s') this.#text += ' '.repeat(Math.min(MOST_BLANKS, Number(attributes['text:c'] ?? '1') || 0))
    else if (name === 'text:tab') this.#text += '\t'
    else if (name === 'text:line-break') this.#text += '\n'
    else return
    this.#isAfterBlank = false
  }
}
