import {readFile, writeFile} from 'node:fs/promises'
import {join} from 'node:path'
import {expect, test} from 'vitest'
import {runCli} from '../support/run-cli.js'
import {tempDir} from '../support/temp-dir.js'

const PORTAL = '48213907'

test('a push without flags uses the defaults, says so, and prints commands that name them', async () => {
  const home = await tempDir()
  const env = {HUBSPOT_PUSH_PROFILE: 'sandbox'}
  await runCli(['config', 'object', 'CONTACT'], {home, env})
  const shown = await runCli(['config', 'portal', PORTAL, '--json'], {home, env})
  expect(JSON.parse(shown.stdout)).toEqual({profile: 'sandbox', object: 'CONTACT', portal: Number(PORTAL)})
  const people = join(home, 'people.csv')
  await writeFile(people, 'email\nann@example.com\n')

  const look = await runCli(['push', people, '--dry-run'], {home, env})
  expect(look.code).toBe(0)
  expect(look.stderr).toContain(`Defaults in use: --object CONTACT --portal ${PORTAL} (see "hubspot-push config")\n`)
  expect(look.stdout).toContain(`→ hubspot-push push ${people} --object CONTACT --portal ${PORTAL}\n`)

  expect(look.stdout).toContain(`  Defaults in use: --object CONTACT --portal ${PORTAL} (see "hubspot-push config")\n`)

  const json = await runCli(['push', people, '--object', 'contacts', '--json', '--yes'], {home, env})
  expect(JSON.parse(json.stdout)).toMatchObject({status: 'finished', defaults: {portal: Number(PORTAL)}})
  expect(JSON.parse(json.stdout).defaults).not.toHaveProperty('object')

  const other = await runCli(['push', people, '--object', 'deals', '--portal', '5', '--json'], {home, env})
  expect(other.code).toBe(4)
  expect(JSON.parse(other.stdout).error.message).toContain('--portal is 5')
  expect(other.stderr).not.toContain('Defaults in use')
})

test('the default portal keeps a push from any other; a slip in the file stops it with the command that mends it', async () => {
  const home = await tempDir()
  const env = {HUBSPOT_PUSH_PROFILE: 'sandbox'}
  const people = join(home, 'people.csv')
  await writeFile(people, 'email\nann@example.com\n')
  await runCli(['config', 'portal', '5'], {home, env})
  const refused = await runCli(['push', people, '--object', 'CONTACT', '--json'], {home, env})
  expect(refused.code).toBe(4)
  expect(JSON.parse(refused.stdout).error).toMatchObject({
    code: 'WRONG_PORTAL',
    message: expect.stringMatching(/^The default portal of profile sandbox is 5, but .* for portal 48213907\. Nothing/),
  })

  const file = join(home, 'config', 'config.json')
  await writeFile(file, (await readFile(file, 'utf8')).replace('"portal"', '"portl"'))
  const slip = await runCli(['push', people, '--object', 'CONTACT', '--json'], {home, env})
  expect({code: slip.code, error: JSON.parse(slip.stdout).error}).toEqual({
    code: 2,
    error: {
      code: 'USAGE',
      message: `The defaults of profile sandbox in ${file} cannot be used: "portl" is not a setting: use object, portal, budget.`,
      next: ['hubspot-push config portl --profile sandbox --unset'],
    },
  })
  const mended = await runCli(['config', 'portl', '--profile', 'sandbox', '--unset'], {home})
  expect(mended).toMatchObject({code: 0, stdout: 'Profile sandbox has no defaults.\n'})
})
