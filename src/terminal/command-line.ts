import {shellQuote} from '../shared/shell-quote.js'

/** The command as typed, ready to paste, with --resume; where it names a run to go on with, it goes on with that one again. */
export function resumeCommand(bin: string, argv: readonly string[]): string {
  const flagsEnd = argv.includes('--') ? argv.indexOf('--') : argv.length
  const goesOn = argv.slice(0, flagsEnd).some(word => word === '--resume' || /^--resume-run(=|$)/.test(word))
  const words = goesOn ? argv : argv.toSpliced(flagsEnd, 0, '--resume')
  return [bin, ...words].map(shellQuote).join(' ')
}
