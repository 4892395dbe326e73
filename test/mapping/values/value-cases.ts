import type {MappingRequest} from '../../../src/mapping/mapping-types.js'

/**
 * What becomes of a cell, told from what HubSpot (here the sandbox) says of the cell as it stands and of what is sent:
 * accepted (both) · fixed for you (the cell refused, what is sent accepted) · rejected (here, and refused by HubSpot
 * with the same code) · misread by HubSpot (both accepted, with another meaning) · left to HubSpot (sent, and refused
 * there) · stricter (rejected here, though HubSpot would accept it) · ambiguous (rejected here, since it can be read two
 * ways) · not sent.
 */
export type Outcome =
  | 'accepted'
  | 'fixed for you'
  | 'rejected'
  | 'misread by HubSpot'
  | 'left to HubSpot'
  | 'stricter'
  | 'ambiguous'
  | 'not sent'

export interface ValueCase {
  readonly kind: string
  readonly object: 'contacts' | 'deals'
  readonly property: string
  readonly cell: string
  /** What is sent, or the reject code in brackets; '' for nothing, or for a clear. */
  readonly sent: string
  readonly outcome: Outcome
  /** A heading of docs/hubspot-api.md; '' where HubSpot's answer is not known. */
  readonly source: string
  readonly formats?: MappingRequest['formats']
  readonly empty?: 'clear'
}

type Row = readonly [cell: string, sent: string, outcome: Outcome, source: string]
type Setting = Pick<ValueCase, 'kind' | 'property'> & Partial<ValueCase>

const rowsOf = (setting: Setting, rows: readonly Row[]): ValueCase[] =>
  rows.map(([cell, sent, outcome, source]) => ({object: 'contacts', ...setting, cell, sent, outcome, source}))

const same = (outcome: Outcome, source: string, ...cells: readonly string[]): Row[] =>
  cells.map(cell => [cell, cell, outcome, source])
const as = (sent: string, outcome: Outcome, source: string, ...cells: readonly string[]): Row[] =>
  cells.map(cell => [cell, sent, outcome, source])

/** Rules that an admin has set for properties of contacts. */
export const RULES = [
  ['zip', 'ALPHANUMERIC', 'NUMERIC_ONLY'],
  ['zip', 'MAX_LENGTH', '5'],
  ['salutation', 'ALPHANUMERIC', 'ALPHA_ONLY'],
  ['salutation', 'MIN_LENGTH', '2'],
  ['state', 'MAX_LENGTH', '5'],
  ['linkedinconnections', 'MIN_NUMBER', '1'],
  ['linkedinconnections', 'MAX_NUMBER', '500'],
  ['linkedinconnections', 'DECIMAL', '1'],
] as const

