import {expect, test} from 'vitest'
import type {DefaultFlag} from '../../../src/credentials/store/profile-defaults.js'
import {readDefaults, withDefaults} from '../../../src/services/portal/use-defaults.js'
import {openStore} from '../../credentials/support/logins.js'
import {tempDir} from '../../support/temp-dir.js'

async function place() {
  const directory = await tempDir()
  const store = openStore(directory)
  await store.changeDefault('acme', 'portal', 111)
  await store.changeDefault('acme', 'budget', '25%')
  await store.changeDefault('default', 'portal', 222)
  return {env: {}, dirs: {data: directory, config: directory, cache: directory}}
}

test('a profile without a flag asks its own portal alone, with its share of the limit', async () => {
  const told: (readonly DefaultFlag[])[] = []
  const request = {...(await place()), profile: 'acme', onDefaults: (flags: readonly DefaultFlag[]) => told.push(flags)}
  expect(await withDefaults(request)).toMatchObject({portalId: 111, isPortalDefault: true, budgetShare: 0.25})
  expect(told).toEqual([
    [
      ['--portal', '111'],
      ['--budget', '25%'],
    ],
  ])
})

test('flags win, one by one', async () => {
  const request = {...(await place()), profile: 'acme'}
  expect(await withDefaults({...request, portalId: 333})).toEqual({...request, portalId: 333, budgetShare: 0.25})
  expect(await withDefaults({...request, budgetShare: 1})).toMatchObject({portalId: 111, budgetShare: 1})
})

test('the profile is the one in use: by flag, by variable, or default; another one has none', async () => {
  const {dirs, env} = await place()
  const named = {HUBSPOT_PUSH_PROFILE: 'acme'}
  expect(await readDefaults({dirs, env}, undefined)).toEqual({portal: 222})
  expect(await readDefaults({dirs, env: named}, undefined)).toEqual({portal: 111, budget: '25%'})
  expect(await readDefaults({dirs, env: named}, 'sandbox')).toEqual({})
  expect(await withDefaults({dirs, env, profile: 'sandbox'})).toEqual({dirs, env, profile: 'sandbox'})
})
