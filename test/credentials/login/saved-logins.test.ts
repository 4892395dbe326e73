import {expect, test} from 'vitest'
import {savedLogins} from '../../../src/credentials/login/saved-logins.js'
import type {Profile} from '../../../src/credentials/store/profile.js'
import {presentSavedLogins} from '../../../src/terminal/present/present-login.js'
import {createPalette} from '../../../src/terminal/text/palette.js'

const saved = {store: 'file', apiUrl: 'https://api.hubapi.com', savedAt: '2026-11-23T17:02:55.000Z'} as const
const PROFILES: Readonly<Record<string, Profile>> = {
  default: {...saved, kind: 'oauth', portalId: 12345678, scopes: ['oauth']},
  acme: {...saved, kind: 'token', portalId: 7},
}

test('saved logins are listed by name, without scopes or secrets, the usual one marked', () => {
  expect(savedLogins(PROFILES, 'default')).toEqual([
    {...saved, profile: 'acme', kind: 'token', portalId: 7, isDefault: false},
    {...saved, profile: 'default', kind: 'oauth', portalId: 12345678, isDefault: true},
  ])
})

test('on a screen they are a table, or a sentence where there are none', () => {
  const screen = {width: 90, palette: createPalette(false)}
  expect(presentSavedLogins(savedLogins(PROFILES, 'acme'), screen).slice(0, 3)).toEqual([
    '  PROFILE                     PORTAL  LOGIN    SECRET IN  SAVED',
    '  acme     used by default         7  token    file       2026-11-23 17:02 UTC',
    '  default                   12345678  browser  file       2026-11-23 17:02 UTC',
  ])
  expect(presentSavedLogins([], screen)[0]).toBe('No login is saved on this machine.')
})
