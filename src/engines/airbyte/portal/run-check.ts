import {AppError} from '../../../errors/app-error.js'
import {openEngine} from '../../core/open-engine.js'
import type {StreamPlan} from '../../core/stream.js'
import type {StreamSettings} from '../../settings/engine-settings.js'
import {describeFailure, failureOf} from '../protocol/describe-failure.js'
import {usableDataDir} from '../write/data-directory.js'
import {type CheckedStream, checkStreams} from './check-streams.js'
import {type AirbytePorts, type OpenedPortal, openPortal, PATIENCE_MS} from './open-portal.js'

/** `check`: one CONNECTION_STATUS. What a user can correct is told there, a bug is thrown. */
export async function runCheck(configFile: string, ports: AirbytePorts): Promise<void> {
  ports.output.status(await problemOf(configFile, ports))
}

async function problemOf(configFile: string, ports: AirbytePorts): Promise<string | undefined> {
  try {
    const portal = await openPortal(configFile, ports, PATIENCE_MS)
    try {
      return await problemOfPortal(portal, ports)
    } finally {
      await portal.connection.close()
    }
  } catch (error) {
    if (!(error instanceof AppError) || error.code === 'BUG') throw error
    return describeFailure(failureOf(error))
  }
}

async function problemOfPortal(
  {settings, connection, enginePorts}: OpenedPortal,
  {output}: AirbytePorts,
): Promise<string | undefined> {
  const {account, hubspot} = connection
  const dataDir = await usableDataDir(settings, enginePorts)
  const engine = await openEngine({dataDir, connection, onReject: 'keep'}, enginePorts)
  const streams = [...settings.streams].map(([stream, own]): CheckedStream => {
    const open = (key: string | undefined): Promise<void> => engine.openStream(planOfCheck(stream, own, key))
    return {stream, object: own.object ?? stream, open}
  })
  const granted = (await connection.tokenFacts())?.scopes
  const {problems, notes} = await checkStreams(streams, {hubspot, granted})
  await engine.end()
  output.log('INFO', `Portal ${account.portalId} (${account.accountType}) answers.`)
  for (const note of notes) output.log('INFO', note)
  return problems.length === 0 ? undefined : problems.join(' ')
}

/** Which fields a stream has is in no configuration: those that it names, and its key. */
function planOfCheck(stream: string, settings: StreamSettings, usual: string | undefined): StreamPlan {
  const key = settings.key ?? usual
  const isMapped = key === undefined || settings.map.some(({property}) => property === key)
  return {stream, settings, fields: isMapped ? [] : [key], keyFields: key === undefined ? [] : [key]}
}
