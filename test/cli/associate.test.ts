import {readFile, writeFile} from 'node:fs/promises'
import {join} from 'node:path'
import {expect, test} from 'vitest'
import {goldenPath, normalise} from '../support/golden.js'
import {runCli} from '../support/run-cli.js'
import {tempDir} from '../support/temp-dir.js'

const SANDBOX = ['--profile', 'sandbox']
const ENDS = ['--from', 'mail=contacts.email', '--to', 'firm=companies.external_id', ...SANDBOX]
const PAIRS = [
  'mail,firm,email,anything',
  'ann@example.com,C1,x,',
  'bob@example.com,C2,y,',
  'nobody@example.com,C1,,',
  'cid@example.com,C9,,',
  'bob@example.com,,,',
  'ANN@example.com,C1,,',
]

/** Contacts and companies of a sandbox, and a file of pairs of them, whose other columns mean nothing. */
async function startHome() {
  const home = await tempDir()
  const run = (...args: string[]) => runCli(args, {home, cwd: home})
  const json = async (...args: string[]) => JSON.parse((await run(...args, '--json')).stdout)
  const write = (name: string, lines: readonly string[]) => writeFile(join(home, name), `${lines.join('\n')}\n`)
  await write('companies.csv', ['external_id,name', 'C1,Acme', 'C2,Globex'])
  await write('people.csv', ['email', 'ann@example.com', 'bob@example.com', 'cid@example.com'])
  await write('pairs.csv', PAIRS)
  await run('push', 'companies.csv', '--object', 'COMPANY', ...SANDBOX)
  await run('push', 'people.csv', '--object', 'CONTACT', ...SANDBOX)
  return {home, run, json, write}
}

test('pairs are foretold, linked, and kept where they were rejected; a retry links them once both records exist', async () => {
  const {home, run, json, write} = await startHome()
  const dry = await run('associate', 'pairs.csv', ...ENDS, '--dry-run')
  await expect(normalise(dry.stdout, [home])).toMatchFileSnapshot(goldenPath('cli-associate-dry-run.txt'))
  const linked = await run('associate', 'pairs.csv', ...ENDS, '--written', 'written.csv')
  expect([dry.code, linked.code]).toEqual([3, 3])
  const shown = `${linked.stderr}\n${linked.stdout}`
  await expect(normalise(shown, [home])).toMatchFileSnapshot(goldenPath('cli-associate.txt'))
  expect((await readFile(join(home, 'written.csv'), 'utf8')).split('\r\n')).toEqual([
    'row,line,key,record_id,outcome',
    expect.stringMatching(/^1,2,ann@example\.com,\d+,linked$/),
    expect.stringMatching(/^2,3,bob@example\.com,\d+,linked$/),
    '',
  ])
  const rejects = await run('rejects')
  await expect(normalise(rejects.stdout, [home])).toMatchFileSnapshot(goldenPath('cli-associate-rejects.txt'))

  await write('later.csv', ['external_id,name', 'C9,Initech'])
  await write('people.csv', ['email', 'nobody@example.com'])
  await run('push', 'later.csv', '--object', 'COMPANY', ...SANDBOX)
  await run('push', 'people.csv', '--object', 'CONTACT', ...SANDBOX)
  expect(await json('rejects', 'retry', ...SANDBOX)).toMatchObject({
    ...{mode: 'link', rows: {read: 3, written: 2, rejected: 1}, links: {made: 2}},
    rejects: {byCode: {KEY_MISSING: 1}},
  })
  const again = await json('associate', 'pairs.csv', ...ENDS)
  expect(again).toMatchObject({rows: {written: 0, unchanged: 5, rejected: 1}, requests: {associations: 0}})
  expect((await json('runs', again.run)).to).toEqual({
    object: {name: 'companies', objectTypeId: '0-2'},
    key: 'external_id',
  })
})

test('--remove unlinks the pairs of a file', async () => {
  const {home, run, json} = await startHome()
  await run('associate', 'pairs.csv', ...ENDS)
  const removed = await run('associate', 'pairs.csv', ...ENDS, '--remove')
  await expect(normalise(removed.stdout, [home])).toMatchFileSnapshot(goldenPath('cli-associate-remove.txt'))
  expect(await json('associate', 'pairs.csv', ...ENDS, '--remove')).toMatchObject({
    ...{mode: 'unlink', rows: {written: 0, unchanged: 3, rejected: 3}, links: {removed: 0}},
  })
})

test('what cannot be linked is an error in the words of its flags, before anything is written', async () => {
  const {run} = await startHome()
  const refused = async (...flags: string[]) => {
    const {code, stderr} = await run('associate', 'pairs.csv', ...SANDBOX, ...flags)
    return `${code}: ${stderr}`
  }
  const [from, to] = [
    ['--from', 'mail=contacts.email'],
    ['--to', 'firm=companies.external_id'],
  ]
  const texts = [
    await refused(...from, '--to', 'firm=companies'),
    await refused(...from, '--to', 'firm=companies.name'),
    await refused('--from', 'mial=contacts.email', ...to),
    await refused('--from', 'mail=contacs.email', ...to),
    await refused(...from, ...to, '--label', 'Decison maker'),
    await refused(...from, ...to, '--label-column', 'role'),
    await refused(...from, ...to, '--label', ''),
  ]
  await expect(texts.join('\n')).toMatchFileSnapshot(goldenPath('cli-associate-refused.txt'))
})
