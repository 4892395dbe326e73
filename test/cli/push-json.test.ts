import {readFile, writeFile} from 'node:fs/promises'
import {join} from 'node:path'
import {expect, test, vi} from 'vitest'
import {runCli} from '../support/run-cli.js'
import {envOf, shareSandbox} from '../support/shared-sandbox.js'
import {tempDir} from '../support/temp-dir.js'

vi.setConfig({testTimeout: 90_000}) // several processes
const sharedSandbox = shareSandbox()

const REPLY = `{
  "results": [
    {"id": "1", "properties": {"email": "ann@example.com", "firstname": "old"}},
    {"id": "2", "properties": {"email": "bob at example.com", "zip": 9007199254740993, "city": 1.10}},
    {"id": "1", "properties": {"email": "ann@example.com", "firstname": 2.0}}
  ],
  "paging": {"next": {"after": "3"}}
}
`

test("an API's reply is pushed, its rejects exported and sent again, numbers to the letter", async () => {
  const home = await tempDir()
  const env = envOf(sharedSandbox())
  await writeFile(join(home, 'reply.json'), REPLY)
  const push = [
    'push',
    'reply.json',
    '--object',
    'CONTACT',
    '--ignore',
    'id',
    '--duplicates',
    'last',
    '--yes',
    '--json',
  ]
  const first = await runCli(push, {home, env})
  expect([first.code, JSON.parse(first.stdout).rows]).toMatchObject([3, {read: 3, written: 1, skipped: 1, rejected: 1}])
  expect((await sharedSandbox().records('contacts')).map(({properties}) => properties['firstname'])).toEqual(['2.0'])
  await runCli(['rejects', 'export', '--output', 'fixed.jsonl'], {home})
  const exported = await readFile(join(home, 'fixed.jsonl'), 'utf8')
  expect(exported).toMatch(/^\{"id":"2","email":"bob at example.com","zip":9007199254740993,"city":1\.10,"_line":4,/)
  await writeFile(join(home, 'fixed.jsonl'), exported.replace(' at ', '@'))
  const second = await runCli(['rejects', 'retry', '--from', 'fixed.jsonl', '--json'], {home, env})
  expect([second.code, JSON.parse(second.stdout).rows]).toMatchObject([0, {read: 1, written: 1}])
  const bob = (await sharedSandbox().records('contacts')).find(
    ({properties}) => properties['email'] === 'bob@example.com',
  )
  expect(bob?.properties).toMatchObject({zip: '9007199254740993', city: '1.10'})
})
