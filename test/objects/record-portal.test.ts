import {expect, test} from 'vitest'
import {recordPortal} from '../../src/objects/record-portal.js'
import {readPortalFile} from '../../src/sandbox/crm/portal-file/read-portal-file.js'
import type {SandboxOptions} from '../../src/sandbox/server/running-sandbox.js'
import {presentPortal} from '../../src/terminal/present/objects/present-portal.js'
import {createPalette} from '../../src/terminal/text/palette.js'
import {startProbe} from '../sandbox/fidelity/probe.js'
import {connectTo} from './connect-to.js'

async function record(
  options: SandboxOptions,
  change: (probe: Awaited<ReturnType<typeof startProbe>>) => Promise<unknown> = async () => {},
) {
  const probe = await startProbe(options)
  await change(probe)
  const recorded = await recordPortal(connectTo(probe.sandbox))
  return {probe, recorded, file: JSON.parse(JSON.stringify(recorded))}
}

test('a portal that is recorded, served and recorded again is the same, and answers writes alike', async () => {
  const first = await record({}, async ({call}) => {
    const made = {groupName: 'contactinformation', label: 'Own', type: 'enumeration', fieldType: 'checkbox'}
    const options = [{value: 'a', label: 'A', description: 'first', displayOrder: 3, hidden: true}]
    await call('POST', '/crm/v3/properties/contacts', {...made, name: 'own', options})
    await call('POST', '/crm/v3/properties/contacts/groups', {name: 'mine', label: 'Mine'})
    await call('PUT', '/crm/v3/property-validations/contacts/zip/rule-type/MAX_LENGTH', {ruleArguments: ['5']})
    await call('POST', '/crm/v4/associations/companies/deals/labels', {
      label: 'Payer',
      inverseLabel: 'Paid by',
      name: 'payer',
    })
  })
  const contacts = first.file.objects.find((object: {name: string}) => object.name === 'contacts')
  expect(contacts.properties.find((property: {name: string}) => property.name === 'own')).toMatchObject({
    options: [{value: 'a', label: 'A', description: 'first', displayOrder: 3, hidden: true}],
    ...{key: false, readOnly: false, required: false, groupName: 'contactinformation'},
  })
  expect(first.file.associations).toContainEqual(
    expect.objectContaining({from: '0-2', to: '0-3', label: 'Payer', inverseLabel: 'Paid by'}),
  )
  const second = await record({portal: readPortalFile(first.file)})
  expect(second.file).toEqual(first.file)
  const definitions = async ({call}: typeof first.probe, path: string) => (await call('GET', path)).body
  for (const path of [
    ...['/crm/v3/pipelines/deals', '/crm/v3/pipelines/tickets', '/crm/v3/owners', '/account-info/v3/details'],
    ...['/crm/v4/associations/contacts/companies/labels', '/crm/v4/associations/contacts/contacts/labels'],
    '/crm/v4/associations/definitions/configurations/deals/contacts',
  ])
    expect(await definitions(second.probe, path), path).toEqual(await definitions(first.probe, path))

  const writes: [string, object][] = [
    ['contacts', {email: 'ann@x.co', lifecyclestage: 'lead', own: 'a'}],
    ['contacts', {email: 'no', lifecyclestage: 'nothing', zip: '123456'}],
    ['contacts', {createdate: '2026-01-01', nothing: '1'}],
    ['deals', {}],
    ['p_car', {model: 'x'}],
  ]
  for (const [object, properties] of writes) {
    const told = async ({call}: typeof first.probe) => await call('POST', `/crm/v3/objects/${object}`, {properties})
    const [one, two] = [await told(first.probe), await told(second.probe)]
    expect([two.status, textOf(two.body)]).toEqual([one.status, textOf(one.body)])
  }
})

/** Without what differs from run to run. */
function textOf(body: unknown): string {
  return JSON.stringify(body).replace(
    /"(correlationId|createdAt|updatedAt|createdate|hs_createdate|lastmodifieddate|hs_lastmodifieddate|hs_lifecyclestage_lead_date)":"[^"]*"/g,
    '',
  )
}

test('a login that may not read everything records the rest, and says why', async () => {
  const scopes = ['oauth', 'crm.objects.contacts.read', 'crm.objects.owners.read']
  const {recorded, file} = await record({scopes})
  expect(recorded.missingScopes).not.toEqual([])
  expect(recorded.objects.slice(0, 2)).toMatchObject([
    {name: 'contacts', reason: null},
    {name: 'companies', reason: expect.stringContaining('scope')},
  ])
  const {sandbox} = await startProbe({portal: readPortalFile(file)})
  expect(sandbox.objects().map(({name}) => name)).not.toContain('companies')
  const screen = {width: 80, palette: createPalette(false)}
  const lines = [...presentPortal(recorded, 4711, screen)]
  expect(lines.join('\n')).toContain('contacts (Contacts, 0-1) of portal 4711')
  expect(lines.join('\n')).toMatch(/Not known: .*scope/)
})
