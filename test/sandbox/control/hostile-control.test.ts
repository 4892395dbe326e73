import fc from 'fast-check'
import {expect, onTestFinished, test} from 'vitest'
import {answerOwn} from '../../../src/sandbox/control/answer-own.js'
import {CONTROL_ROUTES} from '../../../src/sandbox/control/control-routes.js'
import {startSandbox} from '../../../src/sandbox/sandbox.js'

const WORDS = [
  'contacts',
  '0-1',
  'name',
  'id',
  '101',
  'object',
  '__proto__',
  'constructor',
  'fault',
  'status',
  'default',
  '',
]
const KEYS = [
  ...[
    'objects',
    'name',
    'properties',
    'options',
    'value',
    'pipelines',
    'stages',
    'id',
    'associations',
    'from',
    'to',
    'label',
  ],
  ...[
    'owners',
    'portal',
    'portalId',
    'extends',
    'groups',
    'rules',
    'type',
    'object',
    'mergedInto',
    'changes',
    'before',
    'at',
  ],
  ...[
    'method',
    'path',
    'headers',
    'query',
    'body',
    'times',
    'atLeast',
    'fault',
    'status',
    'ms',
    'next',
    'now',
    'advanceMs',
  ],
  ...[
    'standing',
    'token',
    'scopes',
    'client',
    'seedData',
    'seed',
    'limits',
    'switches',
    'faults',
    'time',
    'max',
    '__proto__',
  ],
]

const {json} = fc.letrec<{json: unknown}>(tie => ({
  json: fc.oneof(
    {depthSize: 'small'},
    fc.constantFrom<unknown>(...WORDS, 0, 1, -1, 1e300, true, false, null, 503, '2026-01-01T00:00:00Z'),
    fc.array(tie('json'), {maxLength: 3}),
    fc.dictionary(fc.constantFrom(...KEYS), tie('json'), {maxKeys: 5}),
  ),
}))

test('whatever is asked of the control routes, the answer is no bug, and the sandbox goes on', async () => {
  const sandbox = await startSandbox({seedData: [{object: 'contacts', id: '101'}]})
  onTestFinished(() => sandbox.close())
  const about = {sandbox, tokens: [sandbox.token], isLoopback: true}
  const headers = {host: 'localhost', authorization: `Bearer ${sandbox.token}`}
  const route = fc.constantFrom(...CONTROL_ROUTES.filter(({path}) => path !== 'settle'))
  const text = fc.oneof(
    json.map(value => JSON.stringify(value)),
    fc.constantFrom('', '{', 'null', '"x"'),
  )
  await fc.assert(
    fc.asyncProperty(
      route,
      text,
      fc.array(fc.constantFrom(...WORDS), {minLength: 3, maxLength: 3}),
      async (each, body, names) => {
        const path = `/_sandbox/${each.path.replaceAll(/:\w+/g, () => names.pop() ?? 'x')}`
        const query = new URLSearchParams({limit: '1'})
        const delivery = await answerOwn({method: each.method, path, query, headers, body}, about)
        if (delivery.kind === 'lines') for (const line of delivery.lines) JSON.parse(line)
        else expect(delivery).toMatchObject({kind: 'reply', reply: {status: expect.any(Number)}})
      },
    ),
    {numRuns: 400},
  )
  sandbox.reset()
  expect([...sandbox.records('contacts')]).toHaveLength(1)
})
