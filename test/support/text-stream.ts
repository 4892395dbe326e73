import {Writable} from 'node:stream'

/** A stream that remembers what was written to it. */
export class TextStream extends Writable {
  text = ''
  readonly isTTY: boolean
  readonly columns: number

  constructor({isTTY = false, columns = 100}: {isTTY?: boolean; columns?: number} = {}) {
    super({decodeStrings: false})
    this.isTTY = isTTY
    this.columns = columns
  }

  override _write(chunk: string, _encoding: BufferEncoding, done: () => void): void {
    this.text += chunk
    done()
  }
}
