import {join} from 'node:path'
import {expect, test} from 'vitest'
import {openSource} from '../../src/input/open-source.js'
import {compileMapping} from '../../src/mapping/compile/compile-mapping.js'
import type {MappingRequest} from '../../src/mapping/mapping-types.js'
import {mapRow} from '../../src/mapping/row/map-row.js'
import type {MappedRow, Reject} from '../../src/rows/rows.js'
import {sharedDir} from '../support/shared-material.js'
import {contactTarget, csvRequest, property} from './support/definitions.js'

test.skipIf(!sharedDir)('the federal domains give 134 refused rows and 265 contacts', async () => {
  const target = {...contactTarget, properties: [...contactTarget.properties, property('state')]}
  const source = await openSource({path: join(sharedDir ?? '', 'data', 'federal-domains.csv')})
  const map: MappingRequest['map'] = [
    {column: 'Security contact email', property: 'email'},
    {column: 'Organization name', property: 'company'},
    {column: 'City', property: 'city'},
    {column: 'State', property: 'state'},
  ]
  const mapping = compileMapping(csvRequest(source.columns, {map, ignoreUnknown: true}), target)
  const mapped: MappedRow[] = []
  const refused: Reject[] = []
  for await (const row of source.rows) {
    const outcome = row.kind === 'source' ? mapRow(row, mapping) : row
    if (outcome.kind === 'mapped') mapped.push(outcome)
    else refused.push(outcome)
  }
  expect(mapping.ignored).toEqual(['Domain name', 'Domain type', 'Suborganization name'])
  expect(mapped.length).toBe(1187)
  expect(new Set(mapped.map(({orderKey}) => orderKey)).size).toBe(265)
  expect(refused.length).toBe(134)
  expect(new Set(refused.map(({code, value}) => `${code} ${value}`))).toEqual(new Set(['INVALID_EMAIL (blank)']))
})
