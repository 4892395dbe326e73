import {describe, expect, test} from 'vitest'
import {nextRow} from '../../../src/sandbox/crm/imports/read-csv.js'
import {readForm} from '../../../src/sandbox/crm/imports/read-form.js'
import {type Caller, openCaller, recordsBy} from './crm-caller.js'
import {importForm} from './import-form.js'

const IMPORTS = '/crm/v3/imports'

function importCsv({call}: Caller, ...args: Parameters<typeof importForm>): string {
  const {body, headers} = importForm(...args)
  const started = call('POST', IMPORTS, body, headers)
  expect([started.status, started.json.at('state')]).toEqual([200, 'STARTED'])
  return String(started.json.at('id'))
}

function resultOf({call}: Caller, id: string) {
  const done = call('GET', `${IMPORTS}/${id}`).json
  const errors = call('GET', `${IMPORTS}/${id}/errors?includeErrorMessage=true`).json.list('results')
  const told = errors.map(error => {
    const {errorType, invalidValue, knownColumnNumber, sourceData} = error as Record<string, {lineNumber: number}>
    return [sourceData?.lineNumber, knownColumnNumber, errorType, invalidValue]
  })
  return {state: done.at('state'), counters: done.at('metadata', 'counters'), told}
}

describe('an import', () => {
  test('creates and updates, leaves bad values out and tells them', () => {
    const caller = openCaller()
    caller.upsert('contacts', [{id: 'a@x.co', idProperty: 'email', properties: {city: 'Bern'}}])
    const csv = [
      'E-mail,Since,Size,Newsletter',
      'A@x.co,31.12.2024,Large,yes',
      '"b@x.co","31.02.2024",l,no',
      'c@x,01.01.2024,l,no',
      'd@x.co,,XL,perhaps',
    ].join('\n')
    const sizes = importCsv(caller, csv, ['email', 'customer_since', 'shirt_size', 'newsletter'], {
      dateFormat: 'DAY_MONTH_YEAR',
    })
    expect(resultOf(caller, sizes)).toEqual({
      state: 'DONE',
      counters: {
        ...{TOTAL_ROWS: 4, CREATED_OBJECTS: 2, UPDATED_OBJECTS: 1, UNIQUE_OBJECTS_WRITTEN: 3, ERRORS: 5},
        PROPERTY_VALUES_EMITTED: 8,
      },
      told: [
        [2, 3, 'INVALID_ENUMERATION_OPTION', 'Large'],
        [3, 2, 'COULD_NOT_PARSE_DATE', '31.02.2024'],
        [4, 1, 'INVALID_EMAIL', 'c@x'],
        [4, undefined, 'MISSING_REQUIRED_PROPERTY', undefined],
        [5, 4, 'INVALID_ENUMERATION_OPTION', 'perhaps'],
      ],
    })
    expect(recordsBy(caller.crm, 'contacts', 'email')).toMatchObject({
      'a@x.co': {city: 'Bern', customer_since: '2024-12-31', newsletter: 'true'},
      'b@x.co': {shirt_size: 'l', newsletter: 'false'},
      'd@x.co': {shirt_size: 'xl'},
    })
  })

  test('creates only, or updates only', () => {
    const caller = openCaller()
    caller.upsert('contacts', [{id: 'a@x.co', idProperty: 'email', properties: {city: 'Bern'}}])
    const csv = 'email,city\na@x.co,Basel\nb@x.co,Basel\n'
    const created = importCsv(caller, csv, ['email', 'city'], {importOperations: {'0-1': 'CREATE'}})
    expect(resultOf(caller, created).told).toEqual([[2, 1, 'CREATE_ONLY_IMPORT', 'a@x.co']])
    const updated = importCsv(caller, csv.replace('b@', 'c@'), ['email', 'city'], {importOperations: {'0-1': 'UPDATE'}})
    expect(resultOf(caller, updated).told).toEqual([[3, 1, 'UPDATE_ONLY_IMPORT', 'c@x.co']])
    expect(Object.keys(recordsBy(caller.crm, 'contacts', 'email'))).toEqual(['a@x.co', 'b@x.co'])
  })

  test('links the records of a row, and matches companies by domain', () => {
    const caller = openCaller()
    const company = (property: string) => ({columnObjectTypeId: '0-2', columnName: property, propertyName: property})
    const csv = 'a@x.co,X,x.co\nb@x.co,,x.co\n'
    importCsv(caller, `h,h,h\n${csv}`, ['email', company('name'), company('domain')])
    expect([...caller.crm.records('companies')].map(({properties}) => properties['name'])).toEqual(['X'])
    expect([...caller.crm.associations()]).toHaveLength(2)
  })

  test('writes nothing before it is due, and can be cancelled until then', () => {
    let now = Date.UTC(2026, 10, 23)
    const caller = openCaller({now: () => now, switches: {importTakesMs: 5000}})
    const [first, second] = [1, 2].map(n => importCsv(caller, `email\n${n}@x.co`, ['email']))
    expect(caller.call('POST', `${IMPORTS}/${first}/cancel`).json.at('status')).toBe('CANCELED')
    expect(resultOf(caller, String(second)).state).toBe('PROCESSING')
    expect([...caller.crm.records('contacts')]).toEqual([])
    now += 5000
    expect([first, second].map(id => resultOf(caller, String(id)).state)).toEqual(['CANCELED', 'DONE'])
    expect(Object.keys(recordsBy(caller.crm, 'contacts', 'email'))).toEqual(['2@x.co'])
    expect(caller.call('POST', `${IMPORTS}/${second}/cancel`).status).toBe(400)
  })

  test.each([
    ['no form', '{}', {'content-type': 'application/json'}, 415],
    ['a form that is cut off', importForm('a', ['email']).body.slice(0, -20), importForm('a', ['email']).headers, 400],
    ['an unknown object', ...formOf([{columnObjectTypeId: 'butterflies', propertyName: 'a'}]), 400],
    ['a workbook', ...formOf(['email'], 'SPREADSHEET'), 501],
    ['columns that link files', ...formOf([{columnObjectTypeId: '0-1', toColumnObjectTypeId: '0-2'}]), 501],
    ['an operation that there is not', ...formOf(['email'], 'CSV', {'0-1': 'DELETE'}), 400],
  ])('%s is refused', (_, body, headers, status) => {
    expect(openCaller().call('POST', IMPORTS, body, headers).status).toBe(status)
  })
})

