import {describe, expect, test} from 'vitest'
import {NOW, openLegacy} from './legacy-caller.js'

type Made = ReturnType<typeof openLegacy>

const post = (caller: Made, type: string, metadata: object, more: object = {}, associations: object = {}) =>
  caller.call('POST', '/engagements/v1/engagements', {engagement: {type, ...more}, metadata, associations})

describe('engagements v1', () => {
  test.each([
    ['NOTE', 'notes', {body: 'B'}, {hs_note_body: 'B'}],
    [
      'TASK',
      'tasks',
      {body: 'B', subject: 'S', status: 'WAITING', forObjectType: 'CONTACT'},
      {hs_task_body: 'B', hs_task_subject: 'S', hs_task_status: 'WAITING', hs_task_for_object_type: 'CONTACT'},
    ],
    [
      'CALL',
      'calls',
      {
        body: 'B',
        status: 'COMPLETED',
        toNumber: '1',
        fromNumber: '2',
        durationMilliseconds: 5,
        recordingUrl: 'https://x.co',
      },
      {hs_call_body: 'B', hs_call_status: 'COMPLETED', hs_call_to_number: '1', hs_call_duration: '5'},
    ],
    [
      'MEETING',
      'meetings',
      {title: 'T', body: 'B', startTime: NOW, endTime: NOW + 1, internalMeetingNotes: 'N'},
      {hs_meeting_title: 'T', hs_meeting_start_time: '2026-11-23T17:00:00.125Z', hs_internal_meeting_notes: 'N'},
    ],
    [
      'INCOMING_EMAIL',
      'emails',
      {from: {email: 'a@x.co'}, to: [{email: 'b@x.co'}], cc: [], bcc: [], subject: 'S', text: 'T', html: 'H'},
      {hs_email_direction: 'INCOMING_EMAIL', hs_email_subject: 'S', hs_email_text: 'T', hs_email_html: 'H'},
    ],
  ] as const)('%s is kept as %s of v3, and shown again as it came', (type, kind, metadata, properties) => {
    const caller = openLegacy()
    const {json} = post(caller, type, metadata, {timestamp: NOW - 5, ownerId: 81540217})
    expect(json.at('metadata')).toEqual(metadata)
    expect(json.at('engagement')).toMatchObject({type, timestamp: NOW - 5, ownerId: 81540217, active: true})
    const [record] = [...caller.crm.records(kind)]
    expect(record?.properties).toMatchObject({...properties, hubspot_owner_id: '81540217'})
    const read = caller.call('GET', `/engagements/v1/engagements/${json.at('engagement', 'id')}`)
    expect(read.json.value).toEqual(json.value)
  })

  test('are linked when they are made, and one by one', () => {
    const caller = openLegacy()
    const [vid, company, deal, ticket] = [caller.contact('a@x.co'), caller.company({}), caller.deal(), caller.ticket()]
    const associations = {
      contactIds: [vid, null],
      companyIds: [company],
      dealIds: [deal],
      ticketIds: [ticket],
      ownerIds: [],
    }
    const {json} = post(caller, 'NOTE', {body: 'B'}, {}, associations)
    expect(json.at('associations')).toMatchObject({
      contactIds: [vid],
      companyIds: [company],
      dealIds: [deal],
      ticketIds: [ticket],
    })
    const path = `/engagements/v1/engagements/${json.at('engagement', 'id')}`
    expect(caller.call('DELETE', `${path}/associations/CONTACT/${vid}`).status).toBe(204)
    expect(caller.call('GET', path).json.at('associations', 'contactIds')).toEqual([])
    expect(caller.call('PUT', `${path}/associations/contact/${vid}`).status).toBe(204)
    const listed = caller.call('GET', `/engagements/v1/engagements/associated/CONTACT/${vid}/paged`).json
    expect(listed.at('results', 0, 'engagement', 'id')).toBe(json.at('engagement', 'id'))
  })

  test('all kinds come in one list by id, and the newest first', () => {
    let now = NOW
    const caller = openLegacy({now: () => now++})
    const ids = ['NOTE', 'TASK', 'CALL'].map(type =>
      Number(post(caller, type, {body: 'B'}).json.at('engagement', 'id')),
    )
    const sorted = ids.toSorted((a, b) => a - b)
    const page = (query: string) => caller.call('GET', `/engagements/v1/engagements/paged?${query}`).json
    const first = page('limit=2')
    expect(first.value).toMatchObject({hasMore: true, offset: sorted[1]})
    expect(page(`limit=2&offset=${sorted[1]}`).value).toMatchObject({
      ...{results: [{engagement: {id: sorted[2]}}], hasMore: false},
    })
    const recent = caller.call('GET', '/engagements/v1/engagements/recent/modified?count=1').json
    expect(recent.value).toMatchObject({results: [{engagement: {id: ids[2]}}], hasMore: true, total: 3})
  })

  test('a change names what it changes; a delete leaves nothing', () => {
    const caller = openLegacy()
    const id = post(caller, 'TASK', {subject: 'S', body: 'B'}).json.at('engagement', 'id')
    const path = `/engagements/v1/engagements/${id}`
    const changed = caller.call('PATCH', path, {engagement: {timestamp: NOW + 9}, metadata: {subject: 'T'}})
    expect(changed.json.at('metadata')).toEqual({subject: 'T', body: 'B'})
    expect(changed.json.at('engagement', 'timestamp')).toBe(NOW + 9)
    expect(caller.call('DELETE', path).status).toBe(204)
    expect(caller.call('GET', path).status).toBe(404)
  })

  test.each([
    ['an unknown type', {engagement: {type: 'FAX'}}, 400, /Invalid enum constant 'FAX'/],
    ['no type', {engagement: {}}, 400, /\[type\]/],
    [
      'an unknown contact',
      {engagement: {type: 'NOTE'}, associations: {contactIds: [1]}},
      400,
      /associations are invalid/,
    ],
    ['a bad status', {engagement: {type: 'TASK'}, metadata: {status: 'NOPE'}}, 400, /were not valid/],
    ['owners as links', {engagement: {type: 'NOTE'}, associations: {ownerIds: [1]}}, 501, /does not keep ownerIds/],
    ['a field without a place', {engagement: {type: 'NOTE'}, metadata: {mood: 'x'}}, 501, /metadata.mood of notes/],
    ['metadata that is no object', {engagement: {type: 'NOTE'}, metadata: []}, 400, /must be an object/],
  ] as const)('%s is refused aloud, and nothing is made', (_, body, status, message) => {
    const caller = openLegacy()
    const refused = caller.call('POST', '/engagements/v1/engagements', body)
    expect([refused.status, refused.json.at('message')]).toEqual([status, expect.stringMatching(message)])
    expect(caller.call('GET', '/engagements/v1/engagements/paged').json.list('results')).toEqual([])
  })
})
