import {stat} from 'node:fs/promises'
import {resolve} from 'node:path'
import {AppError} from '../../errors/app-error.js'
import {addFlags, type NextStep, ours} from '../../errors/next-step.js'
import type {StoredRun} from '../../runs/run-store.js'
import {NewFile} from '../../shared/files/new-file.js'
import {shellQuote} from '../../shared/text/shell-quote.js'
import {withCleanup} from '../../shared/with-cleanup.js'
import {type ExportCounts, type ExportRequest, exportEncoding, exportRejects} from './export-rejects.js'
import type {WorkbookFile} from './workbook/workbook-file.js'

export interface ExportedFile extends ExportCounts {
  /** Absolute. */
  readonly file: string
  /** Absolute; absent where every row could be read. */
  readonly unreadableFile?: string
}

interface OutputFile {
  readonly path: string
  /** Also where the file holds something else, which may be corrections that have not been sent yet. */
  readonly overwrite: boolean
}

/**
 * The rejects of a run in a file, the texts of unreadable rows in another beside it. Throws AppError USAGE for a file
 * that must not be replaced.
 */
export async function exportToFile(
  stored: StoredRun,
  request: ExportRequest,
  {path, overwrite}: OutputFile,
): Promise<ExportedFile> {
  const file = resolve(path)
  await forbidOutput(file, stored)
  return withCleanup(async defer => {
    const encode = await encoderOf(stored, request)
    const rows = await openFile(file, {defer, encode})
    let unreadable: NewFile | undefined
    const workbook = request.format === 'xlsx' ? await openWorkbookFile(rows) : undefined
    const counts = await exportRejects(stored, request, {
      rows: text => (workbook === undefined ? rows.write(text) : workbook.add(text)),
      unreadable: async text => {
        unreadable ??= await openFile(unreadablePath(file), {defer, encode})
        await unreadable.write(text)
      },
    })
    await workbook?.finish()
    if (!overwrite) {
      if (await rows.replacesOther())
        throw wouldReplace(file, [
          ours(['rejects', 'retry', stored.record.run, '--from', file], 'sends the corrected rows'),
        ])
      if (await unreadable?.replacesOther()) throw wouldReplace(unreadablePath(file))
    }
    await unreadable?.finish()
    await rows.finish()
    return {...counts, file, ...(unreadable !== undefined && {unreadableFile: unreadablePath(file)})}
  })
}

/** Loaded only where it is asked for. */
async function openWorkbookFile(file: NewFile): Promise<WorkbookFile> {
  const {WorkbookFile} = await import('./workbook/workbook-file.js')
  return new WorkbookFile(bytes => file.writeBytes(bytes))
}

function unreadablePath(file: string): string {
  return `${file}.unreadable`
}

/** What makes bytes of the export's texts; undefined for UTF-8. Loaded only where it is needed. */
export async function encoderOf({record}: StoredRun, request: ExportRequest): Promise<Encode | undefined> {
  const encoding = exportEncoding(record, request)
  if (encoding === undefined) return undefined
  const {encodeText} = await import('../../input/encoding/text-encoding.js')
  return text => encodeText(text, encoding)
}

type Encode = (text: string) => Uint8Array

interface Opening {
  readonly defer: (cleanup: () => Promise<void>) => void
  readonly encode: Encode | undefined
}

async function openFile(path: string, {defer, encode}: Opening): Promise<NewFile> {
  try {
    const file = await NewFile.open(path, encode)
    defer(() => file.discard())
    return file
  } catch (error) {
    throw new AppError(
      'USAGE',
      `${path} cannot be written: ${error instanceof Error ? error.message : String(error)}.`,
      {cause: error},
    )
  }
}

function wouldReplace(file: string, before: readonly NextStep[] = []): AppError {
  const message = `${file} already exists and differs from this export, so it was not overwritten: it may contain corrections.`
  return new AppError('USAGE', message, {next: [...before, addFlags(['--overwrite'], 'overwrites it')]})
}

/** The pushed file holds more than its rejected rows. */
async function forbidOutput(file: string, {record: {source, run}}: StoredRun): Promise<void> {
  const existing = await stat(file).catch(() => undefined)
  const read = source.path === undefined ? undefined : await stat(source.path).catch(() => undefined)
  const isSource = existing !== undefined && existing.ino === read?.ino && existing.dev === read.dev
  if (!isSource && (existing === undefined || existing.isFile())) return
  const why = isSource ? `it is the file that run ${run} pushed` : 'it is not a regular file'
  throw new AppError('USAGE', `--output ${shellQuote(file)} cannot be used: ${why}.`, {
    next: [ours(['rejects', 'export', run, '--output', `fixed.${source.format}`])],
  })
}
