import {customObjectLimits, customPropertyLimits, recordLimits} from '../definitions/limits-api.js'
import {getEnablement} from '../definitions/object-library-api.js'
import {
  archivePipeline,
  auditPipeline,
  createPipeline,
  getPipeline,
  listPipelines,
  replacePipeline,
  updatePipeline,
} from '../definitions/pipelines-api.js'
import {getAccount, getOwner, getUsage, listOwners} from '../definitions/portal-api.js'
import {
  archiveProperty,
  createProperty,
  getProperty,
  listProperties,
  updateProperty,
} from '../definitions/properties-api.js'
import {batchArchiveProperties, batchCreateProperties, batchReadProperties} from '../definitions/property-batches.js'
import {archiveGroup, createGroup, getGroup, listGroups, updateGroup} from '../definitions/property-groups-api.js'
import {archiveAssociation, createAssociation} from '../definitions/schema-links-api.js'
import {getSchema, listSchemas} from '../definitions/schemas-api.js'
import {archiveSchema, createSchema, updateSchema} from '../definitions/schemas-write-api.js'
import {
  archiveStage,
  auditStage,
  createStage,
  getStage,
  listStages,
  replaceStage,
  updateStage,
} from '../definitions/stages-api.js'
import {
  getPropertyRule,
  getPropertyRules,
  listPropertyRules,
  putPropertyRule,
} from '../definitions/validation-rules-api.js'
import {aboutType, type Route} from './route.js'

const PIPELINES = '{pipelines}/:type'
const STAGES = `${PIPELINES}/:name/stages`
const SCHEMA_LINK = '{schemas}/:type/associations/:association'
const DEFINED = '{properties}/:type'
const RULES = '{property-validations}/:type'
const RULE = `${RULES}/:name/rule-type/:rule`

/** What a portal says of itself: properties, schemas, pipelines, owners, limits. */
export const DEFINITION_ROUTES: readonly Route[] = [
  {method: 'GET', path: DEFINED, scope: 'schemaRead', answer: aboutType(listProperties)},
  {method: 'POST', path: DEFINED, scope: 'schemaWrite', answer: aboutType(createProperty)},
  {method: 'POST', path: `${DEFINED}/batch/create`, scope: 'schemaWrite', answer: aboutType(batchCreateProperties)},
  {method: 'POST', path: `${DEFINED}/batch/read`, scope: 'schemaRead', answer: aboutType(batchReadProperties)},
  {method: 'POST', path: `${DEFINED}/batch/archive`, scope: 'schemaWrite', answer: aboutType(batchArchiveProperties)},
  {method: 'GET', path: `${DEFINED}/groups`, scope: 'schemaRead', answer: aboutType(listGroups)},
  {method: 'POST', path: `${DEFINED}/groups`, scope: 'schemaWrite', answer: aboutType(createGroup)},
  {method: 'GET', path: `${DEFINED}/groups/:name`, scope: 'schemaRead', answer: aboutType(getGroup)},
  {method: 'PATCH', path: `${DEFINED}/groups/:name`, scope: 'schemaWrite', answer: aboutType(updateGroup)},
  {method: 'DELETE', path: `${DEFINED}/groups/:name`, scope: 'schemaWrite', answer: aboutType(archiveGroup)},
  {method: 'GET', path: `${DEFINED}/:name`, scope: 'schemaRead', answer: aboutType(getProperty)},
  {method: 'PATCH', path: `${DEFINED}/:name`, scope: 'schemaWrite', answer: aboutType(updateProperty)},
  {method: 'DELETE', path: `${DEFINED}/:name`, scope: 'schemaWrite', answer: aboutType(archiveProperty)},
  {method: 'GET', path: RULES, scope: 'schemaRead', answer: aboutType(listPropertyRules)},
  {method: 'GET', path: `${RULES}/:name`, scope: 'schemaRead', answer: aboutType(getPropertyRules)},
  {method: 'GET', path: RULE, scope: 'schemaRead', answer: aboutType(getPropertyRule)},
  {method: 'PUT', path: RULE, scope: 'schemaWrite', answer: aboutType(putPropertyRule)},
  {method: 'GET', path: '{limits}/custom-properties', scope: 'limits', answer: customPropertyLimits},
  {method: 'GET', path: '{limits}/custom-object-types', scope: 'limits', answer: customObjectLimits},
  {method: 'GET', path: '{limits}/records', scope: 'limits', answer: recordLimits},
  {method: 'GET', path: '{object-library}/enablement', scope: 'limits', answer: getEnablement},
  {method: 'GET', path: '{schemas}', scope: 'schemas', answer: listSchemas},
  {method: 'POST', path: '{schemas}', scope: 'schemasWrite', answer: createSchema},
  {method: 'GET', path: '{schemas}/:type', scope: 'schemas', answer: aboutType(getSchema)},
  {method: 'PATCH', path: '{schemas}/:type', scope: 'schemasWrite', answer: aboutType(updateSchema)},
  // By a name that may stand for nothing any more.
  {method: 'DELETE', path: '{schemas}/:name', scope: 'schemasWrite', answer: archiveSchema},
  {method: 'POST', path: '{schemas}/:type/associations', scope: 'schemasWrite', answer: aboutType(createAssociation)},
  {method: 'DELETE', path: SCHEMA_LINK, scope: 'schemasWrite', answer: aboutType(archiveAssociation)},
  {method: 'GET', path: '{owners}', scope: 'owners', answer: listOwners},
  {method: 'GET', path: '{owners}/:name', scope: 'owners', answer: getOwner},
  {method: 'GET', path: PIPELINES, scope: 'schemaRead', answer: aboutType(listPipelines)},
  {method: 'POST', path: PIPELINES, scope: 'schemaWrite', answer: aboutType(createPipeline)},
  {method: 'GET', path: `${PIPELINES}/:name`, scope: 'schemaRead', answer: aboutType(getPipeline)},
  {method: 'PUT', path: `${PIPELINES}/:name`, scope: 'schemaWrite', answer: aboutType(replacePipeline)},
  {method: 'PATCH', path: `${PIPELINES}/:name`, scope: 'schemaWrite', answer: aboutType(updatePipeline)},
  {method: 'DELETE', path: `${PIPELINES}/:name`, scope: 'schemaWrite', answer: aboutType(archivePipeline)},
  {method: 'GET', path: `${PIPELINES}/:name/audit`, scope: 'schemaRead', answer: aboutType(auditPipeline)},
  {method: 'GET', path: STAGES, scope: 'schemaRead', answer: aboutType(listStages)},
  {method: 'POST', path: STAGES, scope: 'schemaWrite', answer: aboutType(createStage)},
  {method: 'GET', path: `${STAGES}/:stage`, scope: 'schemaRead', answer: aboutType(getStage)},
  {method: 'PUT', path: `${STAGES}/:stage`, scope: 'schemaWrite', answer: aboutType(replaceStage)},
  {method: 'PATCH', path: `${STAGES}/:stage`, scope: 'schemaWrite', answer: aboutType(updateStage)},
  {method: 'DELETE', path: `${STAGES}/:stage`, scope: 'schemaWrite', answer: aboutType(archiveStage)},
  {method: 'GET', path: `${STAGES}/:stage/audit`, scope: 'schemaRead', answer: aboutType(auditStage)},
  {method: 'GET', path: '{account}', scope: 'none', answer: getAccount},
  {method: 'GET', path: '{usage}/daily/private-apps', scope: 'none', answer: getUsage},
]
