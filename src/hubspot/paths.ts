import {DEFAULT_API_VERSION, versionStands} from './api-versions.js'

/**
 * Where each call lives, per API version. `type` is always an object type id (`0-1`, `2-123`): every endpoint takes it,
 * it needs no escaping, and it stays right when two custom objects share a name or one is renamed.
 * Source: docs/hubspot-api.md#versions.
 */
export interface Paths {
  account(): string
  schemas(): string
  schema(type: string): string
  enablement(): string
  owners(): string
  properties(type: string): string
  propertyGroups(type: string): string
  propertyLimits(): string
  validationRules(type: string): string
  pipelines(type: string): string
  batchUpsert(type: string): string
  batchUpdate(type: string): string
  batchCreate(type: string): string
  batchRead(type: string): string
  search(type: string): string
  batchArchive(type: string): string
  lists(): string
  list(id: string): string
  listByName(type: string, name: string): string
  listSearch(): string
  /** Adds records to a list. */
  listMembers(id: string): string
  /** And below it `/introspect` and `/revoke`. */
  oauthToken(): string
}

/** `v3`, or a dated version such as `2026-09`, where the version follows the name of the API. */
export function pathsOf(apiVersion: string = DEFAULT_API_VERSION): Paths {
  const standsBefore = versionStands(apiVersion) === 'before'
  const crm = (api: string): string => (standsBefore ? `/crm/${apiVersion}/${api}` : `/crm/${api}/${apiVersion}`)
  const [objects, properties, pipelines] = [crm('objects'), crm('properties'), crm('pipelines')]
  const lists = crm('lists')
  const list = (id: string): string => `${lists}/${encodeURIComponent(id)}`
  return {
    account: () => `/account-info/${apiVersion}/details`,
    schemas: () => `/crm-object-schemas/${apiVersion}/schemas`,
    schema: type => `/crm-object-schemas/${apiVersion}/schemas/${type}`,
    enablement: () => `${crm('object-library')}/enablement`,
    owners: () => crm('owners'),
    properties: type => `${properties}/${type}`,
    propertyGroups: type => `${properties}/${type}/groups`,
    propertyLimits: () => `${crm('limits')}/custom-properties`,
    validationRules: type => `${crm('property-validations')}/${type}`,
    pipelines: type => `${pipelines}/${type}`,
    batchUpsert: type => `${objects}/${type}/batch/upsert`,
    batchUpdate: type => `${objects}/${type}/batch/update`,
    batchCreate: type => `${objects}/${type}/batch/create`,
    batchRead: type => `${objects}/${type}/batch/read`,
    search: type => `${objects}/${type}/search`,
    batchArchive: type => `${objects}/${type}/batch/archive`,
    lists: () => lists,
    list,
    listByName: (type, name) => `${lists}/object-type-id/${type}/name/${encodeURIComponent(name)}`,
    listSearch: () => `${lists}/search`,
    listMembers: id => `${list(id)}/memberships/add`,
    oauthToken: () => `/oauth/${apiVersion}/token`,
  }
}

/** Requests that carry the rows of a push. */
export function isBatchWrite(path: string): boolean {
  const isWrite = isBatchArchive(path) || /\/batch\/(upsert|update|create)$/.test(path)
  return isWrite && !isAssociationPath(path) && !/^\/crm(\/\w+)?\/properties\//.test(path)
}

/** Of records, not of the links between them. */
export function isBatchArchive(path: string): boolean {
  return /\/objects\/.*\/batch\/archive$/.test(path)
}

/** Requests about links between records. */
export function isAssociationPath(path: string): boolean {
  return path.startsWith('/crm/associations/')
}

/** Requests that add records to a list. */
export function isMembershipPath(path: string): boolean {
  return path.endsWith('/memberships/add')
}
