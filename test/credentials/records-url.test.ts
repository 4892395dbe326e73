import {expect, test} from 'vitest'
import {recordsUrl} from '../../src/credentials/endpoints.js'

test.each([
  ['app-eu1.hubspot.com', undefined, 'https://app-eu1.hubspot.com'],
  ['app.hubspot.com', undefined, 'https://app.hubspot.com'],
  [undefined, undefined, 'https://app.hubspot.com'],
  ['app-eu1.hubspot.com.evil.example', undefined, 'https://app.hubspot.com'],
  ['evil.example/?hubspot.com', undefined, 'https://app.hubspot.com'],
  ['app-eu1.hubspot.com', 'http://127.0.0.1:4000', 'http://127.0.0.1:4000'],
])('records of a portal at %s, with HUBSPOT_PUSH_APP_URL=%s, are shown at %s', (uiDomain, chosen, url) => {
  expect(recordsUrl(chosen === undefined ? {} : {HUBSPOT_PUSH_APP_URL: chosen}, uiDomain)).toBe(url)
})
