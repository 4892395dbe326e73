import fc from 'fast-check'
import {expect, test} from 'vitest'
import type {LinkType} from '../../../../src/hubspot/associations/association-calls.js'
import type {LinksOfRecord} from '../../../../src/hubspot/associations/read-links.js'
import {planAdditions, planRemovals, type Wish} from '../../../../src/push/links/ordered/link-changes.js'

const PLAIN: LinkType = {category: 'HUBSPOT_DEFINED', typeId: 279, label: null}
const PRIMARY: LinkType = {category: 'HUBSPOT_DEFINED', typeId: 1, label: 'Primary'}
const BUYER: LinkType = {category: 'USER_DEFINED', typeId: 1, label: 'Buyer'}
const USER: LinkType = {category: 'USER_DEFINED', typeId: 2, label: 'User'}

const links = (entries: Readonly<Record<string, readonly LinkType[]>>): LinksOfRecord =>
  new Map(Object.entries(entries))
const wish = (to: string, ...types: LinkType[]): Wish => ({to, types})

test('what is there is not written; labels are written with those that the pair has, but not as primary', () => {
  const current = links({a: [PLAIN], b: [PLAIN, PRIMARY, BUYER], c: [PLAIN, USER]})
  const {plain, typed, isNew} = planAdditions(
    [wish('a'), wish('b', BUYER), wish('b', USER), wish('c'), wish('d'), wish('d'), wish('e'), wish('e', USER)],
    current,
  )
  expect(plain).toEqual(['d'])
  expect(typed).toEqual([wish('b', BUYER, USER), wish('e', USER)])
  expect(isNew).toEqual([false, false, true, false, true, false, true, true])
})

test('primary is written where the label says so; an equal number in another category is another type', () => {
  expect(planAdditions([wish('a', PRIMARY)], links({a: [PLAIN, BUYER]})).typed).toEqual([wish('a', BUYER, PRIMARY)])
})

test('without a label, links that carry a label stay; "Primary" is none', () => {
  const current = links({a: [PLAIN], b: [PLAIN, PRIMARY], c: [PLAIN, BUYER], d: [PLAIN], e: [PLAIN, USER]})
  const {links: removed, labels, left} = planRemovals([{types: [], to: new Set(['d'])}], current)
  expect([removed, [...labels], left]).toEqual([['a', 'b'], [], 2])
})

test('with a label, only that label goes, never the link; an empty cell that clears names none', () => {
  const current = links({a: [PLAIN], b: [PLAIN, BUYER], c: [PLAIN, BUYER, USER]})
  const named = planRemovals([{types: [BUYER], to: new Set(['b'])}], current)
  expect([named.links, [...named.labels], named.left]).toEqual([[], [['c', [BUYER]]], 0])
  const none = planRemovals([{types: [BUYER], to: new Set()}], current)
  expect([...none.labels]).toEqual([
    ['b', [BUYER]],
    ['c', [BUYER]],
  ])
})

test('a record that another cell of the row names is no other record', () => {
  const current = links({a: [PLAIN], b: [PLAIN]})
  const cells = [
    {types: [], to: new Set(['a'])},
    {types: [BUYER], to: new Set(['b'])},
  ]
  expect(planRemovals(cells, current)).toEqual({links: [], labels: new Map(), left: 0})
})

test('after additions every wish is true, and a second plan has nothing to do', () => {
  const types = fc.subarray([PRIMARY, BUYER, USER])
  const wishes = fc.array(fc.record({to: fc.constantFrom('a', 'b', 'c'), types}), {maxLength: 8})
  const there = fc.dictionary(
    fc.constantFrom('a', 'b', 'd'),
    types.map(found => [PLAIN, ...found]),
  )
  fc.assert(
    fc.property(wishes, there, (wanted, entries) => {
      const current = new Map(Object.entries(entries))
      const {plain, typed, isNew} = planAdditions(wanted, current)
      const after = new Map<string, readonly LinkType[]>(current)
      for (const to of plain) after.set(to, [PLAIN])
      // As HubSpot does it: the portal's own labels are replaced.
      for (const {to, types: written} of typed)
        after.set(to, [...(current.get(to) ?? [PLAIN]).filter(({category}) => category !== 'USER_DEFINED'), ...written])
      expect(planAdditions(wanted, after)).toMatchObject({plain: [], isNew: wanted.map(() => false)})
      for (const [to, before] of current) expect(after.get(to)).toEqual(expect.arrayContaining([...before]))
      expect(isNew.some(Boolean)).toBe(plain.length + typed.length > 0)
    }),
  )
})
