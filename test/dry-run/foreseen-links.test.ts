import {expect, test} from 'vitest'
import {type LinkChange, linksAfter} from '../../src/dry-run/foreseen-links.js'
import type {LinkType} from '../../src/hubspot/associations/association-calls.js'

const type = (typeId: number, label: string | null, category = 'USER_DEFINED'): LinkType => ({category, typeId, label})
const PLAIN = type(279, null, 'HUBSPOT_DEFINED')
const [BUYER, BOSS] = [type(37, 'Buyer'), type(1, 'Boss')]
const PRIMARY = type(1, 'Primary', 'HUBSPOT_DEFINED')

/** As `7: , Buyer`: the plain type has no text. */
function shown(stored: Record<string, readonly LinkType[]>, changes: readonly LinkChange[]): string[] {
  const links = linksAfter(new Map(Object.entries(stored)), changes)
  return [...links].map(([to, types]) => `${to}: ${types.map(({label}) => label ?? '-').join(' ')}`)
}

test.each<[string, Record<string, readonly LinkType[]>, readonly LinkChange[], string[]]>([
  ['nothing', {7: [PLAIN]}, [], ['7: -']],
  ['a first link', {}, [{kind: 'linked', to: '7', types: []}], ['7: -']],
  ['a first link with a label', {}, [{kind: 'linked', to: '7', types: [BUYER]}], ['7: - Buyer']],
  ['a label more', {7: [PLAIN, BOSS]}, [{kind: 'linked', to: '7', types: [BOSS, BUYER]}], ['7: - Boss Buyer']],
  ['a label that is there', {7: [PLAIN, BUYER]}, [{kind: 'linked', to: '7', types: [BUYER]}], ['7: - Buyer']],
  ['a label gone', {7: [PLAIN, BUYER]}, [{kind: 'unlabelled', to: '7', types: [BUYER]}], ['7: -']],
  [
    'one number in two categories',
    {7: [PLAIN, PRIMARY, BOSS]},
    [{kind: 'unlabelled', to: '7', types: [BOSS]}],
    ['7: - Primary'],
  ],
  ['a label of a link that is not there', {}, [{kind: 'unlabelled', to: '7', types: [BUYER]}], []],
  ['a link gone', {7: [PLAIN], 8: [PLAIN]}, [{kind: 'unlinked', to: '7'}], ['8: -']],
  [
    'gone and made again, in this order',
    {7: [PLAIN, BUYER]},
    [
      {kind: 'unlinked', to: '7'},
      {kind: 'linked', to: '7', types: []},
    ],
    ['7: -'],
  ],
])('%s', (_, stored, changes, after) => {
  expect(shown(stored, changes)).toEqual(after)
})
