import {readFile} from 'node:fs/promises'
import {join} from 'node:path'
import {fileURLToPath} from 'node:url'
import {describe, expect, test} from 'vitest'
import {sharedDir} from '../../support/shared-material.js'
import {DEVIATIONS} from './audit.js'
import {type Contract, readContract} from './openapi-contract.js'
import {readRecording, recordingFiles} from './recordings.js'

const FILES = [
  'objects.v3',
  'properties.v3',
  'schemas.v3',
  'crmOwners.v3',
  'pipelines.v3',
  'accountInfo.v3',
  'associations.v4-basic',
]

/** What the documents have against recorded replies alone, the sandbox following the documents there. */
const RECORDED_ONLY: readonly RegExp[] = [
  /^BatchResponseSimplePublicUpsertObject: /, // a mock, cut short, of an upsert that did nothing
  /properties\/\*: must have required property '(description|options)'$/, // a file of 2020, touched by hand
]

describe('HubSpot’s own replies, held against its own documents', () => {
  test.skipIf(!sharedDir)('part from them where the sandbox does', () => {
    const found = recordedProblems()
    expect(
      found.filter(
        problem => ![...DEVIATIONS.map(each => each.problem), ...RECORDED_ONLY].some(known => known.test(problem)),
      ),
    ).toEqual([])
  })

  test.skipIf(!sharedDir)('in every point that was ever recorded', () => {
    const found = recordedProblems()
    const unseen = DEVIATIONS.filter(({problem}) => !found.some(each => problem.test(each)))
    expect(unseen).toEqual(DEVIATIONS.filter(({unrecorded}) => unrecorded))
  })
})

function recordedProblems(): string[] {
  const contracts = FILES.map(file => readContract(join(sharedDir ?? '', 'hubspot', 'openapi'), `${file}.json`))
  return [...new Set(recordingFiles().flatMap(file => problemsOf(file, contracts)))].sort()
}

function problemsOf(file: string, contracts: readonly Contract[]): string[] {
  const {request, response} = readRecording(file)
  const path = (request.url.split('?')[0] ?? '').replace('/crm/v3/schemas', '/crm-object-schemas/v3/schemas')
  const contract = contracts.find(each => each.operationOf(request.method, path) !== undefined)
  const operation = contract?.operationOf(request.method, path)
  // Behind the proxy of this project creates are answered 200.
  const status =
    file.startsWith('nango-') && request.method === 'POST' && !path.includes('update') ? 201 : response.status
  const isGuess = file === 'amp-associations-400.json' // whoever captured it serves it with 207
  return contract && operation
    ? contract.replyProblems(operation, isGuess ? 207 : status, response.body === '' ? undefined : response.body)
    : []
}

test('docs/sandbox.md tells of each point', async () => {
  const page = await readFile(fileURLToPath(new URL('../../../docs/sandbox.md', import.meta.url)), 'utf8')
  const told = page.split('\n').filter(line => line.startsWith('| '))
  const withoutSource = (why: string) => why.replace(/ \([^)]*\)/, '')
  expect(DEVIATIONS.filter(({why}) => !told.some(line => line.endsWith(`| ${withoutSource(why)} |`)))).toEqual([])
})
