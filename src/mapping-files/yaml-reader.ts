import {isMap, isScalar, isSeq, LineCounter, type Node, type ParsedNode, parseDocument, type YAMLMap} from 'yaml'
import {AppError} from '../errors/app-error.js'
import {shell} from '../errors/next-step.js'

/** A mapping of YAML whose keys are known, read key by key. */
export interface YamlFields {
  readonly has: (key: string) => boolean
  readonly text: (key: string) => string | undefined
  readonly flag: (key: string) => boolean | undefined
  readonly choice: <T extends string>(key: string, options: readonly T[]) => T | undefined
  readonly texts: (key: string) => readonly string[]
  /** One text, or a list of them; undefined where the key is absent. */
  readonly words: (key: string) => readonly string[] | undefined
  readonly pairs: (key: string) => Readonly<Record<string, string>> | undefined
  /** A mapping below the key; undefined where the key is absent. */
  readonly below: (key: string, known: readonly string[]) => YamlFields | undefined
  /** The mappings of a list. */
  readonly list: (key: string, known: readonly string[]) => readonly YamlFields[]
  readonly fail: (problem: string, key?: string) => AppError
}

interface Reading {
  readonly name: string
  readonly lines: LineCounter
}

/**
 * Every scalar is taken as the text it is: 007 stays 007 and yes stays yes. Throws AppError MAPPING_INVALID with the
 * line.
 */
export function readYaml(text: string, name: string, known: readonly string[]): YamlFields {
  const lines = new LineCounter()
  const document = parseDocument(text, {schema: 'failsafe', lineCounter: lines, prettyErrors: false})
  const reading = {name, lines}
  const [error] = document.errors
  if (error !== undefined) throw invalid(reading, error.pos[0], `it is not YAML (${error.message})`)
  return fieldsOf(document.contents, known, reading)
}

function fieldsOf(node: ParsedNode | Node | null | undefined, known: readonly string[], reading: Reading): YamlFields {
  if (!isMap(node))
    throw invalid(reading, offsetOf(node), `"key: value" lines are expected here, with the keys ${known.join(', ')}`)
  refuseUnknown(node, known, reading)
  const nodeAt = (key: string): Node | undefined => {
    const value: unknown = node.get(key, true)
    return isNode(value) ? value : undefined
  }
  const fail = (problem: string, key?: string): AppError =>
    invalid(reading, offsetOf(key === undefined ? node : (nodeAt(key) ?? node)), problem)
  const text = (key: string): string | undefined => (node.has(key) ? textOf(nodeAt(key), key, reading) : undefined)
  const choice = <T extends string>(key: string, options: readonly T[]): T | undefined => {
    const value = text(key)
    const found = options.find(option => option === value)
    if (value !== undefined && found === undefined)
      throw fail(`${key} is "${value}" but must be ${options.join(' or ')}`, key)
    return found
  }
  const listOf = (key: string): readonly unknown[] => {
    const value = nodeAt(key)
    if (value === undefined && !node.has(key)) return []
    if (isSeq(value)) return value.items
    throw fail(`${key} must be a list, each entry on a line that begins with "- "`, key)
  }
  const textsOf = (key: string): readonly string[] =>
    listOf(key).map(entry => textOf(entry, `an entry of ${key}`, reading))
  return {
    text,
    choice,
    fail,
    has: key => node.has(key),
    words: key =>
      !node.has(key) ? undefined : isSeq(nodeAt(key)) ? textsOf(key) : [textOf(nodeAt(key), key, reading)],
    flag: key => (choice(key, ['true', 'false']) === undefined ? undefined : text(key) === 'true'),
    texts: textsOf,
    list: (key, keys) => listOf(key).map(entry => fieldsOf(isNode(entry) ? entry : undefined, keys, reading)),
    below: (key, keys) => (node.has(key) ? fieldsOf(nodeAt(key), keys, reading) : undefined),
    pairs: key => (node.has(key) ? pairsOf(nodeAt(key), key, reading) : undefined),
  }
}

function refuseUnknown(node: YAMLMap, known: readonly string[], reading: Reading): void {
  for (const {key} of node.items) {
    const name = textOf(key, 'a key', reading)
    if (!known.includes(name)) throw invalid(reading, offsetOf(key), `"${name}" is not one of ${known.join(', ')}`)
  }
}

function pairsOf(node: unknown, key: string, reading: Reading): Readonly<Record<string, string>> {
  if (!isMap(node)) throw invalid(reading, offsetOf(node), `${key} must be lines of "source: target"`)
  return Object.fromEntries(
    node.items.map(pair => {
      const source = textOf(pair.key, `a source of ${key}`, reading)
      if (source === '')
        throw invalid(reading, offsetOf(pair.key), `a source of ${key} is empty; for empty cells use "empty"`)
      return [source, textOf(pair.value, `the target of "${source}"`, reading)]
    }),
  )
}

function textOf(node: unknown, what: string, reading: Reading): string {
  if (node === null) return ''
  if (isScalar(node)) return typeof node.value === 'string' ? node.value : ''
  throw invalid(reading, offsetOf(node), `${what} must be a single value`)
}

function isNode(value: unknown): value is Node {
  return isScalar(value) || isMap(value) || isSeq(value)
}

function offsetOf(node: unknown): number {
  return isNode(node) ? (node.range?.[0] ?? 0) : 0
}

function invalid({name, lines}: Reading, offset: number, problem: string): AppError {
  const line = Math.max(1, lines.linePos(offset).line)
  return new AppError('MAPPING_INVALID', `The mapping file ${name} cannot be used: line ${line}: ${problem}.`, {
    next: [shell(['head', '-n', String(line), name])],
  })
}
