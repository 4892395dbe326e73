import {named} from '../../../shared/named.js'
import type {TypedCall} from '../call/context.js'
import {echoedProperties, presentRecord, type RecordBody, readProperty} from '../records/read-record.js'
import type {ValueWarning} from '../values/check-properties.js'
import type {WrittenRow} from './write-row.js'

export interface WrittenBody extends RecordBody {
  readonly warnings?: readonly ValueWarning[]
}

/** What the reply does with a key that the row did not write itself. */
export interface KeyEcho {
  readonly property: string
  readonly isShown: boolean
}

/** Presents written rows: the written properties and HubSpot's own, in alphabetical order. One for a request. */
export function writtenPresenter(call: TypedCall): (written: WrittenRow, key?: KeyEcho) => WrittenBody {
  const {type, context} = call
  const sortedNames = new Map<string, readonly string[]>() // most rows of a batch write the same properties
  const valueShown = ({values, record}: WrittenRow, name: string): string | undefined => {
    const sent = values[name]
    return sent === '' || (sent !== undefined && context.switches.echoAsSent) ? sent : readProperty(type, record, name)
  }
  return (written, key) => {
    const row = `${written.isNew} ${key?.property} ${key?.isShown} ${Object.keys(written.values).join(' ')}`
    const names = sortedNames.get(row) ?? resultNames(call, written, key)
    sortedNames.set(row, names)
    const properties = named<string>()
    for (const name of names) {
      const value = valueShown(written, name)
      if (value !== undefined) properties[name] = value
    }
    const body = presentRecord(type, written.record, properties, context.portalId)
    return written.warnings.length > 0 ? {...body, warnings: written.warnings} : body
  }
}

function resultNames({type}: TypedCall, {values, isNew}: WrittenRow, key: KeyEcho | undefined): readonly string[] {
  const names = new Set([...Object.keys(values), ...echoedProperties(type, isNew)])
  if (key?.isShown) names.add(key.property)
  else if (key) names.delete(key.property)
  return [...names].sort()
}
