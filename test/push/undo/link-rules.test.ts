import {expect, test} from 'vitest'
import type {LinkType} from '../../../src/hubspot/associations/association-calls.js'
import {anyLabel, judgeLinks} from '../../../src/push/undo/link-rules.js'

const plain: LinkType = {category: 'HUBSPOT_DEFINED', typeId: 279, label: null}
const primary: LinkType = {category: 'HUBSPOT_DEFINED', typeId: 1, label: 'Primary'}
const label: LinkType = {category: 'USER_DEFINED', typeId: 37, label: 'Decision maker'}
const sameNumber: LinkType = {category: 'HUBSPOT_DEFINED', typeId: 37, label: 'Billing contact'}
/** A label of the portal's own that is called so is one like any other. */
const calledPrimary: LinkType = {category: 'USER_DEFINED', typeId: 5, label: 'Primary'}

const judge = (types: readonly LinkType[], own: readonly string[] | undefined) =>
  judgeLinks(new Map([['9', types]]), id => (id === '9' ? own : undefined), 'company')

test.each<[string, readonly LinkType[], readonly string[]]>([
  ['a plain one', [plain], []],
  ['one that HubSpot made the primary one by itself', [plain, primary], []],
  ['one with its own label', [plain, label], ['U37']],
  ['one with a label whose other end it wrote', [plain, label], [anyLabel('U38')]],
])('a link of the run does not count: %s', (_, types, own) => {
  expect(judge(types, own)).toBeUndefined()
})

test.each<[string, readonly LinkType[], readonly string[] | undefined, string]>([
  ['a link that it did not make', [plain], undefined, 'company 9'],
  ['a label that was added', [plain, label], [], '"Decision maker"'],
  ['another label than its own', [plain, label, sameNumber], ['U37'], '"Billing contact"'],
  ['a label of the same number', [plain, sameNumber], ['U37'], '"Billing contact"'],
  ['a label called Primary', [plain, calledPrimary], [], '"Primary"'],
  ['one more label than the other end was given', [plain, label, sameNumber], [anyLabel('U38')], '"Billing contact"'],
])('%s counts', (_, types, own, said) => {
  expect(judge(types, own)).toMatchObject({code: 'LINKED_SINCE', message: expect.stringContaining(said)})
})

test('a record without links has none that count', () => {
  expect(judgeLinks(new Map(), () => undefined, 'company')).toBeUndefined()
})
