import {expect, test} from 'vitest'
import type {LinkType} from '../../../../src/hubspot/associations/association-calls.js'
import {type ReplacingRow, replaceInOrder} from '../../../../src/push/links/ordered/replaced-links.js'

const PLAIN: LinkType = {category: 'HUBSPOT_DEFINED', typeId: 279, label: null}
const PRIMARY: LinkType = {category: 'HUBSPOT_DEFINED', typeId: 1, label: 'Primary'}
const BUYER: LinkType = {category: 'USER_DEFINED', typeId: 37, label: 'Buyer'}
const USER: LinkType = {category: 'USER_DEFINED', typeId: 28, label: 'User'}

/** A row that names `to` with these types, and nothing else; `isWhole`: it may remove. */
function row(to: readonly string[], types: readonly LinkType[] = [], isWhole = true): ReplacingRow {
  return {
    held: to.map(each => ({to: each, types})),
    replacements: isWhole ? [{types, to: new Set(to)}] : undefined,
  }
}

const shown = (rows: readonly ReplacingRow[], current: Readonly<Record<string, readonly LinkType[]>>) => {
  const {links, labels, left} = replaceInOrder(rows, new Map(Object.entries(current)))
  return {links: [...links], labels: [...labels].map(([to, {types, by}]) => [to, types, by]), left}
}

test('a link that a row drops goes, unless a later one names it again', () => {
  const current = {a: [PLAIN, PRIMARY], b: [PLAIN]}
  expect(shown([row(['c']), row(['d'])], current).links).toEqual([
    ['a', 0],
    ['b', 0],
    ['c', 1],
  ])
  expect(shown([row(['c']), row(['a'])], current)).toEqual({
    links: [
      ['b', 0],
      ['c', 1],
    ],
    labels: [],
    left: 0,
  })
})

test('a row that may not remove leaves what it does not name; the rows beside it count', () => {
  expect(shown([row(['a']), row(['b'], [], false)], {z: [PLAIN]}).links).toEqual([['z', 0]])
  expect(shown([row(['a'], [], false), row(['b'])], {z: [PLAIN]}).links).toEqual([
    ['z', 1],
    ['a', 1],
  ])
})

test('a label that goes leaves a plain link, which the next row without a label drops', () => {
  const rows = [row(['a'], [BUYER]), row(['b'], [BUYER])]
  expect(shown(rows, {a: [PLAIN]})).toEqual({links: [], labels: [['a', [BUYER], 1]], left: 0})
  expect(shown([...rows, row(['c'])], {a: [PLAIN]})).toEqual({links: [['a', 2]], labels: [], left: 1})
})

test('a label that is taken and given again stays; others of the link are not touched', () => {
  const current = {a: [PLAIN, BUYER, USER]}
  expect(shown([row(['b'], [BUYER]), row(['a'], [BUYER])], current).labels).toEqual([['b', [BUYER], 1]])
  expect(shown([row(['b'], [USER])], current).labels).toEqual([['a', [USER], 0]])
})
