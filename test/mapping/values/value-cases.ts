import type {MappingRequest} from '../../../src/mapping/mapping-types.js'

/**
 * What HubSpot, here the sandbox, says of the cell sent raw and of what is sent for it:
 * taken (both) · forgiven (refused raw, taken as sent) · refused (by both, with one code) · read otherwise (both taken,
 * with another meaning) · left to HubSpot (sent, and refused there) · stricter (refused here, though HubSpot would take
 * it) · ambiguous (refused here, since it can be read two ways) · not sent.
 */
export type Fate =
  | 'taken'
  | 'forgiven'
  | 'refused'
  | 'read otherwise'
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
  readonly fate: Fate
  /** Section of hubspot/api.md, or a recording; '' where HubSpot's answer is not known. */
  readonly source: string
  readonly formats?: MappingRequest['formats']
  readonly empty?: 'clear'
}

type Row = readonly [cell: string, sent: string, fate: Fate, source: string]
type Setting = Pick<ValueCase, 'kind' | 'property'> & Partial<ValueCase>

const rowsOf = (setting: Setting, rows: readonly Row[]): ValueCase[] =>
  rows.map(([cell, sent, fate, source]) => ({object: 'contacts', ...setting, cell, sent, fate, source}))

const same = (fate: Fate, source: string, ...cells: readonly string[]): Row[] =>
  cells.map(cell => [cell, cell, fate, source])
const as = (sent: string, fate: Fate, source: string, ...cells: readonly string[]): Row[] =>
  cells.map(cell => [cell, sent, fate, source])

