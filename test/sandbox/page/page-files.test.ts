import {readdir, readFile} from 'node:fs/promises'
import {join} from 'node:path'
import {fileURLToPath} from 'node:url'
import {expect, test} from 'vitest'
import {startProbe} from '../fidelity/probe.js'

const BROWSER = fileURLToPath(new URL('../../../src/sandbox/page/browser', import.meta.url))

test('the page and its files need no token, hold nothing of the portal, and may load nothing else', async () => {
  const {sandbox} = await startProbe()
  const files = (await readdir(BROWSER)).filter(name => name !== 'tsconfig.json')
  expect(files.length).toBeGreaterThan(5)
  for (const path of ['/', ...files.map(name => `/_sandbox/page/${name}`)]) {
    const reply = await fetch(sandbox.url + path)
    expect([path, reply.status]).toEqual([path, 200])
    expect(reply.headers.get('content-security-policy')).toContain("default-src 'none'; script-src 'self'")
    expect(reply.headers.get('x-frame-options')).toBe('DENY')
    const text = await reply.text()
    expect(text).not.toContain(sandbox.token)
    expect(text).not.toMatch(/https?:\/\//)
  }
  for (const path of ['../page-files.ts', '..%2fpage-files.ts', 'nothing.js', 'tsconfig.json', 'main.js/x', '%00.js'])
    expect((await fetch(`${sandbox.url}/_sandbox/page/${path}`)).status, path).toBeGreaterThanOrEqual(400)
  expect((await fetch(sandbox.url, {method: 'POST'})).status).toBe(401)
})

test('no script of the page makes elements of text', async () => {
  for (const name of await readdir(BROWSER))
    expect(await readFile(join(BROWSER, name), 'utf8'), name).not.toMatch(
      /innerHTML|outerHTML|insertAdjacentHTML|document\.write|\beval\b|new Function|\bstyle=/,
    )
})

test('a page of another origin, or under a name that is not this machine’s, gets none of them', async () => {
  const {sandbox} = await startProbe()
  expect((await fetch(sandbox.url, {headers: {origin: 'https://evil.example'}})).status).toBe(403)
})
