import {expect, test} from 'vitest'
import {type SourceFile, sourceFiles} from './source-files.js'

const files = sourceFiles()
const MAX_LINES = 250

/** Source without comments, strings and template texts, so that only code is judged. */
function codeOf({text}: SourceFile): string {
  return text.replaceAll(/\/\*[\s\S]*?\*\//g, '').replaceAll(/(^|\s)\/\/.*$/gm, '')
}

function filesWith(pattern: RegExp): string[] {
  return files.filter(file => pattern.test(codeOf(file))).map(({path}) => path)
}

test('no file is longer than a reader can hold', () => {
  expect(files.filter(({text}) => text.split('\n').length > MAX_LINES).map(({path}) => path)).toEqual([])
})

test('no two exported types share a name', () => {
  const names = files.flatMap(file =>
    [...codeOf(file).matchAll(/^export (?:abstract )?(?:interface|type|class) (\w+)/gm)].map(([, name]) => name),
  )
  expect(names.filter((name, index) => names.indexOf(name) !== index)).toEqual([])
  expect(names).toContain('Refusal') // the pattern finds them
})

test('no module keeps state that changes', () => {
  expect(filesWith(/^(?:export )?(?:let|var) /m)).toEqual([])
})

test('no file only passes on what others export', () => {
  expect(filesWith(/^export (?:\*|\{[^}]*\}) from /m)).toEqual([])
})

/** oclif takes what stands on standard input for an argument that is missing. */
test('no argument is read from standard input', () => {
  expect(filesWith(/\bArgs\.\w+\(\{(?!\s*ignoreStdin: true)/)).toEqual([])
})

/**
 * But for a signal to the first process of a container, which the kernel does not end: src/start-up/end-on-signals.ts.
 */
test('nobody ends the process: files are closed and pipes drained first', () => {
  expect(filesWith(/process\.(?:exit|reallyExit|abort)\b(?!Code)/)).toEqual(['main.ts'])
})

/** It never ends below /proc: src/shared/files/make-directory.ts does. */
test('no directory is made by the recursive mkdir of Node', () => {
  expect(filesWith(/\bmkdir(?:Sync)?\([^;]*?\brecursive:/s)).toEqual([])
})

test('only commands and hooks, which oclif loads, are default exports', () => {
  expect(
    filesWith(/^export default /m).filter(
      path => !path.startsWith('commands/') && path !== 'terminal/help/command-not-found.ts',
    ),
  ).toEqual([])
})

/** Edges of the program by name; every other file of these folders is pure. */
const PURE = [
  /^rows\//,
  /^errors\//,
  /^mapping\//,
  /^terminal\/present\//,
  /^terminal\/(flags\/parse-|text\/(?!page-lines))/,
  /^push\/(line\/(batch-rows|same-key-order|rival-values)|send\/(fold|outcomes|attribute-refusal))/,
  /^hubspot\/(call\/retry-policy|batch\/(upsert-verdict|join-reply)|portal\/(standard-objects|usable-keys|find-object)|rate\/rate-window)\.ts$/,
]

test('pure files touch neither files nor network, neither clock nor chance nor environment', () => {
  const impure = files
    .filter(({path}) => PURE.some(pattern => pattern.test(path)))
    .filter(file => isImpure(file))
    .map(({path}) => path)
  expect(impure).toEqual([])
})

function isImpure(file: SourceFile): boolean {
  const touches = file.imports.some(
    ({target, typeOnly}) =>
      !typeOnly &&
      /^(?:node:(?:fs|http|https|net|child_process|os|tty|readline)|got|open|keytar|inquirer)/.test(target),
  )
  return touches || /\bMath\.random\b|\bDate\.now\(|\bnew Date\(\)|\bprocess\.|\bsetTimeout\(/.test(codeOf(file))
}
