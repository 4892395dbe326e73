import {expect, test} from 'vitest'
import {hasDesktop, openInBrowser} from '../../src/terminal/open-in-browser.js'

test.each([
  ['linux', {}, false],
  ['linux', {DISPLAY: ''}, false],
  ['linux', {DISPLAY: ':0'}, true],
  ['linux', {WAYLAND_DISPLAY: 'wayland-0'}, true],
  ['linux', {WSL_DISTRO_NAME: 'Debian'}, true],
  ['darwin', {}, true],
  ['win32', {}, true],
] as const)('on %s with %j there is a desktop: %s', (platform, env, has) => {
  expect(hasDesktop({platform, env})).toBe(has)
})

test.each([
  ['without a terminal', {platform: 'darwin', env: {}, stderr: {}}],
  ['without a desktop', {platform: 'linux', env: {}, stderr: {isTTY: true}}],
] as const)('%s nothing is opened, which is no error', async (_, place) => {
  expect(await openInBrowser('/nowhere.html', place)).toBe(false)
})
