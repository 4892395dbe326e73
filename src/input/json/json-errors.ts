import {AppError} from '../../errors/app-error.js'
import {addFlags, say, shell} from '../../errors/next-step.js'
import type {Reject} from '../../rows/rows.js'

/** A JSON document, for messages. */
export interface JsonDocument {
  /** The path as given, or `standard input`. */
  readonly name: string
  readonly isStream: boolean
}

export function brokenOff({name, isStream}: JsonDocument, line: number): AppError {
  return new AppError(
    'FILE_UNREADABLE',
    `${name} ends in the middle of its JSON: what begins in line ${line} never ends.`,
    {
      next: isStream ? [] : [shell(['tail', '-c', '300', name], 'shows how it ends')],
    },
  )
}

export function notJson({name, isStream}: JsonDocument, line: number, found: string): AppError {
  return new AppError(
    'FILE_UNREADABLE',
    `${name} is not valid JSON: line ${line} has ${JSON.stringify(found)} where a value or the end of a list is expected.`,
    {next: isStream ? [] : [shell(['sed', '-n', `${line}p`, name], 'shows the line')]},
  )
}

/** Where a line end in a string hides which of the brackets count, it is not known where the next row begins. */
export function openString({name, isStream}: JsonDocument, line: number): AppError {
  return new AppError(
    'FILE_UNREADABLE',
    `${name} is not valid JSON: in the row in line ${line} a quote is opened but not closed on that line, so the rows after it cannot be separated.`,
    {next: isStream ? [] : [{run: ['sed', '-n', `${line},$p`, name], into: ['head'], note: 'shows the place'}]},
  )
}

export function listMissing({name}: JsonDocument, line: number, path: readonly string[]): AppError {
  return new AppError(
    'FILE_UNREADABLE',
    `${name}: the rows are in the list "${path.join('.')}", but the object that begins in line ${line} has no such list.`,
  )
}

export function severalLists({name, isStream}: JsonDocument, lists: readonly (readonly string[])[]): AppError {
  const [first = []] = lists
  const names = lists.map(path => `"${path.join('.')}"`).join(' and ')
  const steps = first.map(step => `[${JSON.stringify(step)}]`).join('')
  const script = `import json,sys; [print(json.dumps(row)) for row in json.load(sys.stdin, parse_float=str)${steps}]`
  return new AppError('FORMAT_UNKNOWN', `${name} contains more than one list of objects: ${names}. Push one of them.`, {
    next: [{pipe: {run: ['python3', '-c', script], ...(!isStream && {input: name})}}],
  })
}

export function listOrRow({name}: JsonDocument, path: readonly string[]): AppError {
  const list = path.join('.')
  return new AppError(
    'FORMAT_UNKNOWN',
    `${name} is a JSON object that contains a list of objects, "${list}": either could be the rows.`,
    {
      next: [
        addFlags(['--format', 'json'], `if the members of "${list}" are the rows`),
        addFlags(['--format', 'jsonl'], 'if the object is one row'),
      ],
    },
  )
}

/** What other programs print in place of JSON: quotes of another kind, names without any. */
export function holdsNoObjects({name, isStream}: JsonDocument, {line, message}: Reject): AppError {
  const input = isStream
    ? say('the command before the pipe by itself', 'shows its output')
    : shell(['sed', '-n', `${line}p`, name], 'shows the line')
  return new AppError(
    'FILE_UNREADABLE',
    `${name} is read as JSON, but none of its first rows can be read. Line ${line}: ${message}`,
    {
      next: [input],
    },
  )
}
