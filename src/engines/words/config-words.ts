import {AppError} from '../../errors/app-error.js'
import {type AddFlags, type NextStep, type PlainStep, type ShellWord, say} from '../../errors/next-step.js'
import {hasSetting, settingName} from '../../shared/text/setting-words.js'

/** How a setting holds the value of the flag of its name. */
const SETTINGS: ReadonlyMap<string, (value: string) => unknown> = new Map<string, (value: string) => unknown>([
  ['object', value => value],
  ['key', value => value],
  ['mode', value => value],
  ['empty', value => value],
  ['map', value => ofPair(value.lastIndexOf('='), value)],
  ['set', value => ofPair(value.indexOf('='), value)],
  ['ignore', value => [value]],
  ['null', value => [value]],
  ['associate', value => [value]],
  ['ignore-unknown', () => true],
])

/** An error of planning a push, in words of the configuration: what is to be typed there, not which flags. */
export function inConfigWords(error: unknown, stream: string): unknown {
  if (!(error instanceof AppError)) return error
  const next = error.next.flatMap(step => stepOf(step, stream))
  return new AppError(error.code, `Stream ${JSON.stringify(stream)}: ${withSettings(error.message)}`, {
    next,
    cause: error,
  })
}

/** The entry of the configuration that makes a stream do so, as text. */
export function streamEntry(stream: string, settings: Readonly<Record<string, unknown>>): string {
  return `"streams": ${JSON.stringify({[stream]: settings})}`
}

function stepOf(step: NextStep, stream: string): PlainStep[] {
  if ('run' in step || 'say' in step) return [step]
  return 'addFlags' in step && !('pipe' in step || 'make' in step || 'feed' in step) ? ofFlags(step, stream) : []
}

function ofFlags({addFlags, note}: AddFlags, stream: string): PlainStep[] {
  const [flag = '', value = ''] = addFlags.map(textOf)
  const name = flag.replace(/^--/, '')
  const setting = SETTINGS.get(name)
  if (setting === undefined || addFlags.length > 2) return []
  return [say(`${streamEntry(stream, {[settingName(name)]: setting(value)})} in the configuration`, note)]
}

function textOf(word: ShellWord): string {
  return typeof word === 'string' ? word : word.gap
}

function ofPair(at: number, text: string): Record<string, string> {
  return {[text.slice(0, at)]: text.slice(at + 1)}
}

/** Messages name flags; only those that a stream has. */
function withSettings(message: string): string {
  return message.replace(/--([a-z]+(?:-[a-z]+)*)/g, (flag, name: string) =>
    hasSetting(name) ? `"${settingName(name)}"` : flag,
  )
}
