import type {TypedCall} from '../call/context.js'
import {CrmRefusal} from '../call/crm-refusal.js'
import type {RowRefusal} from '../objects/row-refusal.js'
import {identitiesOf} from './contact-identities.js'

/** Why a record was not written, in the words before v3 (docs/hubspot-api.md#apis-before-v3). */
export function legacyRefusal(call: TypedCall, refused: RowRefusal): CrmRefusal {
  if (refused.status === 409) return contactExists(call, refused)
  if (refused.problems.length === 0)
    return new CrmRefusal(refused.status, {message: refused.message, category: refused.category})
  const validationResults = refused.problems.map(({message, error, name}) => ({isValid: false, message, error, name}))
  return new CrmRefusal(400, {message: 'Property values were not valid', legacy: {validationResults}})
}

/** As recorded in 2022. */
function contactExists({context, type}: TypedCall, {context: told}: RowRefusal): CrmRefusal {
  const record = context.storeOf(type).get(told['existingId']?.[0] ?? '')
  const email = record?.properties['email'] ?? ''
  const identityProfile = record && {
    vid: Number(record.id),
    identity: identitiesOf(record).map(({type, value, timestamp, isPrimary}) => ({
      ...{value, type, timestamp},
      ...(isPrimary && {isPrimary}),
    })),
    linkedVid: [],
    isContact: true,
    savedAtTimestamp: record.createdAtMs,
  }
  return new CrmRefusal(409, {
    message: 'Contact already exists',
    errors: [{message: `A contact with email ${email} already exists.`, in: 'email'}],
    category: 'OBJECT_ALREADY_EXISTS',
    legacy: {identityProfile, error: 'CONTACT_EXISTS'},
  })
}

/** Of contacts; `which` is `e:a@x.co` or the like. */
export function noContact(which: string): CrmRefusal {
  return new CrmRefusal(404, {
    message: 'contact does not exist',
    errors: [{message: `The contact ${which} does not exist.`}],
    category: 'OBJECT_NOT_FOUND',
  })
}
