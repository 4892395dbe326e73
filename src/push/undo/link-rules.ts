import type {LinkType} from '../../hubspot/associations/association-calls.js'
import type {LinksOfRecord} from '../../hubspot/associations/read-links.js'
import {labelKey} from '../../runs/created/created-log.js'
import type {LeftAsItIs} from './history-rules.js'

/** Labels that the run gave the link of a record to another one; undefined where it did not link them. */
export type OwnLink = (otherId: string) => readonly string[] | undefined

/** Stands for a label whose key in this direction is not known, but in the other one. */
export function anyLabel(otherKey: string): string {
  return `*${otherKey}`
}

/** The first link that the run did not make; undefined where there is none. `object`: what is linked, for people. */
export function judgeLinks(links: LinksOfRecord, own: OwnLink, object: string): LeftAsItIs | undefined {
  for (const [otherId, types] of links) {
    const labels = own(otherId)
    if (labels === undefined)
      return {code: 'LINKED_SINCE', message: `It is linked to ${object} ${otherId}, which the run did not do.`}
    const added = addedLabels(types, labels)
    if (added.length > 0) {
      const named = added.map(({label}) => `"${label}"`).join(', ')
      const message = `Its link to ${object} ${otherId} has the label ${named}, which the run did not give.`
      return {code: 'LINKED_SINCE', message}
    }
  }
  return undefined
}

function addedLabels(types: readonly LinkType[], own: readonly string[]): readonly LinkType[] {
  const left = [...own]
  const others = types.filter(type => {
    const key = labelKey(type)
    return type.label !== null && !isPrimary(type) && !takeFrom(left, each => each === key)
  })
  return others.filter(() => !takeFrom(left, each => each.startsWith('*')))
}

/** The first company that a record is linked to becomes its primary one by itself (docs/hubspot-api.md#primary-company). */
function isPrimary({category, label}: LinkType): boolean {
  return category === 'HUBSPOT_DEFINED' && /^Primary\b/.test(label ?? '')
}

function takeFrom(left: string[], isMeant: (label: string) => boolean): boolean {
  const at = left.findIndex(isMeant)
  if (at >= 0) left.splice(at, 1)
  return at >= 0
}
