import {describe, expect, test} from 'vitest'
import {findRoute} from '../../../src/sandbox/crm/routes.js'
import {sharedDir} from '../../support/shared-material.js'
import {embeddedProblems, openCaller} from '../crm/crm-caller.js'
import {startProbe} from './probe.js'
import {readRecording, recordingFiles} from './recordings.js'

/** Recordings that are not replayed as requests, since the sandbox does not serve their route. */
const OUT_OF_SCOPE: Readonly<Record<string, string>> = {
  'amp-batch-read-campaigns-207.json':
    'marketing campaigns; its 207 has the shape that batch reads of records are held to',
  'hubspotruby-401.json': 'a blog API of 2014',
}

describe('recordings of routes that are not served', () => {
  test.skipIf(!sharedDir)('each has its reason, and none of a served route is among them', () => {
    const unserved = recordingFiles().filter(file => {
      const {method, url} = readRecording(file).request
      return findRoute(method, url.split('?')[0] ?? '') === undefined
    })
    expect(unserved.sort()).toEqual(Object.keys(OUT_OF_SCOPE).sort())
  })

  test.skipIf(!sharedDir).each([
    ['captaincontrat-contact-400-invalid-email.json', 'email', 'an_invalid_email'],
    ['grouparoo-legacy-contact-400-invalid-email.json', 'email', '000'],
    ['grouparoo-legacy-contact-400-invalid-long.json', 'closedate', 'asd000'],
  ])('%s: the same value is refused in the same words', (file, property, value) => {
    const recorded = readRecording(file).response.body as {readonly validationResults: readonly object[]}
    const answer = openCaller().call('POST', '/crm/objects/2026-03/contacts', {
      properties: {[property]: value, lastname: 'L'},
    })
    const [problem] = embeddedProblems(answer.json.at('message'))
    expect(problem).toMatchObject(recorded.validationResults[0] ?? {missing: true})
  })

  test.skipIf(!sharedDir)('an e-mail under no real top-level domain is refused in the recorded words', () => {
    const body = readRecording('rudder-legacy-batch-400.json').response.body as {
      invalidEmails: [string]
      failureMessages: [{error: {message: string}}]
    }
    const answer = openCaller().call('POST', '/crm/v3/objects/contacts', {properties: {email: body.invalidEmails[0]}})
    expect(embeddedProblems(answer.json.at('message'))[0]?.['message']).toBe(body.failureMessages[0].error.message)
  })

  test.skipIf(!sharedDir)('a field that is missing is told as lists tell it', () => {
    const {body} = readRecording('captaincontrat-list-400.json').response as {body: Record<string, string>}
    const answer = openCaller().call('POST', '/crm/v3/objects/contacts/batch/upsert', {inputs: [{properties: {}}]})
    const withoutPlace = (message: unknown) =>
      String(message)
        .replace(/column \d+/, 'column N')
        .replace(/\[\w+\]$/, '[field]')
    expect(withoutPlace(answer.json.at('message'))).toBe(withoutPlace(body['message']))
    expect(Object.keys(answer.json.value as object)).toEqual(Object.keys(body))
  })

  test.skipIf(!sharedDir)('a request without credentials is refused as recorded', async () => {
    const {sandbox} = await startProbe()
    const {response} = readRecording('rudder-401-no-credentials.json')
    const reply = await fetch(`${sandbox.url}/crm/v3/objects/contacts/batch/upsert`, {method: 'POST', body: '{}'})
    expect(reply.status).toBe(401)
    expect(await reply.json()).toEqual({
      ...(response.body as object),
      correlationId: reply.headers.get('x-hubspot-correlation-id'),
    })
  })
})
