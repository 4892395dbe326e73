import {describe, expect, test} from 'vitest'
import type {SandboxSwitches} from '../../../src/sandbox/basics/switches.js'
import {createCrm} from '../../../src/sandbox/crm/crm.js'
import {type Caller, callerOf, openCaller} from './crm-caller.js'

/** docs/hubspot-api.md#deletes. */

const CONTACTS = '/crm/v3/objects/contacts'

function made({call}: Caller, properties: Record<string, string>): string {
  return String(call('POST', CONTACTS, {properties, associations: []}).json.at('id'))
}

function isThere({call}: Caller, id: string): boolean {
  return call('GET', `${CONTACTS}/${id}`).status === 200
}

describe('a record in the recycle bin', () => {
  test('comes back with its values and keys, and can be archived again', () => {
    const caller = openCaller()
    const id = made(caller, {email: 'ann@x.co', external_id: 'A1', city: 'Bern'})
    for (const _ of [1, 2]) {
      caller.call('DELETE', `${CONTACTS}/${id}`)
      expect(isThere(caller, id)).toBe(false)
      expect(caller.call('GET', `${CONTACTS}/${id}?archived=true`).json.at('properties', 'email')).toBe('ann@x.co')
      caller.crm.restore('contacts', id)
      expect(isThere(caller, id)).toBe(true)
      expect(caller.call('GET', `${CONTACTS}/${id}?archived=true`).status).toBe(404)
    }
    const {json} = caller.upsert('contacts', [{id: 'A1', idProperty: 'external_id', properties: {}}])
    expect([json.at('results', 0, 'id'), json.at('results', 0, 'new')]).toEqual([id, false])
  })

  test.each<[Partial<SandboxSwitches>, boolean]>([
    [{}, false],
    [{restoresWithoutEmail: true}, true],
  ])('cannot come back once another contact has its e-mail (with %j: %s)', (switches, comesBack) => {
    const caller = openCaller({switches})
    const id = made(caller, {email: 'ann@x.co', lastname: 'Lee'})
    caller.call('DELETE', `${CONTACTS}/${id}`)
    const other = made(caller, {email: 'bob@x.co', hs_additional_emails: 'ann@x.co'})
    const restore = () => caller.crm.restore('contacts', id)
    if (!comesBack) expect(restore).toThrow('another contact has its e-mail')
    else restore()
    expect(isThere(caller, id)).toBe(comesBack)
    const found = caller.upsert('contacts', [{id: 'ann@x.co', idProperty: 'email', properties: {}}])
    expect(found.json.at('results', 0, 'id')).toBe(other)
  })

  test('is gone after ninety days', () => {
    let nowMs = Date.UTC(2026, 10, 23)
    const caller = callerOf(createCrm({now: () => nowMs}))
    const [one, other] = ['ann@x.co', 'bob@x.co'].map(email => made(caller, {email})) as [string, string]
    for (const id of [one, other]) caller.call('DELETE', `${CONTACTS}/${id}`)
    nowMs += 90 * 86_400_000
    caller.crm.restore('contacts', one)
    nowMs += 1
    expect(() => caller.crm.restore('contacts', other)).toThrow('more than 90 days ago')
  })

  test('is not what was merged, deleted for good, or never archived', () => {
    const caller = openCaller()
    const [left, merged, erased] = ['a@x.co', 'b@x.co', 'c@x.co'].map(email => made(caller, {email})) as [
      string,
      string,
      string,
    ]
    caller.call('POST', `${CONTACTS}/merge`, {primaryObjectId: left, objectIdToMerge: merged})
    caller.call('POST', `${CONTACTS}/gdpr-delete`, {objectId: erased})
    for (const id of [left, merged, erased, '4711'])
      expect(() => caller.crm.restore('contacts', id)).toThrow(`no archived record ${id} of contacts`)
  })
})
