/**
 * Properties as lines: `name: Label | type fieldType | flags`, below the name of their group in brackets. Indented lines
 * hold options, `value=Label` or a label whose value is its capitals. A flag in capitals is the kind of record that
 * values refer to.
 */

/** What a line says; the same keys as a `PropertySpec`. */
export interface TableProperty {
  readonly name: string
  readonly label: string
  readonly type: string
  readonly fieldType: string
  readonly groupName: string
  readonly options: readonly TableOption[]
  readonly readOnly: boolean
  readonly calculated: boolean
  readonly hidden: boolean
  readonly unique: boolean
  readonly externalOptions: boolean
  readonly referencedObjectType?: string
}

interface TableOption {
  readonly label: string
  readonly value: string
  readonly description: string
  readonly displayOrder: number
  readonly hidden: boolean
}

export function readTable(table: string): TableProperty[] {
  const properties: TableProperty[] = []
  let group = ''
  // A property and the lines of its options are one entry.
  for (const entry of table.trim().split(/\n+(?! )/)) {
    const [line = '', ...options] = entry.split('\n')
    if (line.startsWith('[')) group = line.slice(1, -1)
    else properties.push(readProperty(line, group, options.join('')))
  }
  return properties
}

function readProperty(line: string, groupName: string, options: string): TableProperty {
  const [head = '', kind = '', flags = ''] = line.split(' | ')
  const [name = '', label = ''] = splitOnce(head, ': ')
  const [type = '', fieldType = ''] = kind.split(' ')
  const has = (flag: string) => flags.split(' ').includes(flag)
  const refersTo = /\b[A-Z]+\b/.exec(flags)?.[0]
  return {
    ...{name, label, type, fieldType, groupName},
    options: readOptions(options),
    readOnly: has('readOnly'),
    calculated: has('calculated'),
    hidden: has('hidden'),
    unique: has('unique'),
    externalOptions: has('external'),
    ...(refersTo !== undefined && {referencedObjectType: refersTo}),
  }
}

function readOptions(options: string): TableOption[] {
  const items = options
    .split(';')
    .map(item => item.trim())
    .filter(item => item !== '')
  return items.map((item, displayOrder) => {
    const [value = '', label] = splitOnce(item, '=')
    const option = label === undefined ? {label: value, value: capitalsOf(value)} : {label, value}
    return {...option, description: '', displayOrder, hidden: false}
  })
}

/** `Hospital & Health Care` → `HOSPITAL_HEALTH_CARE`. */
function capitalsOf(label: string): string {
  return label.replace(/[^A-Za-z]+/g, '_').toUpperCase()
}

function splitOnce(text: string, separator: string): string[] {
  const at = text.indexOf(separator)
  return at < 0 ? [text] : [text.slice(0, at), text.slice(at + separator.length)]
}
