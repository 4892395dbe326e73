import {shellQuote} from '../../shared/text/shell-quote.js'

/** The command as typed, ready to paste. */
export function commandAsTyped(bin: string, argv: readonly string[]): string {
  return [bin, ...argv].map(shellQuote).join(' ')
}

/** The same with --resume; where it names a run to go on with, it goes on with that one again. */
export function resumeCommand(bin: string, argv: readonly string[]): string {
  const flagsEnd = argv.includes('--') ? argv.indexOf('--') : argv.length
  const goesOn = argv.slice(0, flagsEnd).some(word => word === '--resume' || /^--resume-run(=|$)/.test(word))
  return commandAsTyped(bin, goesOn ? argv : argv.toSpliced(flagsEnd, 0, '--resume'))
}

/** The same without what resumes a run: for a file that will be another one by then. */
export function freshCommand(bin: string, argv: readonly string[]): string {
  const flagsEnd = argv.includes('--') ? argv.indexOf('--') : argv.length
  const kept = argv.filter((word, at) => at > flagsEnd || !resumes(word, argv[at - 1]))
  return commandAsTyped(bin, kept)
}

function resumes(word: string, before: string | undefined): boolean {
  return word === '--resume' || /^--resume-run(=|$)/.test(word) || before === '--resume-run'
}
