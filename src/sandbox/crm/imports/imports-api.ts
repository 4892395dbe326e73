/** Imports of CSV files, which take their time: started here, run part by part by import-line.ts once they are due. */

import {instant} from '../../basics/instant.js'
import type {SandboxReply} from '../../basics/messages.js'
import {freshNumber} from '../../basics/random.js'
import type {Call} from '../call/context.js'
import {CrmRefusal, validationRefusal} from '../call/crm-refusal.js'
import {pageLink, parseAfter, parseLimit} from '../call/paging.js'
import {parseFlag} from '../call/query-flag.js'
import type {ImportError, StartedImport} from '../records/import-store.js'
import {planOf, readRequest} from './import-request.js'
import {readFiles} from './read-files.js'
import {readForm} from './read-form.js'

/** Answers before any row was looked at. */
export function startImport(call: Call): SandboxReply {
  const {context, request, version} = call
  const parts = readForm(request.headers['content-type'], request.body)
  const asked = readRequest(parts)
  const plan = planOf(context, asked)
  const texts = readFiles(plan.files, parts, request.hasOtherBytes === true)
  const at = context.now()
  const [id = '', ...fileIds] = freshIds(call, 1 + texts.length)
  const types = new Set(plan.files.flatMap(({columns}) => columns.map(({type}) => type.id)))
  const started: StartedImport = {
    ...{id, name: plan.name, request: asked, version, typeIds: [...types], fileIds, texts},
    createdAtMs: at,
    updatedAtMs: at,
    dueAtMs: at + context.switches.importTakesMs,
    state: 'PROCESSING',
    counters: new Map(),
    errors: [],
    place: {file: 0, at: 0, line: 1},
  }
  context.imports.put(started)
  context.onImportStarted(started)
  return {status: 200, body: present(started, 'STARTED')}
}

/** Of the import and its files. */
function freshIds({context: {random, imports}}: Call, count: number): string[] {
  const taken = new Set(imports.all().flatMap(({id, fileIds}) => [id, ...fileIds]))
  return Array.from({length: count}, () => {
    const id = String(freshNumber(random, {from: 30_000_000, to: 90_000_000, isTaken: each => taken.has(String(each))}))
    taken.add(id)
    return id
  })
}

/** The newest first. */
export function listImports(call: Call): SandboxReply {
  return page(call, call.context.imports.all().toReversed(), each => present(each))
}

export function getImport(call: Call): SandboxReply {
  return {status: 200, body: present(importOf(call))}
}

/** Only one that has not ended. What it has written by then stays. */
export function cancelImport(call: Call): SandboxReply {
  const {context} = call
  const started = importOf(call)
  if (started.state !== 'PROCESSING') throw validationRefusal(`Import ${started.id} is ${started.state} already.`)
  context.onImportRun(started, () => context.imports.end(started, 'CANCELED', context.now()))
  const at = instant(started.updatedAtMs)
  return {status: 200, body: {status: 'CANCELED', startedAt: instant(started.createdAtMs), completedAt: at}}
}

export function listImportErrors(call: Call): SandboxReply {
  return page(call, importOf(call).errors, error => presentError(call, error))
}

function page<T>(call: Call, all: readonly T[], show: (each: T) => unknown): SandboxReply {
  const {query} = call.request
  const limit = parseLimit(query, {standard: 10, max: 100})
  const start = parseAfter(query)
  const after = String(start + limit)
  const paging = all.length > start + limit ? {paging: {next: {after, link: pageLink(call, after)}}} : {}
  return {status: 200, body: {results: all.slice(start, start + limit).map(show), ...paging}}
}

function importOf({context, name}: Call): StartedImport {
  const started = context.imports.get(name)
  if (started) return started
  throw new CrmRefusal(404, {message: 'resource not found', category: 'OBJECT_NOT_FOUND'})
}

function present(started: StartedImport, state: string = started.state): unknown {
  const {id, name, request, typeIds, fileIds, counters} = started
  return {
    ...{id, state, importName: name, importSource: 'API', importRequestJson: request, optOutImport: false},
    mappedObjectTypeIds: typeIds,
    metadata: {objectLists: [], counters: Object.fromEntries(counters), fileIds},
    createdAt: instant(started.createdAtMs),
    updatedAt: instant(started.updatedAtMs),
  }
}

/** Rows and texts are told on request alone. */
function presentError({request: {query}}: Call, error: ImportError): unknown {
  const {id, errorType, objectTypeId, invalidValue, column, errorMessage} = error
  return {
    ...{id, errorType, objectTypeId, createdAt: error.atMs},
    ...(invalidValue !== undefined && {invalidValue}),
    ...(column !== undefined && {knownColumnNumber: column}),
    ...(parseFlag(query, 'includeErrorMessage') && {errorMessage}),
    sourceData: {
      lineNumber: error.line,
      rowData: parseFlag(query, 'includeRowData') ? error.cells : [],
      fileId: Number(error.fileId),
      containsEncryptedProperties: false,
      additionalRowData: [],
    },
  }
}
