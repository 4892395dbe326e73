import {closeSync, fstatSync} from 'node:fs'
import {isatty} from 'node:tty'

/**
 * For the exit of a process whose terminal may have been closed meanwhile: Node aborts, with a core dump maybe, where
 * it cannot set a terminal back to how it was. What is closed it leaves alone (Node 20 to 26, 2026-11).
 */
export function closeLostTerminal(): void {
  for (const fd of [0, 1, 2]) {
    try {
      if (fstatSync(fd).isCharacterDevice() && !isatty(fd)) closeSync(fd)
    } catch {}
  }
}
