import fc from 'fast-check'
import {describe, expect, test} from 'vitest'
import type {PropertyDefinition} from '../../../src/hubspot/portal/portal-types.js'
import {compileCoercer} from '../../../src/mapping/coerce/compile-coercer.js'
import type {OptionsBy} from '../../../src/mapping/coerce/options/option-finder.js'
import {computingMs} from '../../support/computing-ms.js'
import {options, property} from '../support/definitions.js'

function coerce(
  cell: string,
  definition: PropertyDefinition,
  more: {optionsBy?: OptionsBy; separator?: string} = {},
): string {
  const where = `property ${definition.name} (deals)`
  const value = compileCoercer({property: definition, where, isEmail: false, formats: {}, ...more})(cell)
  return typeof value === 'string' ? value : `[${value.code}] ${value.message}`
}

const select = (...pairs: readonly (readonly [string, string])[]): PropertyDefinition =>
  property('size', {type: 'enumeration', fieldType: 'select', options: options(...pairs)})
const checkbox = (...pairs: readonly (readonly [string, string])[]): PropertyDefinition => ({
  ...select(...pairs),
  fieldType: 'checkbox',
})

const SIZES = select(['Small', 'Medium'], ['Medium', 'Large'], ['Huge', 'Huge'])

describe('a cell that is the value of one option and the label of another', () => {
  test('is rejected with both readings, and the flag tells them apart', () => {
    expect(coerce('Medium', SIZES)).toBe(
      '[AMBIGUOUS_VALUE] "Medium" matches several options of property size (deals): Small (Medium), Medium (Large). ' +
        '--options value reads it as Medium (Large), --options label reads it as Small (Medium).',
    )
    expect(coerce('Medium', SIZES, {optionsBy: 'value'})).toBe('Medium')
    expect(coerce('Medium', SIZES, {optionsBy: 'label'})).toBe('Small')
  })

  test.each(['MEDIUM', ' medium ', 'ｍedium'])('also where it is %j', cell => {
    expect(coerce(cell, SIZES)).toMatch(/^\[AMBIGUOUS_VALUE\]/)
    expect(coerce(cell, SIZES, {optionsBy: 'label'})).toBe('Small')
  })

  test('does not make the others doubtful', () => {
    expect(['Small', 'large', 'HUGE'].map(cell => coerce(cell, SIZES))).toEqual(['Small', 'Medium', 'Huge'])
  })

  test('as one of several', () => {
    const several = {...SIZES, fieldType: 'checkbox'}
    expect(coerce('Huge;Medium', several)).toMatch(/^\[AMBIGUOUS_VALUE\] "Medium" matches several/)
    expect(coerce('Huge;Medium', several, {optionsBy: 'label'})).toBe('Huge;Small')
  })
})

describe('options that differ by case alone', () => {
  const regions = select(['East', 'East'], ['EAST', 'EAST'], ['w', 'West'])

  test('are never chosen silently, and never advised in a loop', () => {
    for (const cell of ['East', 'EAST']) {
      expect(coerce(cell, regions)).toBe(
        `[AMBIGUOUS_VALUE] "${cell}" matches several options of property size (deals): East, EAST. ` +
          `--options value reads it as ${cell}, --options label reads it as ${cell}.`,
      )
      expect(coerce(cell, regions, {optionsBy: 'value'})).toBe(cell)
    }
    expect(coerce('east', regions)).toBe(
      '[INVALID_OPTION] "east" matches several options of property size (deals): East, EAST. Use one of these values, with --options value.',
    )
    expect(coerce('west', regions)).toBe('w')
  })

  test.each([
    [select(['e', 'East'], ['EAST', 'Eastern']), 'East'],
    [select(['1', "Ann's"], ['2', 'Ann’s']), 'Ann’s'],
    [select(['1', 'a b'], ['2', 'a\u00a0b']), 'a b'],
    [select(['1', 'a-b'], ['2', 'a–b']), 'a-b'],
    [select(['é', 'x'], ['e\u0301', 'y']), 'é'],
  ])('nor by quotes, dashes, blanks or Unicode form: case %#', (definition, cell) => {
    expect(coerce(cell, definition)).toMatch(/^\[AMBIGUOUS_VALUE\]/)
  })
})

describe('--options', () => {
  test.each([
    [
      'value',
      'Large',
      '[INVALID_OPTION] "Large" is not the value of any option of property size (deals). Did you mean Medium (Large)?',
    ],
    [
      'label',
      'Small',
      '[INVALID_OPTION] "Small" is not the label of any option of property size (deals). Did you mean Small (Medium)?',
    ],
    ['value', 'small', 'Small'],
    ['label', 'LARGE', 'Medium'],
  ] as const)('%s takes nothing else: %j', (optionsBy, cell, outcome) =>
    expect(coerce(cell, SIZES, {optionsBy})).toBe(outcome),
  )

  test('whatever the options, what is sent without it is what both flags would send, as far as they know the cell', () => {
    const name = fc.constantFrom('a', 'A', 'b', 'ä', 'a\u0308', 'a b', 'a\u00a0b', "a'", 'a’')
    const pairs = fc.uniqueArray(fc.tuple(name, name), {minLength: 1, maxLength: 4, selector: ([value]) => value})
    fc.assert(
      fc.property(pairs, name, (all, cell) => {
        const sent = coerce(cell, select(...all))
        if (sent.startsWith('[')) return
        const known = (['value', 'label'] as const).map(optionsBy => coerce(cell, select(...all), {optionsBy}))
        for (const each of known) if (!each.startsWith('[')) expect(each).toBe(sent)
      }),
      {numRuns: 500},
    )
  })
})

