import {ours} from '../../../errors/next-step.js'
import type {RecordedObject, RecordedPortal} from '../../../objects/record-portal.js'
import {presentNext} from '../../next-steps/print-step.js'
import {fitTable} from '../../text/fit-table.js'
import {countOf} from '../../text/format-numbers.js'
import type {Screen} from '../../text/palette.js'
import {showText} from '../../text/show-text.js'
import {keyLines, PROPERTY_COLUMNS} from './present-object.js'

/** Every object with its properties, then what else is in the portal. */
export function* presentPortal(recorded: RecordedPortal, portalId: number, screen: Screen): Generator<string> {
  const {palette} = screen
  const {objects, owners, associations, missingScopes} = recorded
  for (const object of objects) {
    yield `${palette.strong(showText(object.name))} (${showText(object.label)}, ${object.objectTypeId}) of portal ${portalId}`
    if ('properties' in object) yield* propertyLines(object, screen)
    else yield `  ${palette.warning('Not known:')} ${showText(object.reason ?? '')}`
    yield ''
  }
  if (missingScopes.length > 0)
    yield palette.warning(`Custom objects are not shown: this login lacks the scope ${missingScopes.join(' or ')}.`)
  const people = owners === undefined ? 'owners not known' : countOf(owners.length, 'owner')
  const kinds = countOf(associations.length, 'kind of link', 'kinds of links')
  yield `${countOf(objects.length, 'object')}, ${people}, ${kinds}`
  yield* presentNext(
    [
      {...ours(['objects', '--all', '--json'], 'for the sandbox'), output: 'portal.json'},
      ours(['sandbox', '--portal', 'portal.json']),
    ],
    screen,
  )
}

function* propertyLines(object: RecordedObject, screen: Screen): Generator<string> {
  yield ''
  yield* keyLines(object)
  yield* fitTable(object.properties, PROPERTY_COLUMNS, screen)
  yield screen.palette.quiet(`  ${countOf(object.properties.length, 'property', 'properties')}`)
}
