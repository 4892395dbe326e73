import {readdirSync, readFileSync} from 'node:fs'
import {expect, test} from 'vitest'
import {parse} from 'yaml'

interface Job {
  readonly permissions?: Readonly<Record<string, string>>
  readonly steps: readonly {readonly uses?: string; readonly run?: string}[]
}

interface Workflow {
  readonly permissions?: Readonly<Record<string, string>>
  readonly jobs: Readonly<Record<string, Job>>
}

const DIRECTORY = new URL('../../.github/workflows/', import.meta.url)
const workflows = readdirSync(DIRECTORY).map(name => ({name, text: readFileSync(new URL(name, DIRECTORY), 'utf8')}))
const jobs = workflows.flatMap(({name, text}) => {
  const workflow: Workflow = parse(text)
  return Object.entries(workflow.jobs).map(([id, job]) => ({
    name: `${name} ${id}`,
    job,
    permissions: job.permissions ?? workflow.permissions,
  }))
})
const publishing = jobs.filter(({permissions}) => permissions?.['id-token'] !== undefined)

test('every action is named by its commit, with its version behind: a tag can be moved', () => {
  const uses = workflows.flatMap(({text}) => [...text.matchAll(/^.*\buses:.*$/gm)].map(([line]) => line.trim()))
  expect(uses.length).toBeGreaterThan(0)
  expect(uses.filter(line => !/uses: [\w-]+\/[\w/-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$/.test(line))).toEqual([])
})

test('no job may do more than it says: one alone may publish', () => {
  expect(jobs.filter(({permissions}) => permissions === undefined).map(({name}) => name)).toEqual([])
  expect(publishing).toHaveLength(1)
})

test('the job that may publish runs nothing but npm publish, which runs no script', () => {
  const runs = publishing.flatMap(({job}) => job.steps.flatMap(({run}) => run ?? []))
  expect(runs).toEqual([expect.stringMatching(/^npm publish \.\/\S+\.tgz --ignore-scripts --provenance\b[^\n;&|]*$/)])
  const used = publishing.flatMap(({job}) => job.steps.flatMap(({uses}) => uses?.split('@')[0] ?? []))
  expect(used).toEqual(['actions/setup-node', 'actions/download-artifact'])
})
