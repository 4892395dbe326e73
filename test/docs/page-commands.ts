import {parseAllDocuments} from 'yaml'

/** One thing that a page tells its reader to type, or a scheduler to run. */
export interface PageCommand {
  readonly line: number
  readonly script: string
  readonly exitCode: number
}

const BLOCK = /^ *```(sh|cron|ini|yaml)(?: exit=(\d+))?\n([\s\S]*?)^ *```$/gm

/** The commands of a Markdown page in their order. A block that cannot run here is marked `console`. */
export function pageCommands(markdown: string): PageCommand[] {
  return [...markdown.matchAll(BLOCK)].flatMap(({1: language = '', 2: exit = '0', 3: text = '', index}) => {
    const line = markdown.slice(0, index).split('\n').length
    return scriptsOf(language, text).map(script => ({line, script, exitCode: Number(exit)}))
  })
}

function scriptsOf(language: string, text: string): string[] {
  if (language === 'sh') return [text]
  if (language === 'cron') return linesOf(text).map(line => line.replace(/^(\S+\s+){5}/, '').replaceAll('\\%', '%'))
  if (language === 'ini')
    return linesOf(text).flatMap(line => (line.startsWith('ExecStart=') ? [line.slice('ExecStart='.length)] : []))
  return parseAllDocuments(text).flatMap(document => commandsIn(document.toJS()))
}

function linesOf(text: string): string[] {
  return text.split('\n').filter(line => line !== '' && !line.startsWith('#'))
}

/** `run` of a workflow's step, `args` of a container whose entry point is the program. */
function commandsIn(node: unknown): string[] {
  if (typeof node !== 'object' || node === null) return []
  return Object.entries(node).flatMap(([name, value]) => {
    if (name === 'run' && typeof value === 'string') return [value]
    if (name === 'args' && Array.isArray(value)) return [['hubspot-push', ...value].join(' ')]
    return commandsIn(value)
  })
}
