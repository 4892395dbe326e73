import type {Probe} from './probe.js'

export const REDIRECT = 'http://localhost:3000/callback'

/** Agrees to the sandbox's own page the way a browser does, and takes the code out of the redirect. */
export async function takeCode({sandbox}: Pick<Probe, 'sandbox'>): Promise<string> {
  const scope = 'oauth crm.objects.contacts.read crm.objects.contacts.write'
  const query = new URLSearchParams({client_id: sandbox.clientId, redirect_uri: REDIRECT, scope})
  const agreed = await fetch(`${sandbox.url}/oauth/authorize?${query}`, {
    method: 'POST',
    redirect: 'manual',
    body: new URLSearchParams({...Object.fromEntries(query), decision: 'connect'}),
  })
  return new URL(agreed.headers.get('location') ?? '').searchParams.get('code') ?? ''
}
