import type {Archive} from '../archive/archive.js'
import {parseWhole, type XmlHandler} from '../archive/xml-parts.js'
import {StringStore} from './string-store.js'
import {TextRuns, unescapeText} from './text-runs.js'
import {localName} from './xlsx-names.js'

/** The texts that cells name by their number. Its owner closes it. Throws FILE_UNREADABLE. */
export async function readSharedStrings(archive: Archive, part: string | undefined): Promise<StringStore> {
  const strings = new StringStore()
  if (part === undefined || !archive.has(part)) return strings
  try {
    await parseWhole(archive, part, new StringReader(strings))
    return strings
  } catch (error) {
    strings.close()
    throw error
  }
}

class StringReader implements XmlHandler {
  readonly #strings: StringStore
  readonly #runs = new TextRuns()

  constructor(strings: StringStore) {
    this.#strings = strings
  }

  open(tag: string): void {
    this.#runs.open(localName(tag))
  }

  close(tag: string): void {
    const name = localName(tag)
    if (name === 'si') this.#strings.add(unescapeText(this.#runs.take()))
    else this.#runs.close(name)
  }

  text(text: string): void {
    this.#runs.text(text)
  }
}
