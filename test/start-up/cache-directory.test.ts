import {join} from 'node:path'
import {fileURLToPath} from 'node:url'
import {Config} from '@oclif/core/config'
import {expect, test} from 'vitest'
import {cacheDirectory} from '../../src/start-up/cache-directory.js'

const ROOT = fileURLToPath(new URL('../..', import.meta.url))

test.each([
  [{HUBSPOT_PUSH_CACHE_DIR: '/cache', HOME: '/home/ann', XDG_CACHE_HOME: '/xdg'}],
  [{HUBSPOT_PUSH_CACHE_DIR: '', HOME: '/home/ann', XDG_CACHE_HOME: '/xdg'}],
  [{HOME: '/home/ann', XDG_CACHE_HOME: ''}],
  [{HOME: '/home/ann', LOCALAPPDATA: '/nowhere'}],
  [{HOME: ''}],
])('it is where oclif will look for it: %j', async env => {
  const before = {...process.env}
  try {
    for (const name of ['HUBSPOT_PUSH_CACHE_DIR', 'XDG_CACHE_HOME', 'LOCALAPPDATA', 'HOME']) delete process.env[name]
    Object.assign(process.env, env)
    const {cacheDir} = await Config.load({root: ROOT})
    expect(cacheDirectory({env, platform: process.platform})).toBe(cacheDir)
  } finally {
    Object.assign(process.env, before)
  }
})

test('on a Mac it is among the caches, on Windows among the local data', () => {
  expect(cacheDirectory({env: {HOME: '/Users/ann'}, platform: 'darwin'})).toBe('/Users/ann/Library/Caches/hubspot-push')
  expect(cacheDirectory({env: {HOME: '/Users/ann', LOCALAPPDATA: '/Local'}, platform: 'win32'})).toBe(
    join('/Local', 'hubspot-push'),
  )
})
