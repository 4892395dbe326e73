import {expect, test} from 'vitest'
import {AppError} from '../../src/errors/app-error.js'
import {compileMapping} from '../../src/mapping/compile/compile-mapping.js'
import type {MappingRequest, MappingTarget} from '../../src/mapping/mapping-types.js'
import {presentError} from '../../src/terminal/present/present-error.js'
import {createPalette} from '../../src/terminal/text/palette.js'
import {toAppError} from '../../src/terminal/to-app-error.js'
import {goldenPath} from '../support/golden.js'
import {companies, contactTarget, csvRequest, property} from './support/definitions.js'

const FLAGS = {
  ...{key: {}, object: {}, empty: {}},
  map: {multiple: true},
  ignore: {multiple: true},
  'ignore-unknown': {type: 'boolean'},
  'create-properties': {type: 'boolean'},
  mode: {},
  ...{'ignore-read-only': {type: 'boolean'}, 'dry-run': {type: 'boolean'}},
}
const twoKeys: MappingTarget = {...contactTarget, object: companies}
const recordId = property('hs_object_id', {label: 'Record ID', type: 'number', fieldType: 'number', readOnly: true})
const exported: MappingTarget = {...contactTarget, properties: [...contactTarget.properties, recordId]}

interface Case {
  readonly what: string
  readonly columns: readonly string[]
  readonly asked?: Partial<MappingRequest>
  readonly typed?: readonly string[]
  readonly target?: MappingTarget
}

const CASES: readonly Case[] = [
  {what: 'a label that two properties have', columns: ['email', 'Score']},
  {
    ...{what: '--map to such a label', columns: ['email', 'x']},
    ...{asked: {map: [{column: 'x', property: 'Score'}]}, typed: ['--map', 'x=Score']},
  },
  {what: 'a calculated property', columns: ['email', 'days_open']},
  {
    ...{what: '--map to a read-only property', columns: ['email', 'x']},
    ...{asked: {map: [{column: 'x', property: 'createdate'}]}, typed: ['--map', 'x=createdate']},
  },
  {what: 'a column without a name', columns: ['email', '']},
  {what: 'columns with nothing like them', columns: ['email', 'Qqq', 'Www']},
  {what: 'more columns than a line holds', columns: ['email', ...Array.from({length: 12}, (_, at) => `q${at}q`)]},
  {what: 'hostile names', columns: ['email', "it's; rm -rf \u001b[2J~"]},
  {what: 'several keys and none named', columns: ['email'], target: twoKeys},
  {what: 'no key at all', columns: ['email'], target: {...twoKeys, keys: []}},
  {
    what: '--key that is none',
    columns: ['email', 'city'],
    asked: {key: 'city'},
    typed: ['--key', 'city'],
    target: twoKeys,
  },
  {what: '--key that is unknown', columns: ['email'], asked: {key: 'emial'}, typed: ['--key=emial']},
  {what: 'record ids beside a key', columns: ['Record ID', 'email', 'createdate', 'Qqq'], target: exported},
  {
    what: 'record ids in place of one of several keys',
    columns: ['hs_object_id', 'city'],
    target: {...exported, keys: twoKeys.keys, object: companies},
  },
  {what: 'record ids in place of the only key', columns: ['Record ID', 'city'], target: exported},
  {
    what: 'record ids where there is no key at all',
    columns: ['record id', 'city'],
    target: {...exported, keys: [], object: companies},
  },
  {what: 'a file without a header', columns: ['1', '2']},
  {what: 'the key under another name', columns: ['Customer e-mail address', 'city']},
]

test('what is wrong with a mapping is said with the command that sets it right', async () => {
  const texts = CASES.map(({what, columns, asked = {}, typed = [], target = contactTarget}) => {
    const argv = ['people.csv', ...typed]
    try {
      compileMapping(csvRequest(columns, asked), target)
    } catch (error) {
      const shown = toAppError(error, {bin: 'hubspot-push', command: 'push', argv, flags: FLAGS})
      if (error instanceof AppError)
        return [
          `# ${what} [${shown.code}]`,
          ...presentError(shown, {width: 100, palette: createPalette(false)}),
          '',
        ].join('\n')
    }
    throw new Error(`${what}: expected a refusal`)
  })
  await expect(texts.join('\n')).toMatchFileSnapshot(goldenPath('mapping-messages.txt'))
})
