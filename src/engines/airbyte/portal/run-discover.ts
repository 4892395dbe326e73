import {catalogMessage} from '../protocol/messages.js'
import {discoverOperations} from './discover-operations.js'
import {type AirbytePorts, openPortal, PATIENCE_MS} from './open-portal.js'

/** `discover`: one DESTINATION_CATALOG. */
export async function runDiscover(configFile: string, ports: AirbytePorts): Promise<void> {
  const {connection} = await openPortal(configFile, ports, PATIENCE_MS)
  try {
    const {operations, leftOut} = await discoverOperations(connection.hubspot)
    for (const {object, reason} of leftOut) ports.output.log('INFO', `${object} is left out: ${reason}`)
    ports.output.message(catalogMessage(operations))
  } finally {
    await connection.close()
  }
}
