import {PROTOCOL_VERSION} from '../protocol/messages.js'
import {connectionSchema} from './connection-schema.js'

/** Of SPEC: what the platform asks a user for, and which sync modes it offers. */
export interface ConnectorSpec {
  readonly protocol_version: string
  readonly documentationUrl: string
  readonly supportsIncremental: boolean
  readonly supported_destination_sync_modes: readonly string[]
  readonly connectionSpecification: object
}

/** Needs neither a configuration nor the network. `overwrite` is not in it: nothing is deleted to be written anew. */
export function connectorSpec(): ConnectorSpec {
  return {
    protocol_version: PROTOCOL_VERSION,
    documentationUrl: 'https://developers.hubspot.com/docs/guides/apps/private-apps/overview', // where a token comes from
    supportsIncremental: true,
    supported_destination_sync_modes: ['append', 'append_dedup', 'update'],
    connectionSpecification: connectionSchema(),
  }
}
