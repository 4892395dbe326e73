import {AppError} from '../../errors/app-error.js'
import {shell} from '../../errors/next-step.js'
import {ownOf} from '../../shared/named.js'
import {beforeDashes, type TypedCommand, wordsOf} from '../next-steps/typed-command.js'

const OFF = /^(false|no|off|0)$/i
const ON = /^(true|yes|on|1)$/i

/**
 * `--dry-run=false`: the parser would take it for the flag, and "false" for the file. Throws AppError USAGE with the
 * command that does what was meant.
 */
export function forbidValuesOfSwitches(typed: TypedCommand, argv: readonly string[]): void {
  for (const [at, word] of argv.slice(0, beforeDashes(argv).length).entries()) {
    const [, negation = '', name = '', value = ''] = /^--(no-)?([^=]+)=([\s\S]*)$/.exec(word) ?? []
    const flag = ownOf(typed.flags ?? {}, name)
    if (flag?.type !== 'boolean') continue
    const commands = spellings(negation, name, {value, mayNegate: flag.allowNo === true}).map(words =>
      shell(wordsOf({...typed, argv: argv.toSpliced(at, 1, ...words)})),
    )
    throw new AppError('USAGE', `--${negation}${name} takes no value, but "${value}" was given.`, {next: commands})
  }
}

/** What takes the place of the word; both where the value does not say which. */
function spellings(
  negation: string,
  name: string,
  {value, mayNegate}: {readonly value: string; readonly mayNegate: boolean},
): readonly (readonly string[])[] {
  const [on, off] = [`--${negation}${name}`, negation === '' ? `--no-${name}` : `--${name}`]
  const others = mayNegate ? [off] : []
  if (ON.test(value)) return [[on]]
  return OFF.test(value) ? [others] : [[on], others]
}
