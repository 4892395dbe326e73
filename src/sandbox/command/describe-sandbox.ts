import type {SandboxAddress} from '../control/portal-options.js'

/** The address for people, with the lines to paste. `dataDir` undefined: records in memory. */
export function describeSandbox(address: SandboxAddress, dataDir: string | undefined): readonly string[] {
  const {url, token, clientId, clientSecret, portalId} = address
  return [
    `The sandbox, portal ${portalId}, listens on ${url}`,
    `  records        ${dataDir ?? 'in memory, lost when it stops'}`,
    `  token          ${token}`,
    `  client id      ${clientId}`,
    `  client secret  ${clientSecret}`,
    `  in a browser   ${url}/#${encodeURIComponent(token)}`,
    '',
    'To push to it from another terminal:',
    `  export HUBSPOT_PUSH_API_URL=${url} HUBSPOT_PUSH_APP_URL=${url}`,
    `  export HUBSPOT_ACCESS_TOKEN=${token}`,
    '',
    'Press Ctrl-C to stop it.',
  ]
}
