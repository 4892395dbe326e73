/**
 * The page for people at `/`: plain files for a browser, in `browser/`. They hold nothing of the portal: what they show
 * they ask for with the token, as any test does.
 */

import {readFile} from 'node:fs/promises'
import {fileURLToPath} from 'node:url'
import type {SandboxReply} from '../basics/messages.js'

const TYPES: ReadonlyMap<string, string> = new Map([
  ['html', 'text/html;charset=utf-8'],
  ['css', 'text/css;charset=utf-8'],
  ['js', 'text/javascript;charset=utf-8'],
])

/** Nothing but these files may run, be asked, or show the page inside of itself. */
const POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
  "require-trusted-types-for 'script'",
].join('; ')

const HEADERS = {
  'content-security-policy': POLICY,
  'x-frame-options': 'DENY',
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'cache-control': 'no-store',
}

/** One of the page's files by its name; undefined where there is none. */
export async function pageFile(name: string): Promise<SandboxReply | undefined> {
  const type = /^[a-z-]+\.(html|css|js)$/.exec(name)?.[1]
  if (type === undefined) return undefined
  // The build copies them beside what it makes of this file.
  const path = fileURLToPath(new URL(`./browser/${name}`, import.meta.url))
  const body = await readFile(path, 'utf8').catch(() => undefined)
  return body === undefined
    ? undefined
    : {status: 200, headers: {...HEADERS, 'content-type': TYPES.get(type) ?? ''}, body}
}
