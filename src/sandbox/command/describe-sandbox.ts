import type {Sandbox} from '../server/running-sandbox.js'

/** What another program needs to use a sandbox: the JSON of `hubspot-push sandbox --json`. */
export type SandboxAddress = Pick<Sandbox, 'url' | 'token' | 'clientId' | 'clientSecret' | 'portalId'>

export function addressOf({url, token, clientId, clientSecret, portalId}: Sandbox): SandboxAddress {
  return {url, token, clientId, clientSecret, portalId}
}

/** The same for people, with the lines to paste. `dataDir` undefined: records in memory. */
export function describeSandbox(address: SandboxAddress, dataDir: string | undefined): readonly string[] {
  const {url, token, clientId, clientSecret, portalId} = address
  return [
    `The sandbox, portal ${portalId}, listens on ${url}`,
    `  records        ${dataDir ?? 'in memory, lost when it stops'}`,
    `  token          ${token}`,
    `  client id      ${clientId}`,
    `  client secret  ${clientSecret}`,
    '',
    'To push to it from another terminal:',
    `  export HUBSPOT_PUSH_API_URL=${url} HUBSPOT_PUSH_APP_URL=${url}`,
    `  export HUBSPOT_ACCESS_TOKEN=${token}`,
    '',
    'Press Ctrl-C to stop it.',
  ]
}
