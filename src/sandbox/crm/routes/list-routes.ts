import {createEvent, createEventProperty, deleteEvent, getEvent, listEvents, sendEvent} from '../events/events-api.js'
import {listSentEvents} from '../events/sent-events-api.js'
import {cancelImport, getImport, listImportErrors, listImports, startImport} from '../imports/imports-api.js'
import {
  addMembersFrom,
  changeMembers,
  getLists,
  listsOfRecord,
  readMemberships,
  refilterList,
  removeAllMembers,
  renameList,
  restoreList,
} from '../lists/list-changes-api.js'
import {listMembers, listMembersByJoining} from '../lists/list-members.js'
import {addMembers, createList, deleteList, getList, getListByName, removeMembers} from '../lists/lists-api.js'
import {searchLists} from '../lists/search-lists.js'
import {aboutType, type Route} from './route.js'

const EVENTS = '{events}/event-definitions'
const MEMBERS = '{lists}/:name/memberships'

/** Lists of records, imports of files, custom events. */
export const LIST_ROUTES: readonly Route[] = [
  {method: 'POST', path: EVENTS, scope: 'events', answer: createEvent},
  {method: 'GET', path: EVENTS, scope: 'events', answer: listEvents},
  {method: 'GET', path: `${EVENTS}/:name`, scope: 'events', answer: getEvent},
  {method: 'DELETE', path: `${EVENTS}/:name`, scope: 'events', answer: deleteEvent},
  {method: 'POST', path: `${EVENTS}/:name/property`, scope: 'events', answer: createEventProperty},
  {method: 'POST', path: '{events}/send', scope: 'eventsSend', answer: sendEvent},
  {method: 'GET', path: '{events}/events', scope: 'events', answer: listSentEvents},
  {method: 'POST', path: '{imports}', scope: 'imports', answer: startImport},
  {method: 'GET', path: '{imports}', scope: 'imports', answer: listImports},
  {method: 'GET', path: '{imports}/:name', scope: 'imports', answer: getImport},
  {method: 'POST', path: '{imports}/:name/cancel', scope: 'imports', answer: cancelImport},
  {method: 'GET', path: '{imports}/:name/errors', scope: 'imports', answer: listImportErrors},
  {method: 'POST', path: '{lists}', scope: 'listWrite', answer: createList},
  {method: 'GET', path: '{lists}', scope: 'listRead', answer: getLists},
  {
    method: 'POST',
    path: '{lists}/records/memberships/batch/read',
    scope: 'listRead',
    answer: readMemberships,
  },
  {method: 'POST', path: '{lists}/search', scope: 'listRead', answer: searchLists},
  {method: 'GET', path: '{lists}/:name', scope: 'listRead', answer: getList},
  {method: 'DELETE', path: '{lists}/:name', scope: 'members', answer: deleteList},
  {method: 'GET', path: '{lists}/object-type-id/:type/name/:name', scope: 'listRead', answer: aboutType(getListByName)},
  {method: 'GET', path: MEMBERS, scope: 'listRead', answer: listMembers},
  {method: 'PUT', path: '{lists}/:name/update-list-name', scope: 'listWrite', answer: renameList},
  {method: 'PUT', path: '{lists}/:name/update-list-filters', scope: 'listWrite', answer: refilterList},
  {method: 'PUT', path: '{lists}/:name/restore', scope: 'listWrite', answer: restoreList},
  {method: 'DELETE', path: MEMBERS, scope: 'members', answer: removeAllMembers},
  {method: 'GET', path: `${MEMBERS}/join-order`, scope: 'listRead', answer: listMembersByJoining},
  {method: 'PUT', path: `${MEMBERS}/add-and-remove`, scope: 'members', answer: changeMembers},
  {method: 'PUT', path: `${MEMBERS}/add-from/:source`, scope: 'members', answer: addMembersFrom},
  {
    method: 'GET',
    path: '{lists}/records/:type/:name/memberships',
    scope: 'listRead',
    answer: aboutType(listsOfRecord),
  },
  {method: 'PUT', path: `${MEMBERS}/add`, scope: 'members', answer: addMembers},
  {method: 'PUT', path: `${MEMBERS}/remove`, scope: 'members', answer: removeMembers},
]
