import type {PushEvent} from '../../../src/push/run/push-event.js'

export function started(parts: {totalBytes?: number; resumedAfterRow?: number; apiHost?: string}): PushEvent {
  return {
    type: 'started',
    run: '20261123-170255-k3f9',
    portalId: 12345678,
    uiDomain: 'app.hubspot.com',
    profile: 'default',
    credential: 'the keychain',
    object: 'contacts',
    key: 'email',
    file: 'people.csv',
    ...parts,
  }
}

export function settled({
  rejected = 0,
  ...parts
}: {
  read: number
  bytesRead: number
  rejected?: number
  rateShare?: number
}): PushEvent {
  const {read, ...rest} = parts
  return {
    type: 'settled',
    totals: {read, written: read, created: read, updated: 0, deleted: 0, unchanged: 0, skipped: 0, rejected},
    ...rest,
  }
}
