import type {PushEvent} from '../../../push/run/push-event.js'
import type {Connection} from '../../../services/portal/connect.js'
import {defined} from '../../../shared/defined.js'
import {connectEngine} from '../../core/connect-engine.js'
import type {EnginePorts} from '../../core/engine.js'
import type {EngineSettings} from '../../settings/engine-settings.js'
import {readSettings} from '../../settings/read-settings.js'
import {readText} from '../../settings/read-text.js'
import type {ProtocolOutput} from '../protocol/protocol-output.js'
import {readConfig} from '../settings/airbyte-config.js'

/** What a command gives to the work that it starts. */
export interface AirbytePorts extends Pick<EnginePorts, 'env' | 'dirs' | 'version' | 'clock' | 'stop' | 'abort'> {
  readonly output: ProtocolOutput
  /** From now on it is hidden from everything that people read. */
  readonly hide: (secret: string) => void
  /** Waits: all else is told by the protocol. */
  readonly onEvent: (event: PushEvent) => void
  /** As in a push. */
  readonly lateCommitMs?: number
}

/** The configuration, and the portal that its login opens. Close the connection at the end. */
export interface OpenedPortal {
  readonly settings: EngineSettings
  readonly connection: Connection
  readonly enginePorts: EnginePorts
}

/** How long a form in a browser waits for HubSpot. */
export const PATIENCE_MS = 15_000

/**
 * `patienceMs`: where a person waits; default: as long as a sync. Throws SETTINGS_INVALID, FILE_NOT_FOUND,
 * FILE_UNREADABLE, TERMINATED, and the errors of a login.
 */
export async function openPortal(configFile: string, ports: AirbytePorts, patienceMs?: number): Promise<OpenedPortal> {
  const {output, hide, onEvent, ...others} = ports
  const onWarning = (message: string): void => output.log('WARN', message)
  const config = readConfig(await readText(configFile, 'The configuration'))
  const settings = readSettings(config.shared, {onWarning})
  for (const secret of secretsOf(settings)) hide(secret)
  const enginePorts: EnginePorts = {
    ...others,
    onWarning,
    onEvent: event => (event.type === 'waiting' ? onEvent(event) : undefined),
    onRefreshToken: token => {
      hide(token)
      output.config(config.withRefreshToken(token))
    },
  }
  const connection = await connectEngine(settings, {...enginePorts, ...defined({patienceMs})})
  return {settings, connection, enginePorts}
}

function secretsOf({login}: EngineSettings): readonly string[] {
  return login.kind === 'token' ? [login.accessToken] : [login.clientSecret, login.refreshToken]
}
