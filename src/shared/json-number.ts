/** A number of JSON whose characters a double would not give back: 9007199254740993, 1.10, 1e5, -0. */
export class JsonNumber {
  /** As it was written. */
  readonly text: string

  constructor(text: string) {
    this.text = text
  }

  toString(): string {
    return this.text
  }

  /** For readers of our own output: JSON.stringify cannot write the number itself; stringifyExactJson can. */
  toJSON(): string {
    return this.text
  }
}