export const VALUE_CASES: readonly ValueCase[] = [
  ...rowsOf({kind: 'string', property: 'notes'}, [
    ...same(
      'accepted',
      'Texts',
      'Bonn',
      '+49 30 123',
      '0',
      '007',
      'false',
      '12345678901234567890123',
      'two\nlines',
      '{"a": 1}',
      '=SUM(A1)',
    ),
    ...same('accepted', 'Texts', '  two  blanks '),
    ...same('accepted', '', ';begins with one'),
    ...same('accepted', 'Texts', 'x'.repeat(65_536)),
    ['x'.repeat(65_537), '[TOO_LONG]', 'rejected', 'Texts'],
    ...same('accepted', '', '😀'.repeat(40_000)), // whether HubSpot counts an emoji once
  ]),
  ...rowsOf({kind: 'string, emptied', property: 'notes', empty: 'clear'}, [['', '', 'accepted', 'Empty values']]),
  ...rowsOf(
    {kind: 'string, phone number', property: 'phone'},
    same('accepted', 'Texts', '+49 (0) 30 123', '(030) 1-2 x9', '0049301'),
  ),
  ...rowsOf({kind: 'string, with a rule: up to 5 digits', property: 'zip'}, [
    ...same('accepted', 'Property rules', '8004', '00'),
    ...as('[REFUSED]', 'rejected', 'Property rules', 'CH-80', '8.4', 'x'),
    ...as('[TOO_LONG]', 'rejected', 'Property rules', '800412'),
    ...same('left to HubSpot', '', '80 04'), // whether a blank between digits counts
  ]),
  ...rowsOf({kind: 'string, with a rule: 2 or more letters', property: 'salutation'}, [
    ...same('accepted', 'Property rules', 'Mr', 'Señora', 'Herr Doktor'),
    ...as('[REFUSED]', 'rejected', 'Property rules', 'M', 'Mr.', 'Mr2'),
  ]),
  ...rowsOf({kind: 'string, with a rule: up to 5 characters', property: 'state'}, [
    ...same('accepted', 'Property rules', 'Texas', 'N.-Y.'),
    ...as('[TOO_LONG]', 'rejected', 'Property rules', 'Alaska'),
    ...same('left to HubSpot', '', ' Texas ', '😀😀😀'), // whether blanks at the ends count, and an emoji once
  ]),
  ...rowsOf({kind: 'e-mail', property: 'email'}, [
    ...same('accepted', 'Contact e-mails', 'ann@example.com'),
    [' Ann.B+c@Sub.Example.COM ', 'ann.b+c@sub.example.com', 'accepted', 'Contact e-mails'],
    ...same('accepted', '', "o'neil@example.co.uk", 'jörg@müller.de'),
    ...same('left to HubSpot', 'Contact e-mails', 'ann@example.con'),
    ...as('[INVALID_EMAIL]', 'rejected', 'Contact e-mails', 'ann@example', 'ann example.com', '(blank)'),
    ...as(
      '[INVALID_EMAIL]',
      'rejected',
      'Contact e-mails',
      'ann@@example.com',
      'ann@example..com',
      'ann@.example.com',
      'ann@example.com.',
    ),
    ...as(
      '[INVALID_EMAIL]',
      'rejected',
      'Contact e-mails',
      'Ann <ann@example.com>',
      'ann@example.com; bob@example.com',
      '@example.com',
    ),
  ]),
  ...rowsOf({kind: 'number', property: 'loyalty_points'}, [
    ...same('accepted', 'Numbers', '0', '-12.50', '12345678901234567890', '.5', '1e6', '007'),
    ...same('accepted', '', '+5', '5.'),
    [' 7 ', '7', 'accepted', 'Property values'],
    ['1,234,567', '1234567', 'fixed for you', 'Numbers'],
    ['1,234.50', '1234.50', 'fixed for you', 'Numbers'],
    ...as(
      '1234567',
      'fixed for you',
      'Numbers',
      '1 234 567',
      '1\u00A0234\u00A0567',
      '1\u202F234\u202F567',
      "1'234'567",
      '1’234’567',
    ),
    ["1'234.50", '1234.50', 'fixed for you', 'Numbers'],
    ...as('[INVALID_NUMBER]', 'rejected', 'Numbers', '1,5', '0,123', '1.234.567', '23.345.567,23', 'many', 'discount'),
    ...as('1234567', 'fixed for you', 'Numbers', '12,34,567', '1\u2009234\u2009567'),
    ['\u22125', '-5', 'fixed for you', 'Numbers'],
    ...as('[AMBIGUOUS_VALUE]', 'ambiguous', 'Numbers', '1,234', '-1,234', '12 %'),
    ...as('[INVALID_NUMBER]', 'rejected', 'Numbers', '(5)', '5-', '5 EUR'),
    ...as(
      '[INVALID_NUMBER]',
      'rejected',
      'Numbers',
      '$5',
      '€5',
      'NaN',
      'Infinity',
      '0x10',
      '12 34',
      "1 234'567",
      '1 2345',
      '1 234,5',
      '--5',
      '1e',
    ),
    ['   ', '', 'not sent', 'Empty values'],
  ]),
  ...rowsOf({kind: 'number, thousands ,', property: 'loyalty_points', formats: {thousands: ','}}, [
    ['1,234', '1234', 'fixed for you', 'Numbers'],
    ['1,234.5', '1234.5', 'fixed for you', 'Numbers'],
    ['1,5', '[INVALID_NUMBER]', 'rejected', 'Numbers'],
  ]),
  ...rowsOf(
    {
      kind: 'number, decimal comma and thousands by blanks',
      property: 'loyalty_points',
      formats: {decimalComma: true, thousands: ' '},
    },
    [
      ['1 234,5', '1234.5', 'fixed for you', 'Numbers'],
      ['1.234', '[AMBIGUOUS_VALUE]', 'ambiguous', 'Numbers'],
    ],
  ),
  ...rowsOf({kind: 'number, decimal comma', property: 'loyalty_points', formats: {decimalComma: true}}, [
    ['1.234,56', '1234.56', 'fixed for you', 'Numbers'],
    ['-1.234.567', '-1234567', 'fixed for you', 'Numbers'],
    ['1,5', '1.5', 'fixed for you', 'Numbers'],
    ['1 234,50', '1234.50', 'fixed for you', 'Numbers'],
    ...same('accepted', 'Numbers', '12'),
    ['1.234', '1234', 'misread by HubSpot', 'Numbers'],
    ['1.5', '[INVALID_NUMBER]', 'stricter', 'Numbers'],
    ['1,234,567', '[INVALID_NUMBER]', 'rejected', 'Numbers'],
  ]),
  ...rowsOf({kind: 'number, with a rule: 1 to 500, one decimal', property: 'linkedinconnections'}, [
    ...same('accepted', 'Property rules', '1', '500', '2.5', '1e2', '25e-1'),
    ...as('[INVALID_NUMBER]', 'rejected', 'Property rules', '0', '-1', '501', '1e3', '2.55', '255e-2'),
    ...same('left to HubSpot', '', '2.50'), // whether a zero at the end counts
  ]),
  ...rowsOf({kind: 'bool', property: 'newsletter'}, [
    ...same('accepted', 'Bools', 'true', 'false'),
    ...as('true', 'fixed for you', 'Bools', 'TRUE', 't', 'Yes', 'y', '1', 'on'),
    ...as('false', 'fixed for you', 'Bools', 'False', 'f', 'No', 'n', '0', ' off '),
    ...as('[INVALID_BOOLEAN]', 'rejected', 'Bools', 'ja', '2', '-1', 'x'),
  ]),
  ...rowsOf({kind: 'enumeration', property: 'shirt_size'}, [
    ...same('accepted', 'Options', 'xl'),
    ...as('xl', 'fixed for you', 'Options', 'XL', 'Xl'),
    [' m ', 'm', 'accepted', 'Property values'],
    ...as('[INVALID_OPTION]', 'rejected', 'Options', 'xxl', 's;m', ';s', 's,m'),
    [' ', '', 'not sent', 'Empty values'],
  ]),
  ...rowsOf(
    {kind: 'enumeration', property: 'preferred_channel'},
    as('phone', 'fixed for you', 'Options', 'Telephone', ' TELEPHONE'),
  ),
  ...rowsOf({kind: 'enumeration', property: 'lifecyclestage'}, as('lead', 'fixed for you', 'Options', 'Lead')),
  ...rowsOf({kind: 'enumeration, currency', property: 'deal_currency_code', object: 'deals'}, [
    ...same('accepted', 'Options', 'EUR'),
    ['Euro', 'EUR', 'fixed for you', 'Options'],
    ['CHF', '[INVALID_OPTION]', 'rejected', 'Options'],
  ]),
  ...rowsOf({kind: 'enumeration, several', property: 'interests'}, [
    ...same('accepted', 'Options', 'sailing;cooking', ';travel', 'music'),
    ...as(
      'sailing;cooking',
      'fixed for you',
      'Options',
      'Sailing; Cooking',
      'sailing, cooking',
      'sailing;;cooking',
      'sailing;cooking;',
    ),
    ['; Travel', ';travel', 'fixed for you', 'Options'],
    ...as(
      '[INVALID_OPTION]',
      'rejected',
      'Options',
      'sailing;chess',
      'Sailing, Chess',
      ';',
      ';chess',
      '["chess"]',
      '{chess}',
    ),
    ...as(
      'sailing;music',
      'fixed for you',
      'Options',
      'sailing|music',
      'Sailing\nMusic',
      '["sailing","Music"]',
      '{sailing,"music"}',
    ),
    ...as('', 'not sent', 'Empty values', '[]', '{}'),
  ]),
  ...rowsOf({kind: 'owner', property: 'hubspot_owner_id'}, [
    ...same('accepted', 'Owners', '81540217'),
    ...as('81540217', 'fixed for you', 'Owners', 'ada.okafor@example.com', 'Ada Okafor', 'OKAFOR, Ada'),
    ...as('[OWNER_NOT_FOUND]', 'rejected', 'Owners', 'nobody@example.com', 'Nobody', 'elin.holm@example.com'),
    ...same('left to HubSpot', '', '999'),
  ]),
  ...rowsOf({kind: 'date', property: 'birthday'}, [
    ...same('accepted', 'Dates', '2015-05-01', '2024-02-29'),
    ...same('accepted', '', '0050-01-01'),
    ['1430438400000', '2015-05-01', 'accepted', 'Dates'],
    ['-86400000000', '1967-04-07', 'accepted', 'Dates'],
    ['0', '1970-01-01', 'accepted', 'Dates'],
    ['1430438400', '2015-05-01', 'fixed for you', 'Dates'],
    ...as(
      '2015-05-01',
      'fixed for you',
      'Dates',
      '2015-05-01T00:00:00Z',
      '2015-05-01 00:00:00',
      '2015-05-01T02:00:00+02:00',
    ),
    ...as(
      '[INVALID_DATE]',
      'rejected',
      'Dates',
      '2015-05-01T04:00:00Z',
      '1430438400001',
      '31.12.2015',
      '12/31/2015',
      'soon',
      '42125',
    ),
    ...as('[INVALID_DATE]', 'rejected', 'Dates', '2023-02-29', '2015-13-01', '20151231', '2015-5-1'),
    ['86400000', '[INVALID_DATE]', 'stricter', 'Dates'],
    ...as(
      '[AMBIGUOUS_VALUE]',
      'ambiguous',
      'Dates',
      '202512311430',
      '311220251430',
      '251231143059',
      '2014-04-30T20:00:00-04:00',
    ),
    ['20251231143000', '[INVALID_DATE]', 'rejected', 'Dates'],
    ['7289654400000', '[INVALID_DATE]', 'stricter', 'Dates'],
    ['2015-05-01T00:00:00+02:00', '2015-05-01', 'fixed for you', 'Dates'],
  ]),
  ...rowsOf({kind: 'date of Berlin', property: 'birthday', formats: {timeZone: 'Europe/Berlin'}}, [
    ['2015-04-30T22:00:00Z', '[AMBIGUOUS_VALUE]', 'ambiguous', 'Dates'],
    ['1430431200000', '2015-05-01', 'fixed for you', 'Dates'],
    ['1430438400000', '2015-05-01', 'accepted', 'Dates'],
  ]),
  ...rowsOf(
    {
      kind: 'date as DD.MM.YYYY',
      property: 'birthday',
      formats: {dateFormat: 'DD.MM.YYYY', timeZone: 'Pacific/Auckland'},
    },
    [
      ['31.12.2025', '2025-12-31', 'fixed for you', 'Dates'],
      ['1.2.2025', '2025-02-01', 'fixed for you', 'Dates'],
      ['30.02.2025', '[INVALID_DATE]', 'rejected', 'Dates'],
      ['31.12.2025 00:00:00', '2025-12-31', 'fixed for you', 'Dates'],
      ['31.12.2025 14:30', '[INVALID_DATE]', 'rejected', 'Dates'],
      ['2025-12-31', '[INVALID_DATE]', 'stricter', 'Dates'],
    ],
  ),
  ...rowsOf({kind: 'date as excel', property: 'birthday', formats: {dateFormat: 'excel'}}, [
    ['45000', '2023-03-15', 'fixed for you', 'Dates'],
    ['45000.5', '[INVALID_DATE]', 'rejected', 'Dates'],
  ]),
  ...rowsOf({kind: 'date as D MMM YY', property: 'birthday', formats: {dateFormat: 'D MMM YY'}}, [
    ...as('2024-05-03', 'fixed for you', 'Dates', '3 May 24', '3 MAY 24', '3 Mai 24', '3 maggio 24'),
    ['3 May 1924', '[INVALID_DATE]', 'rejected', 'Dates'],
  ]),
  ...rowsOf({kind: 'datetime', property: 'last_login_at'}, [
    ...same('accepted', 'Date-times', '2020-02-29T03:30:17.000Z'),
    ['1430438400123', '2015-05-01T00:00:00.123Z', 'accepted', 'Date-times'],
    ['2020-02-29T03:30:17+02:00', '2020-02-29T01:30:17.000Z', 'accepted', ''],
    ['2020-02-29', '2020-02-29T00:00:00.000Z', 'accepted', ''],
    ['1430438400', '2015-05-01T00:00:00.000Z', 'misread by HubSpot', 'Date-times'],
    ['2020-02-29 03:30:17.123456+00', '2020-02-29T03:30:17.123Z', 'fixed for you', 'Date-times'],
    ...as('2020-02-29T03:30:00.000Z', 'fixed for you', 'Date-times', '2020-02-29 03:30', '2020-02-29T03:30:00'),
    ...as('[INVALID_DATETIME]', 'rejected', 'Date-times', 'yesterday', '45000.5', '29.02.2020 03:30'),
    ...as(
      '[INVALID_DATETIME]',
      'rejected',
      'Date-times',
      '2020-02-29T25:00:00Z',
      '2020-02-30T00:00:00Z',
      '99999999999999999',
    ),
    ['45000', '[INVALID_DATETIME]', 'stricter', 'Date-times'],
    ...as('[AMBIGUOUS_VALUE]', 'ambiguous', 'Date-times', '202512311430', '123120251430', '251231143059', '2025123114'),
    ...as('[INVALID_DATETIME]', 'stricter', 'Date-times', '20251231', '20251231143000'),
    ...as(
      '2020-02-29T03:30:17.000Z',
      'fixed for you',
      'Date-times',
      '2020-02-29 03:30:17 UTC',
      '2020-02-29 3:30:17',
      '20200229T033017Z',
    ),
    ...as(
      '2020-02-29T03:30:17.000Z',
      'fixed for you',
      'Date-times',
      'Sat, 29 Feb 2020 03:30:17 GMT',
      'Sat, 29 Feb 2020 04:30:17 +0100',
    ),
  ]),
  ...rowsOf({kind: 'datetime of Berlin', property: 'last_login_at', formats: {timeZone: 'Europe/Berlin'}}, [
    ['2025-07-15 12:00', '2025-07-15T10:00:00.000Z', 'fixed for you', 'Date-times'],
    ['2025-07-15T12:00:00Z', '2025-07-15T12:00:00.000Z', 'accepted', 'Date-times'],
    ['2025-10-26 02:30', '[AMBIGUOUS_VALUE]', 'ambiguous', 'Date-times'],
    ['2025-03-30 02:30', '[INVALID_DATETIME]', 'rejected', 'Date-times'],
  ]),
  ...rowsOf(
    {kind: 'datetime as MM/DD/YYYY hh:mm A', property: 'last_login_at', formats: {dateFormat: 'MM/DD/YYYY hh:mm A'}},
    [
      ['12/31/2025 12:05 AM', '2025-12-31T00:05:00.000Z', 'fixed for you', 'Date-times'],
      ['12/31/2025 2:05 pm', '2025-12-31T14:05:00.000Z', 'fixed for you', 'Date-times'],
      ['12/31/2025', '2025-12-31T00:00:00.000Z', 'fixed for you', 'Date-times'],
      ['12/31/2025 14:05', '[INVALID_DATETIME]', 'rejected', 'Date-times'],
    ],
  ),
  ...rowsOf({kind: 'datetime as excel', property: 'last_login_at', formats: {dateFormat: 'excel'}}, [
    ['45000.75', '2023-03-15T18:00:00.000Z', 'fixed for you', 'Date-times'],
    ['45000', '2023-03-15T00:00:00.000Z', 'misread by HubSpot', 'Date-times'],
  ]),
  ...rowsOf({kind: 'pipeline', property: 'pipeline', object: 'deals'}, [
    ...same('accepted', 'Pipelines and stages', 'default'),
    ...as('default', 'fixed for you', 'Pipelines and stages', 'Sales Pipeline', 'sales pipeline'),
    ['Nowhere', '[INVALID_OPTION]', 'rejected', ''],
  ]),
  ...rowsOf({kind: 'stage', property: 'dealstage', object: 'deals'}, [
    ...same('accepted', 'Pipelines and stages', 'contractsent'),
    ...as('contractsent', 'fixed for you', 'Pipelines and stages', 'Contract Sent', ' contract sent'),
    ['Nowhere', '[INVALID_OPTION]', 'rejected', ''],
  ]),
  ...rowsOf({kind: 'read-only', property: 'createdate'}, [
    ['2020-01-01', '[READ_ONLY_PROPERTY]', 'rejected', 'Read-only properties'],
  ]),
  ...rowsOf({kind: 'calculated', property: 'hs_email_domain'}, [
    ['x.co', '[READ_ONLY_PROPERTY]', 'rejected', 'Read-only properties'],
  ]),
]
