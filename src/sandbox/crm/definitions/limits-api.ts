import type {SandboxReply} from '../../basics/messages.js'
import type {Call} from '../call/context.js'

const OF_AN_OBJECT = 1000
const OF_ALL = 10_000

/** How many properties the portal's people made, by kind of record. */
export function customPropertyLimits({context}: Call): SandboxReply {
  const byObjectType = context.types.map(({id, labels, properties}) => {
    const usage = [...properties.values()].filter(({body}) => body.hubspotDefined !== true).length
    const {singular: singularLabel, plural: pluralLabel} = labels
    return {objectTypeId: id, singularLabel, pluralLabel, limit: OF_AN_OBJECT, usage, percentage: usage / OF_AN_OBJECT}
  })
  const overallUsage = byObjectType.reduce((sum, {usage}) => sum + usage, 0)
  return {
    status: 200,
    body: {overallLimit: OF_ALL, overallUsage, overallPercentage: overallUsage / OF_ALL, byObjectType},
  }
}
