import {SaxesParser} from 'saxes'
import {decodeBlocks, findEncoding} from '../../encoding/text-encoding.js'
import {MAX_RECORD_CHARS} from '../../limits.js'
import {takeHead, withoutFirst} from '../../stream-bytes.js'
import {damaged} from '../workbook-error.js'
import type {Archive} from './archive.js'

/** What is told of the elements of a part, in their order. Names are those of the file, with their prefixes. */
export interface XmlHandler {
  open(name: string, attributes: Readonly<Record<string, string>>): void
  close(name: string): void
  text(text: string): void
}

/** Deeper than any program nests them. */
const MAX_DEPTH = 256
const HEAD_BYTES = 1024

/**
 * Parses a part piece by piece: after each, what the handler has noted can be taken from it. Throws FILE_UNREADABLE for
 * what is not well-formed, declares entities, or would not fit into memory.
 */
export async function* parsePart(archive: Archive, part: string, handler: XmlHandler): AsyncGenerator<void> {
  const parser = parserOf(handler)
  try {
    for await (const text of textsOf(archive, part)) {
      parser.write(text)
      yield
    }
    if (archive.isClosed) return
    parser.end()
    yield
  } catch (error) {
    if (!(error instanceof XmlProblem)) throw error
    throw damaged(archive.name, {what: `${part} in it is not sound XML (${error.message})`, cause: error})
  }
}

/** A small part, in one go. */
export async function parseWhole(archive: Archive, part: string, handler: XmlHandler): Promise<void> {
  for await (const _ of parsePart(archive, part, handler));
}

class XmlProblem extends Error {}

async function* textsOf(archive: Archive, part: string): AsyncGenerator<string> {
  const {head, blocks} = await takeHead(archive.read(part), HEAD_BYTES)
  const declared = /^[^>]*?\sencoding\s*=\s*["']([\w.-]{1,40})["']/.exec(
    Buffer.from(head.subarray(0, 200)).toString('latin1'),
  )
  const encoding = findEncoding({
    head,
    name: `${part} in ${archive.name}`,
    ...(declared?.[1] && {encoding: declared[1]}),
  })
  yield* decodeBlocks(withoutFirst(blocks, encoding.skipBytes), encoding.name)
}

interface BoundedParser {
  write(text: string): void
  end(): void
}

function parserOf(handler: XmlHandler): BoundedParser {
  const parser = new SaxesParser({position: false, xmlns: false})
  let pending = 0
  let depth = 0
  const problem = (message: string): never => {
    throw new XmlProblem(message)
  }
  parser.on('error', error => problem(error.message))
  parser.on('doctype', () => problem('it has a document type'))
  parser.on('opentag', ({name, attributes}) => {
    pending = 0
    depth += 1
    if (depth > MAX_DEPTH) problem(`elements are nested more than ${MAX_DEPTH} deep`)
    handler.open(name, attributes)
  })
  parser.on('closetag', ({name}) => {
    pending = 0
    depth -= 1
    handler.close(name)
  })
  parser.on('text', text => handler.text(text))
  parser.on('cdata', text => handler.text(text))
  return {
    write: text => {
      pending += text.length // a text, or a tag, is held in memory until it ends
      if (pending > MAX_RECORD_CHARS) problem('a text or a tag in it is too long')
      parser.write(text)
    },
    end: () => void parser.close(),
  }
}
