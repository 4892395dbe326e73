import {appendFileSync, readFileSync} from 'node:fs'
import {join} from 'node:path'
import fc from 'fast-check'
import {describe, expect, test} from 'vitest'
import {tempDir} from '../../support/temp-dir.js'
import {callerOf, openCaller} from './crm-caller.js'
import {type LinkedPortal, openLinkedPortal, pair, pathOf, typed} from './linked-portal.js'

const LABELS = `${pathOf('contacts/companies', 'v4')}/labels`

describe('links in a directory', () => {
  test('are there again after a restart, with labels made, renamed and removed', async () => {
    const dataDir = await tempDir()
    const first = openLinkedPortal({dataDir})
    const {pairs, call, contacts, companies} = first
    call('POST', LABELS, {label: 'Advisor', inverseLabel: 'Advised', name: 'advisor'})
    call('PUT', LABELS, {associationTypeId: 28, label: 'Payer'})
    call('DELETE', `${LABELS}/37`)
    pairs('companies/contacts', 'batch/create', [typed(companies[0], contacts[0], 'U102', 'U29')])
    pairs('contacts/companies', 'batch/associate/default', [pair(contacts[1], companies[0])])
    pairs('contacts/companies', 'batch/archive', [{from: {id: contacts[1]}, to: [{id: companies[0]}]}])
    const before = [...first.crm.associations()]
    const labels = call('GET', LABELS).json.value
    expect(before).toHaveLength(1)
    first.crm.close()

    for (const seed of [2, 3]) {
      const again = openCaller({dataDir, seed})
      expect([...again.crm.associations()]).toEqual(before)
      expect(again.call('GET', LABELS).json.value).toEqual(labels)
      again.crm.close()
    }
  })

  test('go with a record whose archive alone reached the disk', async () => {
    const dataDir = await tempDir()
    const {pairs, crm, contacts, companies} = openLinkedPortal({dataDir})
    pairs('contacts/companies', 'batch/associate/default', [pair(contacts[0], companies[0])])
    crm.close()
    const path = join(dataDir, 'records.jsonl')
    const record = readFileSync(path, 'utf8')
      .split('\n')
      .find(line => line.includes(`"${contacts[0]}"`) && line.includes('"record"'))
    const entry = JSON.parse(record ?? '[]')
    entry[5] = 1 // archived
    appendFileSync(path, `${JSON.stringify(entry)}\n`)
    const again = openCaller({dataDir})
    expect([...again.crm.associations()]).toEqual([])
    again.crm.close()
  })

  test('a refused batch of new records leaves none behind', async () => {
    const dataDir = await tempDir()
    const {call, crm, companies} = openLinkedPortal({dataDir})
    const types = [{associationCategory: 'HUBSPOT_DEFINED', associationTypeId: 279}]
    const inputs = [
      {properties: {lastname: 'A'}, associations: [{to: {id: companies[0]}, types}]},
      {properties: {nope: 'x'}},
    ]
    expect(call('POST', '/crm/v3/objects/contacts/batch/create', {inputs}).status).toBe(400)
    expect([...crm.associations()]).toEqual([])
    crm.close()
    expect(readFileSync(join(dataDir, 'records.jsonl'), 'utf8')).not.toContain('"link"')
  })
})

type Step = readonly [how: 'default' | 'label' | 'primary' | 'archive' | 'unlabel' | 'gone', from: number, to: number]

const steps = fc.array(
  fc.tuple(
    fc.constantFrom('default' as const, 'label' as const, 'primary' as const, 'archive' as const, 'unlabel' as const),
    fc.nat(2),
    fc.nat(2),
  ) as fc.Arbitrary<Step>,
  {maxLength: 25},
)

function take({pairs, contacts, companies}: LinkedPortal, [how, a, b]: Step): void {
  const [from, to] = [contacts[a], companies[b]]
  if (how === 'default') pairs('contacts/companies', 'batch/associate/default', [pair(from, to)])
  if (how === 'label') pairs('contacts/companies', 'batch/create', [typed(from, to, 'U37')])
  if (how === 'primary') pairs('companies/contacts', 'batch/create', [typed(to, from, 2)])
  if (how === 'archive') pairs('companies/contacts', 'batch/archive', [{from: {id: to}, to: [{id: from}]}])
  if (how === 'unlabel') pairs('companies/contacts', 'batch/labels/archive', [typed(to, from, 'U38')])
}

/** `contact company types`, asked from one side. */
function seen({pairs, contacts, companies}: LinkedPortal, side: 'contacts' | 'companies'): string[] {
  const [ids, kinds] = side === 'contacts' ? [contacts, 'contacts/companies'] : [companies, 'companies/contacts']
  const {json} = pairs(
    kinds,
    'batch/read',
    ids.map(id => ({id})),
  )
  const results = json.list('results') as {
    from: {id: string}
    to: {toObjectId: number; associationTypes: {label: string | null}[]}[]
  }[]
  return results
    .flatMap(({from, to}) =>
      to.map(({toObjectId, associationTypes}) => {
        const [contact, company] = side === 'contacts' ? [from.id, toObjectId] : [toObjectId, from.id]
        return `${contact} ${company} ${associationTypes.map(({label}) => label)}`
      }),
    )
    .sort()
}

test('whatever is linked and unlinked, both sides tell the same, one company is primary, and a restart changes nothing', async () => {
  await fc.assert(
    fc.asyncProperty(steps, async taken => {
      const dataDir = await tempDir()
      const portal = openLinkedPortal({dataDir})
      for (const step of taken) take(portal, step)
      const links = seen(portal, 'contacts')
      expect(seen(portal, 'companies')).toEqual(links)
      for (const contact of portal.contacts)
        expect(links.filter(link => link.startsWith(contact) && link.includes('Primary')).length).toBeLessThanOrEqual(1)
      portal.crm.close()
      const again = openCaller({dataDir})
      const reopened = {...portal, ...callerOf(again.crm)}
      const pairs: LinkedPortal['pairs'] = (kinds, tail, inputs, version = 'v4') =>
        reopened.call('POST', `${pathOf(kinds, version)}/${tail}`, {inputs})
      expect(seen({...reopened, pairs}, 'contacts')).toEqual(links)
      again.crm.close()
    }),
    {numRuns: 40},
  )
})
