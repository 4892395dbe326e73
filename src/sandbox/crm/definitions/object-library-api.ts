import type {SandboxReply} from '../../basics/messages.js'

/** Services, courses, listings, appointments: objects that a portal may do without, as the default portal does. */
const ACTIVATABLE = ['0-162', '0-410', '0-420', '0-421']

export function getEnablement(): SandboxReply {
  return {status: 200, body: {enablementByObjectTypeId: Object.fromEntries(ACTIVATABLE.map(id => [id, false]))}}
}
