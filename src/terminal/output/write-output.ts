import {AppError} from '../../errors/app-error.js'
import {ours, type PlainStep, shell} from '../../errors/next-step.js'
import {isDiskFull} from '../../shared/files/storage-trouble.js'

/** About a screen's worth of a pipe's buffer: long outputs go out in pieces, and each waits for the reader. */
const PIECE_CHARS = 32_768

/**
 * Writes the lines and waits until the stream has taken them.
 * A reader that went away (`| head`) ends the output, not the program: the promise resolves anyway.
 */
export async function writeLines(stream: NodeJS.WritableStream, lines: Iterable<string>): Promise<void> {
  const writer = pieceWriter(stream)
  for (const line of lines) if (!(await writer.write(`${line}\n`))) return
  await writer.end()
}

interface PieceWriter {
  /** False when the reader is gone. */
  readonly write: (text: string) => Promise<boolean>
  readonly end: () => Promise<boolean>
}

/** Texts of any length, as the reader takes them. `encode`: what they are as bytes, UTF-8 without it. */
export function pieceWriter(stream: NodeJS.WritableStream, encode?: (text: string) => Uint8Array): PieceWriter {
  let piece = ''
  const end = async (): Promise<boolean> => {
    const text = piece
    piece = ''
    return text === '' || writePiece(stream, encode?.(text) ?? text)
  }
  return {
    write: async text => {
      piece += text
      return piece.length < PIECE_CHARS || end()
    },
    end,
  }
}

/** False when the reader is gone. */
function writePiece(stream: NodeJS.WritableStream, piece: string | Uint8Array): Promise<boolean> {
  if (!stream.writable) return Promise.resolve(false)
  return new Promise(resolve => {
    stream.write(piece, error => resolve(error === undefined || error === null))
  })
}

/**
 * Without a listener a closed pipe raises an uncaught EPIPE in the middle of a push.
 * On stderr every failure is swallowed: a log that cannot be written must not stop rows from being written.
 * On stdout a full disk is told, since a result that is cut short must not look whole; oclif's own listener would throw
 * it. A terminal that is gone fails as a disk does (EIO), and is none.
 */
export function surviveClosedOutput(
  stdout: NodeJS.WritableStream & {readonly isTTY?: boolean},
  stderr: NodeJS.WritableStream,
  onDiskFull: (error: Error) => void,
): void {
  if (!stderr.listeners('error').includes(ignoreClosedOutput)) stderr.on('error', ignoreClosedOutput)
  stdout.removeAllListeners('error').on('error', (error: Error) => {
    if (stdout.isTTY !== true && isDiskFull(error)) onDiskFull(error)
  })
}

function ignoreClosedOutput(): void {}

/** A result that found its disk full. */
export function cutShort(): AppError<PlainStep> {
  const message = 'The disk is full: standard output is incomplete. The history shows what was written to HubSpot.'
  return new AppError('DISK_FULL', message, {next: [shell(['df', '-h']), ours(['runs'])]})
}
