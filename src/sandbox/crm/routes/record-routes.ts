import {archiveRecord, batchArchive, gdprDelete} from '../objects/archive-records.js'
import {batchCreate, batchUpdate, batchUpsert} from '../objects/batch-writes.js'
import {mergeRecords} from '../objects/merge-records.js'
import {batchRead, getRecord, listRecords} from '../objects/read-records.js'
import {createRecord, updateRecord} from '../objects/single-record.js'
import {searchRecords} from '../search/search-records.js'
import {aboutType, type Route} from './route.js'

const LISTED = ['v3', 'v4', '2026-03', '2026-09'] as const

/** Records, one by one and in batches. */
export const RECORD_ROUTES: readonly Route[] = [
  {method: 'POST', path: '{objects}/:type/batch/upsert', scope: 'write', answer: aboutType(batchUpsert)},
  {method: 'POST', path: '{objects}/:type/batch/create', scope: 'write', answer: aboutType(batchCreate)},
  {method: 'POST', path: '{objects}/:type/batch/update', scope: 'write', answer: aboutType(batchUpdate)},
  {method: 'POST', path: '{objects}/:type/batch/read', scope: 'read', answer: aboutType(batchRead)},
  {method: 'POST', path: '{objects}/:type/batch/archive', scope: 'write', answer: aboutType(batchArchive)},
  {method: 'POST', path: '{objects}/:type/merge', scope: 'write', answer: aboutType(mergeRecords)},
  {method: 'POST', path: '{objects}/:type/gdpr-delete', scope: 'write', answer: aboutType(gdprDelete)},
  {method: 'POST', path: '{objects}/:type/search', scope: 'read', answer: aboutType(searchRecords)},
  // Of v4 it is in no document, but read by a client (docs/hubspot-api.md#lists-of-definitions).
  {method: 'GET', path: '{objects}/:type', in: LISTED, scope: 'read', answer: aboutType(listRecords)},
  {method: 'POST', path: '{objects}/:type', scope: 'write', answer: aboutType(createRecord)},
  {method: 'GET', path: '{objects}/:type/:name', scope: 'read', answer: aboutType(getRecord)},
  {method: 'PATCH', path: '{objects}/:type/:name', scope: 'write', answer: aboutType(updateRecord)},
  {method: 'DELETE', path: '{objects}/:type/:name', scope: 'write', answer: aboutType(archiveRecord)},
]
