import {readdir, readFile, writeFile} from 'node:fs/promises'
import {join} from 'node:path'
import {expect, test} from 'vitest'
import {isMissing} from '../support/find-program.js'
import {openTerminal, tmux} from '../support/open-terminal.js'
import {runCli} from '../support/run-cli.js'
import {countUpserts, envOf, shareSandbox} from '../support/shared-sandbox.js'
import {tempDir} from '../support/temp-dir.js'

const sharedSandbox = shareSandbox()

test.skipIf(isMissing(tmux))('on a terminal what is unclear is asked, shown, saved and pushed', async () => {
  const home = await tempDir()
  const env = envOf(sharedSandbox())
  await runCli(['objects', 'create-key', 'contacts', 'city_key', '--label', 'City', '--yes'], {env})
  const [file, saved] = [join(home, 'people.csv'), join(home, 'people.yaml')]
  await writeFile(file, 'My mailbox,City,Lats name,Zzz,Points,Qqq\nann@example.com,Bonn,Lee,m,5,x\n')
  const terminal = openTerminal(home, ['push', file, '--notify', 'http://127.0.0.1:9/s3cret'], env)
  const answer = async (question: RegExp, ...keys: readonly string[]): Promise<void> => {
    await terminal.waitFor(question)
    for (const key of keys) terminal.press(key)
  }
  await answer(/Which object do the rows go to[\s\S]*❯ Contacts \(contacts\)/, 'Enter')
  await answer(
    /Which column contains the key Email \(email\)[\s\S]*❯ None of these: stop here\s+My mailbox/,
    'Down',
    'Enter',
  )
  await answer(
    /"City" could be one of several[\s\S]*❯ None of these: leave it out\s+City \(city\)\s+City \(city_key\)/,
    'Down',
    'Enter',
  )
  await answer(/"Lats name" matches no property[\s\S]*❯ Last Name \(lastname\)\s+None of these/, 'Enter')
  await answer(/"Zzz" matches no property[\s\S]*❯ Leave it out\s+Search all/, 'Down', 'Enter')
  await answer(/Part of the name or label/, 'S', 'h', 'i', 'r', 't')
  await answer(/❯ Shirt size \(shirt_size\)/, 'Enter')
  await answer(/"Points" matches no property[\s\S]*❯ None of these: leave it out\s+Loyalty points/, 'Down', 'Enter')
  await answer(/"Qqq" matches no property[\s\S]*❯ Leave it out/, 'Enter')
  await answer(/Zzz +shirt_size +Shirt size[\s\S]*Is this right\?[\s\S]*❯ Yes, continue/, 'Down', 'Enter')
  await terminal.waitFor(/File to save the mapping to: \(people\.mapping\.yaml\)/)
  terminal.type(saved)
  const told = await terminal.waitFor(
    /The same command without questions:\s+→ hubspot-push push [\s\S]*--map[\s\S]*Upsert [\s\S]*\(1 row: 1 new, 0\s+changed\)[\s\S]*\(y\/N\)/,
  )
  expect(told).not.toContain('s3cret')
  expect(told.replaceAll('\n', '')).toContain('--notify URL --object')
  terminal.type('y')
  await terminal.waitFor(/Pushed[\s\S]*1 created[\s\S]*ended with 0/)

  const [record] = (await sharedSandbox().records('contacts')).filter(
    ({properties}) => properties['email'] === 'ann@example.com',
  )
  expect(record?.properties).toMatchObject({city: 'Bonn', lastname: 'Lee', shirt_size: 'm', loyalty_points: '5'})
  expect(await readFile(saved, 'utf8')).toContain('column: Zzz\n    property: shirt_size')
  const again = await runCli(['push', file, '--mapping', saved, '--json'], {env})
  expect({code: again.code, rows: JSON.parse(again.stdout).rows}).toMatchObject({code: 0, rows: {updated: 1}})
})

test.skipIf(isMissing(tmux)).each([
  ['Ctrl-C in a question', ['C-c'], 130],
  ['a no to the mapping', ['Enter', 'End', 'Enter'], 130],
])('%s ends a push with nothing written', async (_, keys, exitCode) => {
  const home = await tempDir()
  const before = await countUpserts(sharedSandbox())
  await writeFile(join(home, 'people.csv'), 'email,Lats name\nbob@example.com,Lee\n')
  const terminal = openTerminal(
    home,
    ['push', join(home, 'people.csv'), '--object', 'contacts'],
    envOf(sharedSandbox()),
  )
  await terminal.waitFor(/"Lats name" matches no property/)
  for (const key of keys) {
    if (key === 'End') {
      await terminal.waitFor(/Is this right/)
      for (let down = 0; down < 3; down++) terminal.press('Down')
    } else terminal.press(key)
  }
  expect(await terminal.waitFor(/ended with \d+/)).toContain(`ended with ${exitCode}`)
  expect([
    await countUpserts(sharedSandbox()),
    (await readdir(home, {recursive: true})).filter(path => /runs|yaml/.test(path)),
  ]).toEqual([before, []])
})

test.skipIf(isMissing(tmux))('a column that names companies is asked about and linked', async () => {
  const home = await tempDir()
  const env = envOf(sharedSandbox())
  const [companies, file] = [join(home, 'companies.csv'), join(home, 'people.csv')]
  await writeFile(companies, 'external_id,name\nW-1,Acme\nW-2,Globex\n')
  await writeFile(file, 'email,belongs_to\nwiz1@example.com,W-1\nwiz2@example.com,W-2\n')
  await runCli(['push', companies, '--object', 'COMPANY'], {env})
  const terminal = openTerminal(home, ['push', file, '--object', 'CONTACT'], env)
  await terminal.waitFor(/"belongs_to" contains external_id[\s\S]*❯ Yes, link to Companies/)
  terminal.press('Enter')
  await terminal.waitFor(/belongs_to +companies\.external_id[\s\S]*link[\s\S]*Is this right\?/)
  terminal.press('Enter')
  const told = await terminal.waitFor(/The same command without questions:[\s\S]*Upsert [\s\S]*\(y\/N\)/)
  expect(told.replaceAll('\n', '')).toContain('--associate belongs_to=companies.external_id')
  terminal.type('y')
  await terminal.waitFor(/links +2[\s\S]*ended with 0/)
})
