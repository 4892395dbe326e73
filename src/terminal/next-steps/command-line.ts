import type {Run} from '../../errors/next-step.js'
import {beforeDashes, dropFlags, holdsFlag, type TypedCommand, withFile, wordsOf} from './typed-command.js'

/** The command as typed. */
export function sameCommand(typed: TypedCommand): Run {
  return {run: wordsOf(typed)}
}

/** The same with --resume; where it names a run to resume, it resumes that one again. */
export function resumeCommand({argv, ...typed}: TypedCommand): Run {
  const flags = beforeDashes(argv)
  const goesOn = holdsFlag(flags, ['resume', 'resume-run'])
  return sameCommand({...typed, argv: goesOn ? argv : argv.toSpliced(flags.length, 0, '--resume')})
}

/** The same without what resumes a run: for a file that will be another one by then. */
export function freshCommand(typed: TypedCommand): Run {
  return sameCommand({...typed, argv: dropFlags(typed, ['resume', 'resume-run'])})
}

/** The same with its run named: by then, another one may be the newest. */
export function ofRun(typed: TypedCommand, run: string): Run {
  return sameCommand({...typed, argv: withFile(typed, run)})
}

/** The push that a dry run was for. */
export function withoutDryRun(typed: TypedCommand): Run {
  return sameCommand({...typed, argv: dropFlags(typed, ['dry-run'])})
}
