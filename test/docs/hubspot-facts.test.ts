import {readdir, readFile} from 'node:fs/promises'
import {join} from 'node:path'
import {fileURLToPath} from 'node:url'
import {expect, test} from 'vitest'

const ROOT = fileURLToPath(new URL('../..', import.meta.url))

/** Text files of a directory, by path below the repository. */
async function textsIn(directory: string): Promise<ReadonlyMap<string, string>> {
  const names = await readdir(join(ROOT, directory), {recursive: true})
  const paths = names.filter(name => /\.(ts|md|mjs)$/.test(name)).map(name => join(directory, name))
  return new Map(await Promise.all(paths.map(async path => [path, await readFile(join(ROOT, path), 'utf8')] as const)))
}

/** As pages of Markdown name their headings. */
function anchorOf(heading: string): string {
  return heading
    .toLowerCase()
    .replace(/[^\p{L}\p{N}\s-]/gu, '')
    .trim()
    .replaceAll(' ', '-')
}

test('every fact about HubSpot that is cited stands under its heading in docs/hubspot-api.md', async () => {
  const page = await readFile(join(ROOT, 'docs/hubspot-api.md'), 'utf8')
  const anchors = new Set([...page.matchAll(/^#+ (.+)$/gm)].map(([, heading = '']) => anchorOf(heading)))
  const cited: string[] = []
  const lost: string[] = []
  for (const directory of ['src', 'docs', 'test']) {
    for (const [path, text] of await textsIn(directory)) {
      for (const [, anchor = ''] of text.matchAll(/hubspot-api\.md#([\w-]+)/g)) {
        cited.push(anchor)
        if (!anchors.has(anchor)) lost.push(`${path}: #${anchor}`)
      }
    }
  }
  expect(lost).toEqual([])
  expect(cited.length).toBeGreaterThan(25)
})

test('no source cites a page or a recording that the repository lacks', async () => {
  const lacking = [...(await textsIn('src'))].flatMap(([path, text]) =>
    [...text.matchAll(/(?<!hubspot-)\bapi\.md\b|\brecorded\/[\w-]+/g)].map(([cited]) => `${path}: ${cited}`),
  )
  expect(lacking).toEqual([])
})
