import type {SandboxReply} from '../../../basics/messages.js'
import type {TypedCall} from '../../call/context.js'
import {CrmRefusal, validationRefusal} from '../../call/crm-refusal.js'
import {knownBody, members} from '../../call/passed-over.js'
import {archiveRecord} from '../../objects/archive-records.js'
import {mergeRecords} from '../../objects/merge-records.js'
import {idPart, listBody, propertiesOf, propertiesOfBody} from '../legacy-input.js'
import {noContact} from '../legacy-refusals.js'
import {commit, tryWrite, wholly, write} from '../write-legacy.js'
import {contactByEmail, contactById, contactToChange, presentProfile} from './contact-profile.js'

export function getContact(call: TypedCall): SandboxReply {
  return {status: 200, body: presentProfile(call, contactById(call, idPart(call)))}
}

export function getContactByEmail(call: TypedCall): SandboxReply {
  const record = contactByEmail(call, call.name)
  if (record === undefined) throw noContact(`e:${call.name}`)
  return {status: 200, body: presentProfile(call, record)}
}

export function createContact(call: TypedCall): SandboxReply {
  const {record} = write(call, propertiesOfBody(call, 'property'))
  commit(call)
  return {status: 200, body: presentProfile(call, record)}
}

/** 204 without a body. */
export function updateContact(call: TypedCall): SandboxReply {
  write(call, propertiesOfBody(call, 'property'), contactToChange(call, idPart(call)))
  commit(call)
  return {status: 204}
}

export function updateContactByEmail(call: TypedCall): SandboxReply {
  const record = contactByEmail(call, call.name)
  if (record === undefined) throw noContact(`e:${call.name}`)
  write(call, propertiesOfBody(call, 'property'), record)
  commit(call)
  return {status: 204}
}

/** `POST contact/createOrUpdate/email/{email}`: an e-mail among the properties renames the contact. */
export function upsertContact(call: TypedCall): SandboxReply {
  const values = propertiesOfBody(call, 'property')
  const existing = contactByEmail(call, call.name)
  const {record, isNew} = write(call, existing ? values : {email: call.name, ...values}, existing)
  commit(call)
  return {status: 200, body: {vid: Number(record.id), isNew}}
}

export function deleteContact(call: TypedCall): SandboxReply {
  const {id} = contactById(call, idPart(call))
  archiveRecord({...call, name: id})
  return {status: 200, body: {vid: Number(id), deleted: true, reason: 'OK'}}
}

/** `{vidToMerge}` into the one of the path. */
export function mergeContacts(call: TypedCall): SandboxReply {
  const primary = idPart(call)
  const other = String(knownBody(call, members('vidToMerge'))['vidToMerge'] ?? '')
  const notValid = (which: string) =>
    validationRefusal(`${which} is not a valid contact or is already in the process of being merged`)
  const {context, type} = call
  if (!context.storeOf(type).get(primary)) throw notValid('canonical vid')
  if (!context.storeOf(type).get(other)) throw notValid('vid to merge')
  const body = JSON.stringify({primaryObjectId: primary, objectIdToMerge: other})
  mergeRecords({...call, request: {...call.request, body}})
  return {status: 200, headers: {'content-type': 'text/plain'}, body: 'SUCCESS'}
}

const MOST_OF_BATCH = 1000

/** `[{vid | email, properties}]`: 202 without a body, or all are refused, each with its index. */
export function batchContacts(call: TypedCall): SandboxReply {
  const inputs = listBody(call, members('vid email properties'), MOST_OF_BATCH)
  return wholly(call, () => {
    const failures = inputs.flatMap((input, index) => {
      const problem = writeInput(call, input)
      return problem === undefined ? [] : [{index, ...problem}]
    })
    if (failures.length > 0) throw batchRefusal(failures)
    commit(call)
    return {status: 202}
  })
}

interface InputProblem {
  readonly message: string
  readonly invalidEmail?: string
}

function writeInput(call: TypedCall, input: Readonly<Record<string, unknown>>): InputProblem | undefined {
  const {vid, email, properties = []} = input
  const values = propertiesOf(call, properties, 'property')
  const isById = vid !== undefined && vid !== null
  const existing = isById ? contactToChange(call, String(vid)) : contactByEmail(call, String(email ?? ''))
  const outcome = tryWrite(call, existing || isById ? values : {email: String(email ?? ''), ...values}, existing)
  if ('written' in outcome) return undefined
  const [problem] = outcome.refused.problems
  if (problem === undefined) return {message: outcome.refused.message}
  return {
    message: problem.message,
    ...(problem.error === 'INVALID_EMAIL' && problem.value !== undefined && {invalidEmail: problem.value}),
  }
}

function batchRefusal(failures: readonly ({index: number} & InputProblem)[]): CrmRefusal {
  return new CrmRefusal(400, {
    message: 'Errors found processing batch update',
    legacy: {
      invalidEmails: failures.flatMap(({invalidEmail}) => invalidEmail ?? []),
      failureMessages: failures.map(({index, message}) => ({index, error: {status: 'error', message}})),
    },
  })
}
