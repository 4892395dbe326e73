import {expect, test} from 'vitest'
import {findObject} from '../../../src/hubspot/portal/find-object.js'
import {MAIN_OBJECTS} from '../../../src/hubspot/portal/standard-objects.js'
import {listValidationRules} from '../../../src/hubspot/portal/validation-rules.js'
import {stubbedClient} from '../support/stubbed-client.js'

const contacts = findObject('contacts', MAIN_OBJECTS)

test('the rules of all properties come in one request; nonsense is left out', async () => {
  const maxLength = {ruleType: 'MAX_LENGTH', ruleArguments: ['8', null], shouldApplyNormalization: true}
  const results = [
    {propertyName: 'zip', propertyValidationRules: [maxLength, {ruleArguments: ['1']}, null, {ruleType: 'NEW'}]},
    {propertyName: 'city', propertyValidationRules: []},
    {propertyValidationRules: [maxLength]},
    'nonsense',
  ]
  const {hubspot, server} = await stubbedClient([{status: 200, body: {results}}])
  expect([...(await listValidationRules(hubspot, contacts))]).toEqual([
    [
      'zip',
      [
        {type: 'MAX_LENGTH', arguments: ['8'], normalises: true},
        {type: 'NEW', arguments: [], normalises: false},
      ],
    ],
  ])
  expect(server.requests.map(({url}) => url)).toEqual(['/crm/v3/property-validations/0-1'])
})

test.each([
  ['a missing scope', 403, {category: 'MISSING_SCOPES', context: {requiredGranularScopes: ['x']}}],
  ['a portal without such a thing', 404, {message: 'resource not found'}],
  ['a refusal', 400, {message: 'no'}],
  ['a body that says nothing', 200, {}],
])('%s is a portal without rules', async (_, status, body) => {
  const {hubspot} = await stubbedClient([{status, body}])
  expect((await listValidationRules(hubspot, contacts)).size).toBe(0)
})
