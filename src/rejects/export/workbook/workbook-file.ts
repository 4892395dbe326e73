import {once} from 'node:events'
import {PassThrough} from 'node:stream'
import yazl from 'yazl'
import {STYLES_XML} from './styles-xml.js'

const DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
const OFFICE = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'
const PACKAGE = 'http://schemas.openxmlformats.org/package/2006/relationships'
const CONTENT = 'application/vnd.openxmlformats-officedocument.spreadsheetml'

const relations = (...all: readonly (readonly [type: string, target: string])[]): string => {
  const each = all.map(
    ([type, target], at) => `<Relationship Id="rId${at + 1}" Type="${OFFICE}/${type}" Target="${target}"/>`,
  )
  return `${DECLARATION}<Relationships xmlns="${PACKAGE}">${each.join('')}</Relationships>`
}
const override = (part: string, type: string): string =>
  `<Override PartName="/${part}" ContentType="${CONTENT}.${type}+xml"/>`

/** The parts around the one sheet. */
const PARTS: readonly (readonly [name: string, content: string])[] = [
  [
    '[Content_Types].xml',
    `${DECLARATION}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/>${override('xl/workbook.xml', 'sheet.main')}${override('xl/worksheets/sheet1.xml', 'worksheet')}${override('xl/styles.xml', 'styles')}</Types>`,
  ],
  ['_rels/.rels', relations(['officeDocument', 'xl/workbook.xml'])],
  [
    'xl/workbook.xml',
    `${DECLARATION}<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="${OFFICE}"><sheets><sheet name="Rejected rows" sheetId="1" r:id="rId1"/></sheets></workbook>`,
  ],
  ['xl/_rels/workbook.xml.rels', relations(['worksheet', 'worksheets/sheet1.xml'], ['styles', 'styles.xml'])],
  ['xl/styles.xml', STYLES_XML],
]
/** The same rows make the same file, whenever it is written. */
const OPTIONS = {mtime: new Date(1980, 0, 1), forceDosTimestamp: true} as const

/** An .xlsx file of one sheet, whose XML comes in pieces. */
export class WorkbookFile {
  readonly #sheet = new PassThrough()
  readonly #zip = new yazl.ZipFile()
  readonly #written: Promise<void>

  /** `write` gets the file's bytes in their order; each call is awaited before the next. */
  constructor(write: (bytes: Uint8Array) => Promise<void>) {
    for (const [name, content] of PARTS) this.#zip.addBuffer(Buffer.from(content), name, OPTIONS)
    this.#zip.addReadStream(this.#sheet, 'xl/worksheets/sheet1.xml', OPTIONS)
    this.#zip.end()
    this.#written = pump(this.#zip.outputStream, write)
    this.#written.catch(() => this.#sheet.destroy()) // thrown by whoever waits for it
  }

  /** Waits while more is under way than fits. Throws what `write` does. */
  async add(xml: string): Promise<void> {
    if (!this.#sheet.write(xml)) await Promise.race([once(this.#sheet, 'drain'), this.#written])
  }

  async finish(): Promise<void> {
    this.#sheet.end()
    await this.#written
  }
}

async function pump(
  stream: AsyncIterable<string | Buffer>,
  write: (bytes: Uint8Array) => Promise<void>,
): Promise<void> {
  for await (const bytes of stream) await write(Buffer.from(bytes))
}