function formOf(columns: (string | object)[], format = 'CSV', importOperations = {}): [string, Record<string, string>] {
  const {body, headers} = importForm('a', columns, {importOperations})
  return [body.replace('"fileFormat":"CSV"', `"fileFormat":"${format}"`), {...headers}]
}

function rowsOf(text: string): unknown[] {
  const rows = []
  for (let row = nextRow(text, {at: 0, line: 1}); row !== undefined; row = nextRow(text, row.next))
    rows.push([row.line, ...row.cells])
  return rows
}

test.each<[string, (string | number)[][]]>([
  [
    'a,b\nc,d',
    [
      [1, 'a', 'b'],
      [2, 'c', 'd'],
    ],
  ],
  [
    '"a ""x"", y",\r\n"two\nlines",z\r\n\r\nlast',
    [
      [1, 'a "x", y', ''],
      [2, 'two\nlines', 'z'],
      [5, 'last'],
    ],
  ],
  ['', []],
  ['\n\n', []],
  [
    'a,\n,b',
    [
      [1, 'a', ''],
      [2, '', 'b'],
    ],
  ],
  ['a,', [[1, 'a', '']]],
  [
    'a\rb,c\r\rd',
    [
      [1, 'a'],
      [2, 'b', 'c'],
      [4, 'd'],
    ],
  ],
  ['a "b" c,"d"e,"f', [[1, 'a "b" c', '"d"e', '"f']]],
  [
    '"x\r\ny","z"\nw',
    [
      [1, 'x\r\ny', 'z'],
      [3, 'w'],
    ],
  ],
])('%j is read as rows', (text, rows) => {
  expect(rowsOf(text)).toEqual(rows)
})

test('a file of many quotes is read in time that grows with its length', () => {
  expect(rowsOf(`${'"a'.repeat(50_000)}\n${'"'.repeat(100_001)}`)).toHaveLength(2)
  expect(rowsOf('"a,b"c\n'.repeat(20_000))).toHaveLength(20_000)
})

test('a form keeps what a part holds, empty lines included', () => {
  const {body, headers} = importForm('a\n\nb\n', ['email'])
  expect(
    readForm(headers['content-type'], body).map(({name, fileName, text}) => [name, fileName, text.slice(0, 6)]),
  ).toEqual([
    ['importRequest', undefined, '{"name'],
    ['files', 'rows.csv', 'a\n\nb\n'],
  ])
})
