import {readFile} from 'node:fs/promises'
import {AppError} from '../errors/app-error.js'
import {writeFileAtomically} from '../shared/atomic-write.js'
import {shellQuote} from '../shared/shell-quote.js'
import type {MappingFile} from './mapping-file.js'
import {parseMappingFile} from './parse-mapping-file.js'

/** Throws AppError FILE_NOT_FOUND, FILE_UNREADABLE, MAPPING_INVALID. */
export async function readMappingFile(path: string): Promise<MappingFile> {
  const text = await readText(path)
  if (text === undefined)
    throw new AppError('FILE_NOT_FOUND', `The mapping file ${path} does not exist.`, {next: [`ls ${shellQuote(path)}`]})
  return parseMappingFile(text, path)
}

/** Replaces a mapping file, and nothing else: a slip of the keyboard must not cost the rows. Throws AppError USAGE. */
export async function writeMappingFile(path: string, text: string): Promise<void> {
  const existing = await readText(path)
  if (existing !== undefined && !isMappingFile(existing, path)) {
    throw new AppError('USAGE', `${path} exists and is no mapping file, so --save-mapping does not replace it. Choose another name.`, {
      next: ['--save-mapping mapping.yaml'],
    })
  }
  await writeFileAtomically(path, text)
}

async function readText(path: string): Promise<string | undefined> {
  try {
    return await readFile(path, 'utf8')
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined
    const reason = error instanceof Error ? error.message : String(error)
    throw new AppError('FILE_UNREADABLE', `The mapping file ${path} cannot be read (${reason}).`, {
      cause: error,
      next: [`ls -l ${shellQuote(path)}`],
    })
  }
}

function isMappingFile(text: string, path: string): boolean {
  try {
    parseMappingFile(text, path)
    return true
  } catch (error) {
    if (error instanceof AppError) return false
    throw error
  }
}