describe('labels are found', () => {
  const odd = select(
    ['1', 'Côte d’Ivoire'],
    ['2', 'Research – Development'],
    ['3', 'New\u00a0York'],
    ['4', 'The “Best”'],
    ['5', 'ＡＢＣ'],
  )
  test.each([
    ["Cote d'Ivoire", '[INVALID_OPTION]'],
    ["Côte d'Ivoire", '1'],
    ["CÔTE D'IVOIRE", '1'],
    ['Research - Development', '2'],
    ['Research — Development', '2'],
    ['New York', '3'],
    ['new  york', '3'],
    ['\u200bNew York\ufeff', '3'],
    ['The "Best"', '4'],
    ['abc', '5'],
  ])('whatever the quotes, dashes and blanks: %j', (cell, outcome) =>
    expect(coerce(cell, odd).slice(0, outcome.length)).toBe(outcome),
  )
})

describe('yes and no', () => {
  const turned = property('churned', {
    type: 'bool',
    fieldType: 'booleancheckbox',
    options: options(['true', 'No'], ['false', 'Yes']),
  })

  test('that a portal labels the other way round are rejected with both readings', () => {
    expect(coerce('no', turned)).toBe(
      '[AMBIGUOUS_VALUE] "no" is the label of true, but also a word for false (property churned (deals)): ' +
        '--options label reads it as true, --options value as false.',
    )
    expect([coerce('no', turned, {optionsBy: 'label'}), coerce('no', turned, {optionsBy: 'value'})]).toEqual([
      'true',
      'false',
    ])
    expect([coerce('true', turned), coerce('0', turned), coerce('n', turned)]).toEqual(['true', 'false', 'false'])
  })

  test('that both have one label are rejected', () => {
    const same = {...turned, options: options(['true', 'Kunde'], ['false', 'kunde'])}
    expect(coerce('Kunde', same)).toBe(
      '[INVALID_BOOLEAN] "Kunde" is the label of both true and false (property churned (deals)): write true or false.',
    )
  })
})

const LETTERS = checkbox(['a', 'Art'], ['b', 'Books, used'], ['c', 'C|D'], ['x;y', 'Odd'], ['1.10', 'One'])

describe('a list of options', () => {
  test.each([
    ['Art|b', 'a;b'],
    ['Art\nb', 'a;b'],
    ['Art\r\n\r\nb\r\n', 'a;b'],
    ['["a","Books, used"]', 'a;b'],
    ['[ "Art" , null, 1.10 ]', 'a;1.10'],
    ['{a,b}', 'a;b'],
    ['{Art,"Books, used",NULL}', 'a;b'],
    ['{"C|D","a"}', 'c;a'],
    ['Books, used', 'b'],
    ['C|D', 'c'],
    ['Books, used;C|D', 'b;c'],
    [';a|b', ';a;b'],
    ['[a, b]', 'a;b'],
    ['[Art, NULL, b]', 'a;b'],
    ['[]', ''],
    ['{}', ''],
    ['[null]', ''],
    ['{NULL}', ''],
  ])('is read from %j', (cell, sent) => expect(coerce(cell, LETTERS)).toBe(sent))

  test.each(['["a",["b"]]', '{"a":"b"}', '{a,{b}}', '["a"', '{a', '{a,,b}', 'a|', '|', '["Zoo"]', '{zoo}', 'a/b'])(
    '%j is none',
    cell => {
      expect(coerce(cell, LETTERS)).toMatch(cell === 'a|' ? /^a$/ : /^\[INVALID_OPTION\]/)
    },
  )

  test('that can be read two ways is rejected with both', () => {
    const food = checkbox(['f', 'Food'], ['d', 'Drinks'], ['fd', 'Food, Drinks'])
    expect(coerce('Food, Drinks', food)).toBe(
      '[AMBIGUOUS_VALUE] "Food, Drinks" can be read as fd or f;d (property size (deals)): ' +
        'set the separator of the column in a mapping file ("separator").',
    )
    expect(coerce('Food, Drinks', food, {separator: ';'})).toBe('fd')
    expect(coerce('Food, Drinks', food, {separator: ','})).toBe('f;d')
  })

  test.each([
    ['a / b', '/', 'a;b'],
    ['a - b', ' - ', 'a;b'],
    ['a;b', '/', '[INVALID_OPTION]'],
    ['a', '/', 'a'],
    [';a;b', ';', 'a;b'],
    ['/', '/', '[INVALID_OPTION]'],
  ])('%j is cut at %j alone where the mapping says so', (cell, separator, sent) => {
    expect(coerce(cell, LETTERS, {separator}).slice(0, sent.length)).toBe(sent)
  })

  test('of any length is read in time', () => {
    const hostile = ['{', '[', '{"', '{ ', '[" ', '{a,', '|', '\n', '{\\'].map(part => `${part.repeat(50_000)}`)
    const cells = hostile.flatMap(each => [each, `${each}}`, `{${each}"x}`, `[${each}]`])
    expect(
      computingMs(() => {
        for (const text of cells) coerce(text, LETTERS)
      }),
    ).toBeLessThan(4000)
  })
})
