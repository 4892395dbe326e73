import type {SandboxReply} from '../../basics/messages.js'
import type {Call} from '../call/context.js'
import type {ObjectType} from '../portal/object-type.js'

const PROPERTIES_OF_AN_OBJECT = 1000
const PROPERTIES = 10_000
const RECORDS_OF_AN_OBJECT = 15_000_000
const CUSTOM_RECORDS = 1_500_000
const CUSTOM_OBJECTS = 10

/** How many properties the portal's people made, by kind of record. */
export function customPropertyLimits({context}: Call): SandboxReply {
  const byObjectType = context.types.map(type => {
    const own = [...type.properties.values()].filter(({body}) => body.hubspotDefined !== true)
    return {...nameOf(type), ...usageOf(own.length, PROPERTIES_OF_AN_OBJECT)}
  })
  return {status: 200, body: {...overall(sumOf(byObjectType), PROPERTIES), byObjectType}}
}

/** How many records there are: each standard object has a limit of its own, custom ones share one. */
export function recordLimits({context}: Call): SandboxReply {
  const count = (type: ObjectType): number => {
    const live = [...context.storeOf(type).all()].filter(({archivedAtMs}) => archivedAtMs === undefined)
    return live.length
  }
  const hubspotDefinedObjectTypes = context.types
    .filter(({custom}) => !custom)
    .map(type => ({...nameOf(type), ...usageOf(count(type), RECORDS_OF_AN_OBJECT)}))
  const byObjectType = context.types.filter(({custom}) => custom).map(type => ({...nameOf(type), usage: count(type)}))
  const customObjectTypes = {...overall(sumOf(byObjectType), CUSTOM_RECORDS), byObjectType}
  return {status: 200, body: {hubspotDefinedObjectTypes, customObjectTypes}}
}

export function customObjectLimits({context}: Call): SandboxReply {
  return {status: 200, body: usageOf(context.types.filter(({custom}) => custom).length, CUSTOM_OBJECTS)}
}

function nameOf({id, labels}: ObjectType) {
  return {objectTypeId: id, singularLabel: labels.singular, pluralLabel: labels.plural}
}

function usageOf(usage: number, limit: number) {
  return {limit, usage, percentage: usage / limit}
}

function overall(overallUsage: number, overallLimit: number) {
  return {overallLimit, overallUsage, overallPercentage: overallUsage / overallLimit}
}

function sumOf(usages: readonly {readonly usage: number}[]): number {
  return usages.reduce((sum, {usage}) => sum + usage, 0)
}
