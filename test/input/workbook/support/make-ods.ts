import {makeZip} from './make-zip.js'

const SPACES = ['office', 'table', 'text', 'style', 'draw']
  .map(name => `xmlns:${name}="urn:oasis:names:tc:opendocument:xmlns:${name}:1.0"`)
  .join(' ')

interface OdsParts {
  /** What is in `office:spreadsheet`. */
  readonly tables: string
  /** What is in `office:automatic-styles`. */
  readonly styles?: string
  /** What is in `manifest:manifest`. */
  readonly manifest?: string
}

export function makeOds({tables, styles = '', manifest = ''}: OdsParts): Buffer {
  const content = `<?xml version="1.0" encoding="UTF-8"?><office:document-content ${SPACES} xmlns:calcext="urn:calcext"><office:automatic-styles>${styles}</office:automatic-styles><office:body><office:spreadsheet>${tables}</office:spreadsheet></office:body></office:document-content>`
  return makeZip([
    ['mimetype', 'application/vnd.oasis.opendocument.spreadsheet'],
    ['content.xml', content],
    ['META-INF/manifest.xml', `<manifest:manifest xmlns:manifest="urn:manifest">${manifest}</manifest:manifest>`],
  ])
}

export function odsTable(rows: string, attributes = 'table:name="Sheet1"'): string {
  return `<table:table ${attributes}>${rows}</table:table>`
}

/** A row of texts. */
export function odsRow(texts: readonly string[], attributes = ''): string {
  const cells = texts.map(
    text => `<table:table-cell office:value-type="string"><text:p>${text}</text:p></table:table-cell>`,
  )
  return `<table:table-row ${attributes}>${cells.join('')}</table:table-row>`
}
