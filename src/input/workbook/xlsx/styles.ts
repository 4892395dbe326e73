import type {Archive} from '../archive/archive.js'
import {parseWhole, type XmlHandler} from '../archive/xml-parts.js'
import {builtInMeaning, meaningOf, type NumberMeaning, PLAIN_NUMBER} from './number-format.js'
import {localName} from './xlsx-names.js'

/** What a number with the style of this index stands for. */
export type Styles = (index: number) => NumberMeaning

/** Excel keeps 65,490 of them. */
const MOST_STYLES = 200_000

/** Throws FILE_UNREADABLE. `part` undefined: no cell has a format. */
export async function readStyles(archive: Archive, part: string | undefined): Promise<Styles> {
  if (part === undefined) return () => PLAIN_NUMBER
  const reader = new StyleReader()
  await parseWhole(archive, part, reader)
  const meanings = reader.formats.map(id => reader.defined.get(id) ?? builtInMeaning(id))
  return index => meanings[index] ?? PLAIN_NUMBER
}

class StyleReader implements XmlHandler {
  /** Formats that the file defines, by their ids. */
  readonly defined = new Map<number, NumberMeaning>()
  /** The id of the format of each style of cells. */
  readonly formats: number[] = []
  #isInCellStyles = false

  open(tag: string, attributes: Readonly<Record<string, string>>): void {
    const name = localName(tag)
    if (name === 'cellXfs') this.#isInCellStyles = true
    const {numFmtId: id = '0', formatCode: code = ''} = attributes
    if (name === 'numFmt' && this.defined.size < MOST_STYLES) this.defined.set(Number(id), meaningOf(code))
    if (name === 'xf' && this.#isInCellStyles && this.formats.length < MOST_STYLES) this.formats.push(Number(id))
  }

  close(tag: string): void {
    if (localName(tag) === 'cellXfs') this.#isInCellStyles = false
  }

  text(): void {}
}
