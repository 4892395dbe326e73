import {expect, test} from 'vitest'
import {readCallbackRequest} from '../../../src/credentials/login/loopback.js'

const STATE = 'Zq0-state'

test.each([
  ['an error without a state', '/oauth/callback?error=access_denied', 'forged'],
  ['a code without a state', '/oauth/callback?code=x', 'forged'],
  ['a wrong state', '/oauth/callback?code=x&state=Zq0-stat_', 'forged'],
  ['a state of another length', '/oauth/callback?code=x&state=Zq0-state-and-more', 'forged'],
  [
    'a state of as many characters with one that takes two bytes',
    `/oauth/callback?code=x&state=${encodeURIComponent('Zq0-staté')}`,
    'forged',
  ],
  ['a state given twice', `/oauth/callback?code=x&state=${STATE}&state=other`, 'forged'],
  ['the right state with neither code nor error', `/oauth/callback?state=${STATE}`, 'forged'],
  ['the right state with an empty code', `/oauth/callback?code=&state=${STATE}`, 'forged'],
  ['another path', `/favicon.ico?code=x&state=${STATE}`, 'elsewhere'],
  ['a target that is no address', 'http://[', 'elsewhere'],
])('%s is turned away', (_, target, kind) => {
  expect(readCallbackRequest('GET', target, STATE)).toEqual({kind})
})

test('only GET is a callback', () => {
  expect(readCallbackRequest('POST', `/oauth/callback?code=x&state=${STATE}`, STATE)).toEqual({kind: 'elsewhere'})
})

test('the right state with a code gives the code', () => {
  expect(readCallbackRequest('GET', `/oauth/callback?code=a%2Bb&state=${STATE}`, STATE)).toEqual({
    kind: 'code',
    code: 'a+b',
  })
})

test('the right state with an error gives the error, whatever code comes with it', () => {
  const target = `/oauth/callback?error=access_denied&error_description=not+now&code=x&state=${STATE}`
  expect(readCallbackRequest('GET', target, STATE)).toEqual({
    kind: 'error',
    error: 'access_denied',
    description: 'not now',
  })
})
