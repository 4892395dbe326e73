import {join} from 'node:path'
import {describe, expect, test} from 'vitest'
import {findRoute} from '../../../src/sandbox/crm/routes.js'
import {sharedDir} from '../../support/shared-material.js'
import {auditExchanges, DEVIATIONS} from './audit.js'
import {exerciseLabels, exerciseLinks, type LinkPaths} from './exercise-links.js'
import {type Contract, readContract} from './openapi-contract.js'
import {type Probe, startProbe} from './probe.js'

const V4: LinkPaths = {pairs: '/crm/v4/associations', objects: '/crm/v4/objects', labels: '/crm/v4/associations'}
const dated = (version: string): LinkPaths => ({
  pairs: `/crm/associations/${version}`,
  objects: `/crm/objects/${version}`,
  labels: `/crm/associations/${version}`,
})

type Exercise = (probe: Probe, paths: LinkPaths) => Promise<void>

const DOCUMENTS: readonly (readonly [file: string, paths: LinkPaths, exercise: Exercise])[] = [
  ['associations.v4', V4, exerciseLinks],
  ['associations.v4-basic', V4, exerciseLinks],
  ['associations.2026-03', dated('2026-03'), exerciseLinks],
  ['associations.2026-09', dated('2026-09'), exerciseLinks],
  ['associationsSchema.v4', {...V4, labels: '/crm/associations/v4'}, exerciseLabels],
  ['associationsSchema.v4-basic', V4, exerciseLabels],
  ['associationsSchema.2026-03', dated('2026-03'), exerciseLabels],
  ['associationsSchema.2026-09', dated('2026-09'), exerciseLabels],
]

function served({operations}: Contract): string[] {
  return operations.filter(name => {
    const [method = '', path = ''] = name.split(' ')
    return name.includes('ssociations/') && findRoute(method, path) !== undefined
  })
}

describe('every reply about associations is one that HubSpot’s documents declare', () => {
  test.skipIf(!sharedDir).each(DOCUMENTS)('%s', async (file, paths, exercise) => {
    const contract = readContract(join(sharedDir ?? '', 'hubspot', 'openapi'), `${file}.json`)
    const probe = await startProbe({
      switches: {
        // The documents of 2026-09 know no 207: there, and there alone, errors come with the status of success.
        partialStatus: file.endsWith('2026-09') ? 'success' : '207',
        // One document has the recorded numbers, the others texts.
        linkIdsAs: file.endsWith('basic') ? 'numbers' : 'texts',
      },
    })
    await exercise(probe, paths)
    const audit = auditExchanges(contract, probe.exchanges)
    expect(audit.problems).toEqual([])
    expect(served(contract).filter(name => !audit.succeeded.has(name))).toEqual([])
    expect(served(contract).length).toBeGreaterThan(3)
  })
})

test.skipIf(!sharedDir)('each deviation about links that nobody recorded is one the sandbox makes here', async () => {
  const excused = new Set<unknown>()
  for (const [file, paths, exercise] of DOCUMENTS.filter(([name]) => name.endsWith('2026-09'))) {
    const probe = await startProbe({switches: {partialStatus: 'success'}})
    await exercise(probe, paths)
    const contract = readContract(join(sharedDir ?? '', 'hubspot', 'openapi'), `${file}.json`)
    for (const deviation of auditExchanges(contract, probe.exchanges).excused) excused.add(deviation)
  }
  const probe = await startProbe()
  await probe.call('GET', '/crm-object-schemas/2026-09/schemas/contacts')
  const schemas = readContract(join(sharedDir ?? '', 'hubspot', 'openapi'), 'schemas.2026-09.json')
  for (const deviation of auditExchanges(schemas, probe.exchanges).excused) excused.add(deviation)
  expect(DEVIATIONS.filter(each => each.unrecorded === 'associations' && !excused.has(each))).toEqual([])
})

/** Operations of these documents that the sandbox refuses with 404 or 405. */
test.skipIf(!sharedDir)('of the current documents only these operations are not served', () => {
  const left = DOCUMENTS.filter(([file]) => file.endsWith('2026-09')).flatMap(([file]) => {
    const contract = readContract(join(sharedDir ?? '', 'hubspot', 'openapi'), `${file}.json`)
    return contract.operations.filter(name => !served(contract).includes(name))
  })
  expect(left).toEqual([
    'POST /crm/associations/2026-09/usage/high-usage-report/{userId}',
    'GET /crm/associations/2026-09/definitions/configurations/all',
    'POST /crm/associations/2026-09/definitions/configurations/{fromObjectType}/{toObjectType}/batch/create',
    'POST /crm/associations/2026-09/definitions/configurations/{fromObjectType}/{toObjectType}/batch/purge',
    'POST /crm/associations/2026-09/definitions/configurations/{fromObjectType}/{toObjectType}/batch/update',
  ])
})
