import {posix} from 'node:path'
import type {Archive} from '../archive/archive.js'
import {parseWhole, type XmlHandler} from '../archive/xml-parts.js'
import type {SheetName} from '../choose-sheet.js'
import {damaged} from '../workbook-error.js'
import {attributeOf, isTrue, localName} from './xlsx-names.js'

/** A sheet and the part that holds its rows. */
export interface XlsxSheet extends SheetName {
  /** Undefined for what holds none: a sheet that is a chart. */
  readonly part: string | undefined
}

export interface XlsxWorkbook {
  /** In the order of their tabs. */
  readonly sheets: readonly XlsxSheet[]
  /** Days are counted from 1904. */
  readonly is1904: boolean
  /** Absent where no cell needs them. */
  readonly sharedStrings?: string
  readonly styles?: string
}

interface Relation {
  /** The last word of its type, such as `worksheet`; the words before differ between editions of the format. */
  readonly type: string
  readonly part: string
}

type Relations = ReadonlyMap<string, Relation>

const USUAL = 'xl/workbook.xml'

/** Which parts hold what. Throws FILE_UNREADABLE. */
export async function readWorkbookParts(archive: Archive): Promise<XlsxWorkbook> {
  const root = await relationsOf(archive, '')
  const main = [...root.values()].find(({type}) => type === 'officeDocument')?.part ?? USUAL
  const relations = await relationsOf(archive, main)
  const read = new WorkbookReader()
  await parseWhole(archive, main, read)
  const sheets = read.sheets.map(({id, ...sheet}) => ({...sheet, part: partOf(archive, sheet.name, relations.get(id))}))
  const only = (type: string): string | undefined => [...relations.values()].find(each => each.type === type)?.part
  const [sharedStrings, styles] = [only('sharedStrings'), only('styles')]
  return {sheets, is1904: read.is1904, ...(sharedStrings && {sharedStrings}), ...(styles && {styles})}
}

function partOf(archive: Archive, name: string, relation: Relation | undefined): string | undefined {
  if (relation === undefined || !archive.has(relation.part))
    throw damaged(archive.name, {what: `it names a sheet "${name.slice(0, 60)}" that is not in it`})
  return relation.type === 'worksheet' ? relation.part : undefined
}

class WorkbookReader implements XmlHandler {
  readonly sheets: (SheetName & {readonly id: string})[] = []
  is1904 = false

  open(tag: string, attributes: Readonly<Record<string, string>>): void {
    const name = localName(tag)
    if (name === 'workbookPr') this.is1904 = isTrue(attributes['date1904'])
    if (name !== 'sheet') return
    const isVisible = (attributes['state'] ?? 'visible') === 'visible'
    this.sheets.push({name: attributes['name'] ?? '', isVisible, id: attributeOf(attributes, 'id') ?? ''})
  }

  close(): void {}
  text(): void {}
}

/** What a part refers to, by id; nothing for a part that refers to nothing. `part` '': the archive itself. */
async function relationsOf(archive: Archive, part: string): Promise<Relations> {
  const folder = posix.dirname(part)
  const file = posix.join(folder, '_rels', `${posix.basename(part)}.rels`)
  const relations = new Map<string, Relation>()
  if (!archive.has(file)) return relations
  await parseWhole(archive, file, {
    open: (tag, {Id: id = '', Type: type = '', Target: target = '', TargetMode: mode}) => {
      if (localName(tag) !== 'Relationship' || mode === 'External') return
      relations.set(id, {type: type.slice(type.lastIndexOf('/') + 1), part: resolvePart(folder, target)})
    },
    close: () => {},
    text: () => {},
  })
  return relations
}

/** Names never leave the archive: `..` above its root stays there. */
function resolvePart(folder: string, target: string): string {
  return posix.join('/', target.startsWith('/') ? '' : folder, target).slice(1)
}
