import {shellQuote} from '../shared/shell-quote.js'

/** The command as typed, ready to paste, with --resume. */
export function resumeCommand(bin: string, argv: readonly string[]): string {
  const words = argv.includes('--resume') ? argv : [...argv, '--resume']
  return [bin, ...words].map(shellQuote).join(' ')
}
