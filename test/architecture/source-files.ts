import {readdirSync, readFileSync} from 'node:fs'
import {dirname, join, normalize, relative} from 'node:path'
import {fileURLToPath} from 'node:url'

const SRC = fileURLToPath(new URL('../../src', import.meta.url))

export interface SourceFile {
  /** Relative to src/, such as `push/line/batch-rows.ts`. */
  readonly path: string
  readonly text: string
  readonly imports: readonly Import[]
}

export interface Import {
  /** Relative to src/, or a package's name such as `node:fs`. */
  readonly target: string
  /** Gone after compilation. */
  readonly typeOnly: boolean
}

export function sourceFiles(): SourceFile[] {
  return readdirSync(SRC, {recursive: true, withFileTypes: true})
    .filter(entry => entry.isFile() && entry.name.endsWith('.ts'))
    .map(entry => relative(SRC, join(entry.parentPath, entry.name)))
    .sort()
    .map(path => {
      const text = readFileSync(join(SRC, path), 'utf8')
      return {path, text, imports: importsOf(path, text)}
    })
}

/** The folder of src/ that a file belongs to; files directly in src/ are their own: `services.ts`. */
export function folderOf(path: string): string {
  return path.split('/')[0] ?? path
}

export function importsOf(path: string, text: string): Import[] {
  const statements = text.matchAll(/^(?:import|export)\s+(type\s)?([^'";]*?\sfrom\s+)?'([^']+)'/gm)
  const dynamic = text.matchAll(/\bimport\(\s*'([^']+)'\s*\)/g)
  return [
    ...[...statements].map(([, type, names, from]) =>
      toImport({path, from, typeOnly: type !== undefined || namesTypesOnly(names)}),
    ),
    ...[...dynamic].map(([, from]) => toImport({path, from, typeOnly: false})),
  ]
}

/** `import {type A, type B} from …` */
function namesTypesOnly(names = ''): boolean {
  const listed = /^\{([^}]*)\}/.exec(names.trim())?.[1]?.split(',') ?? ['']
  const isType = (name: string): boolean => name.trim() === '' || name.trim().startsWith('type ')
  return listed.some(name => name.trim() !== '') && listed.every(isType)
}

function toImport({path, from = '', typeOnly}: {path: string; from: string | undefined; typeOnly: boolean}): Import {
  if (!from.startsWith('.')) return {target: from, typeOnly}
  return {target: normalize(join(dirname(path), from)).replace(/\.js$/, '.ts'), typeOnly}
}
