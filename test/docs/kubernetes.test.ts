import {execFile} from 'node:child_process'
import {symlink, writeFile} from 'node:fs/promises'
import {join} from 'node:path'
import {fileURLToPath} from 'node:url'
import {CronJob, Job} from 'kubernetes-models/batch/v1'
import {ConfigMap, PersistentVolumeClaim, Secret} from 'kubernetes-models/v1'
import {expect, test} from 'vitest'
import {tempDir} from '../support/temp-dir.js'
import {type Manifest, manifestsOf} from './page-manifests.js'
import {type JobSpec, jobOutcome, type PodEnd} from './pod-failure-policy.js'

const ROOT = fileURLToPath(new URL('../..', import.meta.url))
const MODELS = {CronJob, Job, ConfigMap, PersistentVolumeClaim, Secret} as const
const manifests = await manifestsOf('kubernetes.md')

/** What the published schema says against it; empty: nothing. */
function complaintsAbout(manifest: Manifest): string {
  const model = MODELS[manifest.kind as keyof typeof MODELS] as new (data: never) => {validate(): void}
  try {
    new model(manifest as never).validate()
    return ''
  } catch (error) {
    return String(error)
  }
}

/** The schemas let unknown fields pass, as the API does; the types made from the same source do not. */
async function typeErrors(...checked: readonly Manifest[]): Promise<string> {
  const directory = await tempDir()
  await symlink(join(ROOT, 'node_modules'), join(directory, 'node_modules'))
  const names = checked.map((_manifest, index) => `manifest-${index}.mts`)
  for (const [index, name] of names.entries())
    await writeFile(join(directory, name), typedSource(checked[index] as Manifest))
  const flags = ['--noEmit', '--strict', '--skipLibCheck', '--module', 'nodenext', ...names]
  return new Promise(resolve =>
    execFile(join(ROOT, 'node_modules/.bin/tsc'), flags, {cwd: directory}, (_error, stdout) => resolve(stdout)),
  )
}

function typedSource(manifest: Manifest): string {
  const {apiVersion, kind} = manifest
  const path = `kubernetes-models/${apiVersion}/${kind}`
  return `import type {I${kind}} from '${path}'\nexport const manifest: I${kind} = ${JSON.stringify(manifest)}\n`
}

function manifestOf(kind: string): Manifest {
  const found = manifests.find(manifest => manifest.kind === kind)
  if (found === undefined) throw new Error(`The page has no ${kind}.`)
  return structuredClone(found)
}

const [cronJob, indexedJob] = [manifestOf('CronJob'), manifestOf('Job')]
const nightly = (cronJob['spec'] as {jobTemplate: {spec: JobSpec}}).jobTemplate.spec
const perPortal = indexedJob['spec'] as JobSpec

test('every manifest of the page is valid by the schemas of Kubernetes, and a wrong one would not be', () => {
  expect(manifests.map(({kind}) => kind).sort()).toEqual(
    ['ConfigMap', 'CronJob', 'Job', 'PersistentVolumeClaim', 'PersistentVolumeClaim', 'Secret', 'Secret'].sort(),
  )
  expect(manifests.map(complaintsAbout).filter(text => text !== '')).toEqual([])
  const wrong = manifestOf('Job')
  Object.assign(wrong['spec'] as object, {podFailurePolicy: {rules: [{action: 'Retry'}]}})
  expect(complaintsAbout(wrong)).toMatch(/action must be equal to one of the allowed values/)
})

test('no field is misspelt: Kubernetes would ignore it', async () => {
  const wrong = manifestOf('Job')
  Object.assign(wrong['spec'] as object, {backoffLimitPerIdx: 3})
  const lines = (await typeErrors(wrong, ...manifests)).split('\n').filter(line => line !== '')
  expect(lines).toEqual([expect.stringMatching(/^manifest-0\.mts.*'"backoffLimitPerIdx"' does not exist/)])
})

const exits = (...codes: readonly number[]): PodEnd[] => codes.map(exitCode => ({exitCode}))

test.each<[string, PodEnd[], string, number]>([
  ['all rows written', exits(0), 'complete', 1],
  ['a bug', exits(1), 'failed', 1],
  ['wrong usage', exits(2), 'failed', 1],
  ['rejected rows', exits(3), 'failed', 1],
  ['no login, or another portal', exits(4), 'failed', 1],
  ['unusable input', exits(5), 'failed', 1],
  ['a guard', exits(7), 'failed', 1],
  ['HubSpot down, then up', exits(6, 6, 0), 'complete', 3],
  ['HubSpot down all night', exits(6, 6, 6, 6, 6, 6), 'failed', 5],
  ['deleted pods do not count', exits(...Array<number>(9).fill(143), 0), 'complete', 10],
  ['out of memory once', exits(137, 0), 'complete', 2],
  ['a drained node', [{exitCode: 143, disrupted: true}, {exitCode: 0}], 'complete', 2],
  ['a drained node, killed after its grace', [{exitCode: 137, disrupted: true}, {exitCode: 0}], 'complete', 2],
  ['a drained node, and then a person is needed', [{exitCode: 143, disrupted: true}, {exitCode: 5}], 'failed', 2],
])('%s: what the rules of both jobs make of it', (_what, ends, state, pods) => {
  expect(jobOutcome(nightly, ends)).toEqual({state, pods})
  expect(jobOutcome(perPortal, ends)).toEqual({state, pods})
})

test('a portal that fails does not end the job of the others', () => {
  const actions = perPortal.podFailurePolicy.rules.map(({action}) => action)
  expect(actions).toContain('FailIndex')
  expect(actions).not.toContain('FailJob')
})

test('both jobs leave time to settle, write to nothing but their volumes, and are not root', () => {
  for (const spec of [nightly, perPortal] as readonly (JobSpec & {template?: {spec: PodSpec}})[]) {
    const pod = spec.template?.spec as PodSpec
    expect(pod.terminationGracePeriodSeconds).toBeGreaterThan(30)
    expect(pod.securityContext).toMatchObject({runAsNonRoot: true, runAsUser: 1000, fsGroup: 1000})
    const [container] = pod.containers
    expect(container?.securityContext).toMatchObject({readOnlyRootFilesystem: true, allowPrivilegeEscalation: false})
    expect(container?.volumeMounts.map(({mountPath}) => mountPath)).toEqual(expect.arrayContaining(['/data', '/tmp']))
    expect(container?.name).toBe('push')
  }
})

interface PodSpec {
  readonly terminationGracePeriodSeconds: number
  readonly securityContext: object
  readonly containers: readonly {
    readonly name: string
    readonly securityContext: object
    readonly volumeMounts: readonly {readonly mountPath: string}[]
  }[]
}
