import {readProperty} from '../../../src/hubspot/portal/properties.js'
import {MAIN_OBJECTS} from '../../../src/hubspot/portal/standard-objects.js'
import type {MappingTarget} from '../../../src/mapping/mapping-types.js'
import {property} from '../../objects/portal.js'

const [contacts] = MAIN_OBJECTS
if (contacts === undefined) throw new Error('There are no contacts.')

export const CONTACTS_TARGET: MappingTarget = {
  object: contacts,
  properties: [
    ...readProperty(property('email', {label: 'Email'})),
    ...readProperty(property('firstname', {label: 'First Name'})),
    ...readProperty(property('lastname', {label: 'Last Name'})),
  ],
  keys: [{property: 'email', label: 'Email'}],
}