export const VALUE_CASES: readonly ValueCase[] = [
  ...rowsOf({kind: 'string', property: 'notes'}, [
    ...same(
      'taken',
      'api.md 6',
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
    ...same('taken', 'api.md 0', '  two  blanks '),
    ...same('taken', '', ';begins with one'),
    ...same('taken', 'api.md 6', 'x'.repeat(65_536)),
    ['x'.repeat(65_537), '[TOO_LONG]', 'refused', 'api.md 6'],
    ...same('taken', '', '😀'.repeat(40_000)), // whether HubSpot counts an emoji once
  ]),
  ...rowsOf({kind: 'string, emptied', property: 'notes', empty: 'clear'}, [['', '', 'taken', 'api.md 6']]),
  ...rowsOf(
    {kind: 'string, phone number', property: 'phone'},
    same('taken', 'api.md 6', '+49 (0) 30 123', '(030) 1-2 x9', '0049301'),
  ),
  ...rowsOf({kind: 'e-mail', property: 'email'}, [
    ...same('taken', 'api.md 2', 'ann@example.com'),
    [' Ann.B+c@Sub.Example.COM ', 'ann.b+c@sub.example.com', 'taken', 'api.md 2'],
    ...same('taken', '', "o'neil@example.co.uk", 'jörg@müller.de'),
    ...same('left to HubSpot', 'api.md 1.5', 'ann@example.con'),
    ...as(
      '[INVALID_EMAIL]',
      'refused',
      'recorded captaincontrat-contact-400-invalid-email',
      'ann@example',
      'ann example.com',
      '(blank)',
    ),
    ...as(
      '[INVALID_EMAIL]',
      'refused',
      'api.md 1.5',
      'ann@@example.com',
      'ann@example..com',
      'ann@.example.com',
      'ann@example.com.',
    ),
    ...as(
      '[INVALID_EMAIL]',
      'refused',
      'api.md 1.5',
      'Ann <ann@example.com>',
      'ann@example.com; bob@example.com',
      '@example.com',
    ),
  ]),
  ...rowsOf({kind: 'number', property: 'loyalty_points'}, [
    ...same('taken', 'api.md 6', '0', '-12.50', '12345678901234567890', '.5', '1e6', '007'),
    ...same('taken', '', '+5', '5.'),
    [' 7 ', '7', 'taken', 'api.md 0'],
    ['1,234,567', '1234567', 'forgiven', 'api.md 1.5'],
    ['1,234.50', '1234.50', 'forgiven', 'api.md 1.5'],
    ...as(
      '1234567',
      'forgiven',
      'api.md 6',
      '1 234 567',
      '1\u00A0234\u00A0567',
      '1\u202F234\u202F567',
      "1'234'567",
      '1’234’567',
    ),
    ["1'234.50", '1234.50', 'forgiven', 'api.md 6'],
    ...as(
      '[INVALID_NUMBER]',
      'refused',
      'api.md 1.5',
      '1,5',
      '0,123',
      '1.234.567',
      '23.345.567,23',
      'many',
      'discount',
    ),
    ...as('1234567', 'forgiven', 'api.md 6', '12,34,567', '1\u2009234\u2009567'),
    ['\u22125', '-5', 'forgiven', 'api.md 6'],
    ...as('[AMBIGUOUS_VALUE]', 'ambiguous', 'api.md 1.5', '1,234', '-1,234', '12 %'),
    ...as('[INVALID_NUMBER]', 'refused', 'api.md 6', '(5)', '5-', '5 EUR'),
    ...as(
      '[INVALID_NUMBER]',
      'refused',
      'api.md 6',
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
    ['   ', '', 'not sent', 'api.md 6'],
  ]),
  ...rowsOf({kind: 'number, thousands ,', property: 'loyalty_points', formats: {thousands: ','}}, [
    ['1,234', '1234', 'forgiven', 'api.md 1.5'],
    ['1,234.5', '1234.5', 'forgiven', 'api.md 1.5'],
    ['1,5', '[INVALID_NUMBER]', 'refused', 'api.md 1.5'],
  ]),
  ...rowsOf(
    {
      kind: 'number, decimal comma and thousands by blanks',
      property: 'loyalty_points',
      formats: {decimalComma: true, thousands: ' '},
    },
    [
      ['1 234,5', '1234.5', 'forgiven', 'api.md 1.5'],
      ['1.234', '[AMBIGUOUS_VALUE]', 'ambiguous', 'api.md 6'],
    ],
  ),
  ...rowsOf({kind: 'number, decimal comma', property: 'loyalty_points', formats: {decimalComma: true}}, [
    ['1.234,56', '1234.56', 'forgiven', 'api.md 1.5'],
    ['-1.234.567', '-1234567', 'forgiven', 'api.md 1.5'],
    ['1,5', '1.5', 'forgiven', 'api.md 1.5'],
    ['1 234,50', '1234.50', 'forgiven', 'api.md 1.5'],
    ...same('taken', 'api.md 6', '12'),
    ['1.234', '1234', 'read otherwise', 'api.md 6'],
    ['1.5', '[INVALID_NUMBER]', 'stricter', 'api.md 6'],
    ['1,234,567', '[INVALID_NUMBER]', 'refused', 'api.md 1.5'],
  ]),
  ...rowsOf({kind: 'bool', property: 'newsletter'}, [
    ...same('taken', 'api.md 6', 'true', 'false'),
    ...as('true', 'forgiven', 'api.md 14', 'TRUE', 't', 'Yes', 'y', '1', 'on'),
    ...as('false', 'forgiven', 'api.md 14', 'False', 'f', 'No', 'n', '0', ' off '),
    ...as('[INVALID_BOOLEAN]', 'refused', 'api.md 14', 'ja', '2', '-1', 'x'),
  ]),
  ...rowsOf({kind: 'enumeration', property: 'shirt_size'}, [
    ...same('taken', 'api.md 6', 'xl'),
    ...as('xl', 'forgiven', 'api.md 1.5', 'XL', 'Xl'),
    [' m ', 'm', 'taken', 'api.md 0'],
    ...as('[INVALID_OPTION]', 'refused', 'api.md 1.5', 'xxl', 's;m', ';s', 's,m'),
    [' ', '', 'not sent', 'api.md 6'],
  ]),
  ...rowsOf(
    {kind: 'enumeration', property: 'preferred_channel'},
    as('phone', 'forgiven', 'api.md 1.5', 'Telephone', ' TELEPHONE'),
  ),
  ...rowsOf({kind: 'enumeration', property: 'lifecyclestage'}, as('lead', 'forgiven', 'api.md 1.5', 'Lead')),
  ...rowsOf({kind: 'enumeration, currency', property: 'deal_currency_code', object: 'deals'}, [
    ...same('taken', 'api.md 6', 'EUR'),
    ['Euro', 'EUR', 'forgiven', 'api.md 6'],
    ['CHF', '[INVALID_OPTION]', 'refused', 'api.md 6'],
  ]),
  ...rowsOf({kind: 'enumeration, several', property: 'interests'}, [
    ...same('taken', 'api.md 6', 'sailing;cooking', ';travel', 'music'),
    ...as(
      'sailing;cooking',
      'forgiven',
      'api.md 6',
      'Sailing; Cooking',
      'sailing, cooking',
      'sailing;;cooking',
      'sailing;cooking;',
    ),
    ['; Travel', ';travel', 'forgiven', 'api.md 6'],
    ...as(
      '[INVALID_OPTION]',
      'refused',
      'api.md 1.5',
      'sailing;chess',
      'Sailing, Chess',
      ';',
      ';chess',
      '["chess"]',
      '{chess}',
    ),
    ...as(
      'sailing;music',
      'forgiven',
      'api.md 6',
      'sailing|music',
      'Sailing\nMusic',
      '["sailing","Music"]',
      '{sailing,"music"}',
    ),
    ...as('', 'not sent', 'api.md 6', '[]', '{}'),
  ]),
  ...rowsOf({kind: 'owner', property: 'hubspot_owner_id'}, [
    ...same('taken', 'api.md 6', '81540217'),
    ...as('81540217', 'forgiven', 'api.md 6', 'ada.okafor@example.com', 'Ada Okafor', 'OKAFOR, Ada'),
    ...as('[OWNER_NOT_FOUND]', 'refused', 'api.md 14', 'nobody@example.com', 'Nobody', 'elin.holm@example.com'),
    ...same('left to HubSpot', '', '999'),
  ]),
  ...rowsOf({kind: 'date', property: 'birthday'}, [
    ...same('taken', 'api.md 6', '2015-05-01', '2024-02-29'),
    ...same('taken', '', '0050-01-01'),
    ['1430438400000', '2015-05-01', 'taken', 'api.md 6'],
    ['-86400000000', '1967-04-07', 'taken', 'api.md 6'],
    ['0', '1970-01-01', 'taken', 'api.md 6'],
    ['1430438400', '2015-05-01', 'forgiven', 'api.md 0'],
    ...as(
      '2015-05-01',
      'forgiven',
      'api.md 6',
      '2015-05-01T00:00:00Z',
      '2015-05-01 00:00:00',
      '2015-05-01T02:00:00+02:00',
    ),
    ...as(
      '[INVALID_DATE]',
      'refused',
      'api.md 14',
      '2015-05-01T04:00:00Z',
      '1430438400001',
      '31.12.2015',
      '12/31/2015',
      'soon',
      '42125',
    ),
    ...as('[INVALID_DATE]', 'refused', 'api.md 6', '2023-02-29', '2015-13-01', '20151231', '2015-5-1'),
    ['86400000', '[INVALID_DATE]', 'stricter', 'api.md 6'],
    ...as(
      '[AMBIGUOUS_VALUE]',
      'ambiguous',
      'api.md 6',
      '202512311430',
      '311220251430',
      '251231143059',
      '2014-04-30T20:00:00-04:00',
    ),
    ['20251231143000', '[INVALID_DATE]', 'refused', 'api.md 6'],
    ['7289654400000', '[INVALID_DATE]', 'stricter', 'api.md 6'],
    ['2015-05-01T00:00:00+02:00', '2015-05-01', 'forgiven', 'api.md 6'],
  ]),
  ...rowsOf({kind: 'date of Berlin', property: 'birthday', formats: {timeZone: 'Europe/Berlin'}}, [
    ['2015-04-30T22:00:00Z', '[AMBIGUOUS_VALUE]', 'ambiguous', 'api.md 6'],
    ['1430431200000', '2015-05-01', 'forgiven', 'api.md 6'],
    ['1430438400000', '2015-05-01', 'taken', 'api.md 6'],
  ]),
  ...rowsOf(
    {
      kind: 'date as DD.MM.YYYY',
      property: 'birthday',
      formats: {dateFormat: 'DD.MM.YYYY', timeZone: 'Pacific/Auckland'},
    },
    [
      ['31.12.2025', '2025-12-31', 'forgiven', 'api.md 6'],
      ['1.2.2025', '2025-02-01', 'forgiven', 'api.md 6'],
      ['30.02.2025', '[INVALID_DATE]', 'refused', 'api.md 14'],
      ['31.12.2025 00:00:00', '2025-12-31', 'forgiven', 'api.md 6'],
      ['31.12.2025 14:30', '[INVALID_DATE]', 'refused', 'api.md 14'],
      ['2025-12-31', '[INVALID_DATE]', 'stricter', 'api.md 6'],
    ],
  ),
  ...rowsOf({kind: 'date as excel', property: 'birthday', formats: {dateFormat: 'excel'}}, [
    ['45000', '2023-03-15', 'forgiven', 'api.md 6'],
    ['45000.5', '[INVALID_DATE]', 'refused', 'api.md 14'],
  ]),
  ...rowsOf({kind: 'date as D MMM YY', property: 'birthday', formats: {dateFormat: 'D MMM YY'}}, [
    ...as('2024-05-03', 'forgiven', 'api.md 6', '3 May 24', '3 MAY 24', '3 Mai 24', '3 maggio 24'),
    ['3 May 1924', '[INVALID_DATE]', 'refused', 'api.md 14'],
  ]),
  ...rowsOf({kind: 'datetime', property: 'last_login_at'}, [
    ...same('taken', 'api.md 6', '2020-02-29T03:30:17.000Z'),
    ['1430438400123', '2015-05-01T00:00:00.123Z', 'taken', 'api.md 6'],
    ['2020-02-29T03:30:17+02:00', '2020-02-29T01:30:17.000Z', 'taken', ''],
    ['2020-02-29', '2020-02-29T00:00:00.000Z', 'taken', ''],
    ['1430438400', '2015-05-01T00:00:00.000Z', 'read otherwise', 'api.md 0'],
    ['2020-02-29 03:30:17.123456+00', '2020-02-29T03:30:17.123Z', 'forgiven', 'api.md 6'],
    ...as('2020-02-29T03:30:00.000Z', 'forgiven', 'api.md 6', '2020-02-29 03:30', '2020-02-29T03:30:00'),
    ...as('[INVALID_DATETIME]', 'refused', 'api.md 14', 'yesterday', '45000.5', '29.02.2020 03:30'),
    ...as(
      '[INVALID_DATETIME]',
      'refused',
      'api.md 6',
      '2020-02-29T25:00:00Z',
      '2020-02-30T00:00:00Z',
      '99999999999999999',
    ),
    ['45000', '[INVALID_DATETIME]', 'stricter', 'api.md 6'],
    ...as('[AMBIGUOUS_VALUE]', 'ambiguous', 'api.md 6', '202512311430', '123120251430', '251231143059', '2025123114'),
    ...as('[INVALID_DATETIME]', 'stricter', 'api.md 6', '20251231', '20251231143000'),
    ...as(
      '2020-02-29T03:30:17.000Z',
      'forgiven',
      'api.md 6',
      '2020-02-29 03:30:17 UTC',
      '2020-02-29 3:30:17',
      '20200229T033017Z',
    ),
    ...as(
      '2020-02-29T03:30:17.000Z',
      'forgiven',
      'api.md 6',
      'Sat, 29 Feb 2020 03:30:17 GMT',
      'Sat, 29 Feb 2020 04:30:17 +0100',
    ),
  ]),
  ...rowsOf({kind: 'datetime of Berlin', property: 'last_login_at', formats: {timeZone: 'Europe/Berlin'}}, [
    ['2025-07-15 12:00', '2025-07-15T10:00:00.000Z', 'forgiven', 'api.md 6'],
    ['2025-07-15T12:00:00Z', '2025-07-15T12:00:00.000Z', 'taken', 'api.md 6'],
    ['2025-10-26 02:30', '[AMBIGUOUS_VALUE]', 'ambiguous', 'api.md 6'],
    ['2025-03-30 02:30', '[INVALID_DATETIME]', 'refused', 'api.md 6'],
  ]),
  ...rowsOf(
    {kind: 'datetime as MM/DD/YYYY hh:mm A', property: 'last_login_at', formats: {dateFormat: 'MM/DD/YYYY hh:mm A'}},
    [
      ['12/31/2025 12:05 AM', '2025-12-31T00:05:00.000Z', 'forgiven', 'api.md 6'],
      ['12/31/2025 2:05 pm', '2025-12-31T14:05:00.000Z', 'forgiven', 'api.md 6'],
      ['12/31/2025', '2025-12-31T00:00:00.000Z', 'forgiven', 'api.md 6'],
      ['12/31/2025 14:05', '[INVALID_DATETIME]', 'refused', 'api.md 14'],
    ],
  ),
  ...rowsOf({kind: 'datetime as excel', property: 'last_login_at', formats: {dateFormat: 'excel'}}, [
    ['45000.75', '2023-03-15T18:00:00.000Z', 'forgiven', 'api.md 6'],
    ['45000', '2023-03-15T00:00:00.000Z', 'read otherwise', 'api.md 6'],
  ]),
  ...rowsOf({kind: 'pipeline', property: 'pipeline', object: 'deals'}, [
    ...same('taken', 'api.md 6', 'default'),
    ...as('default', 'forgiven', 'api.md 6', 'Sales Pipeline', 'sales pipeline'),
    ['Nowhere', '[INVALID_OPTION]', 'refused', ''],
  ]),
  ...rowsOf({kind: 'stage', property: 'dealstage', object: 'deals'}, [
    ...same('taken', 'api.md 6', 'contractsent'),
    ...as('contractsent', 'forgiven', 'api.md 6', 'Contract Sent', ' contract sent'),
    ['Nowhere', '[INVALID_OPTION]', 'refused', ''],
  ]),
  ...rowsOf({kind: 'read-only', property: 'createdate'}, [
    ['2020-01-01', '[READ_ONLY_PROPERTY]', 'refused', 'api.md 1.5'],
  ]),
  ...rowsOf({kind: 'calculated', property: 'hs_email_domain'}, [
    ['x.co', '[READ_ONLY_PROPERTY]', 'refused', 'api.md 1.5'],
  ]),
]
