import iconv from 'iconv-lite'
import {AppError} from '../../errors/app-error.js'
import {shellQuote} from '../../shared/text/shell-quote.js'

const SHOWN_CHARACTERS = 40

/**
 * A text in UTF-16 has a NUL in nearly every character of ASCII, before or after it. Throws FILE_UNREADABLE for
 * anything with NULs.
 */
export function refuseNul(head: Uint8Array, name: string): never {
  const encoding = utf16Of(head)
  if (encoding === undefined) {
    throw new AppError('FILE_UNREADABLE', `${name} holds NUL bytes: it is not a text file.`, {
      next: [`file ${shellQuote(name)}     tells what it may be`],
    })
  }
  const [line = ''] = iconv.decode(Buffer.from(head), encoding).split(/[\r\n]/)
  const shown = `"${line.slice(0, SHOWN_CHARACTERS)}${line.length > SHOWN_CHARACTERS ? '…' : ''}"`
  throw new AppError(
    'FILE_UNREADABLE',
    `${name} is UTF-16 without a byte order mark. As ${encoding} it begins with ${shown}.`,
    {
      next: [`--encoding ${encoding}`],
    },
  )
}

function utf16Of(head: Uint8Array): 'utf-16le' | 'utf-16be' | undefined {
  const nuls = [0, 0]
  for (const [at, byte] of head.entries()) if (byte === 0) nuls[at % 2] = (nuls[at % 2] ?? 0) + 1
  const [even = 0, odd = 0] = nuls
  const pairs = head.length / 2
  if (odd > pairs / 4 && even < odd / 20) return 'utf-16le'
  return even > pairs / 4 && odd < even / 20 ? 'utf-16be' : undefined
}
