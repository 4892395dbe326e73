import {cp, mkdir, symlink} from 'node:fs/promises'
import {dirname, join} from 'node:path'
import {fileURLToPath} from 'node:url'

const ROOT = fileURLToPath(new URL('../..', import.meta.url))

/** The steps of each stage of a Dockerfile, a line each. */
export function stagesOf(dockerfile: string): string[] {
  return dockerfile
    .replaceAll('\\\n', ' ')
    .split(/^(?=FROM )/m)
    .slice(1)
}

/** The words behind each step of one kind, such as COPY. */
export function steps(stage: string, kind: string): string[][] {
  return stage
    .split('\n')
    .flatMap(line => (line.startsWith(`${kind} `) ? [line.slice(kind.length).trim().split(/\s+/)] : []))
}

/**
 * What the final stage copies from the build stage, below `program`. That one leaves what the build of this source tree
 * left; its node_modules are linked, the rest is copied as the steps say.
 */
export async function copyInto(program: string, finalStage: string): Promise<void> {
  for (const [from = '', ...paths] of steps(finalStage, 'COPY')) {
    if (from !== '--from=build') throw new Error(`COPY ${from} is not from the build stage.`)
    const to = paths.pop() ?? ''
    for (const path of paths) {
      const name = path.replace('/build/', '')
      const target = join(program, to, to.endsWith('/') ? name : '')
      await mkdir(dirname(target), {recursive: true})
      await (name === 'node_modules'
        ? symlink(join(ROOT, name), target)
        : cp(join(ROOT, name), target, {recursive: true}))
    }
  }
}
