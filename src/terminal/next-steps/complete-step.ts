import {
  type AddFlags,
  type NextStep,
  type PlainStep,
  PROGRAM,
  type PushOther,
  type Run,
  type ShellWord,
} from '../../errors/next-step.js'
import {
  addsFlag,
  holdsFlag,
  holdsPair,
  knowsFlags,
  profileOf,
  readsOnce,
  type TypedCommand,
  withFile,
  withFlags,
  wordsOf,
} from './typed-command.js'

/**
 * A step as it is to be typed after this command; undefined where the command has no use for it.
 * `looksFirst`: a push that the step completes is to be a dry run.
 */
export function completeStep(step: NextStep, typed: TypedCommand, looksFirst = false): PlainStep | undefined {
  if ('say' in step || 'run' in step) return ofProfile(step, profileOf(typed.argv))
  const dryRun = looksFirst ? ['--dry-run'] : []
  if ('pipe' in step || 'make' in step || 'feed' in step) return pushing(step, pushOf(typed), dryRun)
  return adding(step, typed, dryRun)
}

function adding(
  {addFlags, replacing, note}: AddFlags,
  typed: TypedCommand,
  dryRun: readonly string[],
): Run | undefined {
  if (replacing !== undefined && !holdsPair(typed.argv, replacing)) return undefined
  const added = addsFlag(typed, addFlags, 'dry-run') ? addFlags : [...addFlags, ...dryRun]
  if (!knowsFlags(typed, added)) return undefined
  if (addsFlag(typed, added, 'create-properties') && readsOnce(typed)) return undefined
  return {run: wordsOf({...typed, argv: withFlags(typed, added, replacing)}), note}
}

function pushing(step: PushOther, typed: TypedCommand, dryRun: readonly string[]): Run {
  const argv = withFlags(typed, [...dryRun, ...(step.addFlags ?? [])])
  const push = (file: string): readonly ShellWord[] => wordsOf({...typed, argv: withFile({...typed, argv}, file)})
  const {note} = step
  if ('pipe' in step) return {...step.pipe, into: push('-'), note}
  return 'make' in step ? {...step.make, andThen: push(step.file), note} : {run: push('-'), input: step.feed, note}
}

/** Behind another command, such as `rejects retry`, a push has its flags still to come; it must ask the same portal. */
function pushOf(typed: TypedCommand): TypedCommand {
  if (typed.command === 'push' || typed.command === 'associate') return typed
  const profile = profileOf(typed.argv)
  return {
    bin: PROGRAM,
    command: 'push',
    argv: [],
    ...(profile !== undefined && {argv: ['--profile', profile], flags: {profile: {}}}),
  }
}

/** Commands that ask a portal, or are about a profile; what looks at runs knows theirs from the run. */
const OF_A_PORTAL: readonly (ShellWord | undefined)[] = [
  'push',
  'associate',
  'objects',
  'whoami',
  'login',
  'doctor',
  'config',
]

/** A step with the profile that was typed: without it the step would ask, or write to, another portal. */
export function ofProfile(step: PlainStep, profile: string | undefined): PlainStep {
  if (profile === undefined || 'say' in step) return step
  const [program, command] = step.run
  const asks = program === PROGRAM && OF_A_PORTAL.includes(command) && !step.run.includes('--help')
  return asks && !holdsFlag(step.run, ['profile']) ? {...step, run: [...step.run, '--profile', profile]} : step
}
