import type {MadeSchema, ObjectType} from '../portal/object-type.js'
import {COMMON_PROPERTIES} from './common-properties.js'
import {defineCustomType} from './define-type.js'
import {CUSTOM_OBJECT_DATES} from './product-custom-properties.js'

/** A custom object that was made over the API, with the properties that HubSpot gives each. */
export function madeType(portalId: number, schema: MadeSchema): ObjectType {
  return {
    ...defineCustomType(portalId, {
      ...schema,
      specs: [...CUSTOM_OBJECT_DATES, ...COMMON_PROPERTIES],
      defaultProperties: ['hs_createdate', 'hs_lastmodifieddate', 'hs_object_id'],
    }),
  }
}
