/**
 * What a browser does with the authorize page of the sandbox: opens it, presses a button, follows HubSpot back to the program.
 * Returns the page that the program shows.
 */
export async function playBrowser(authorizeUrl: string, decision: 'connect' | 'deny'): Promise<{status: number; html: string}> {
  const page = await fetch(authorizeUrl)
  if (page.status !== 200) throw new Error(`The authorize page answered ${page.status}: ${await page.text()}`)
  const url = new URL(authorizeUrl)
  const body = new URLSearchParams(url.search)
  body.set('decision', decision)
  const back = await fetch(url.origin + url.pathname, {method: 'POST', body, redirect: 'manual'})
  const callback = await fetch(back.headers.get('location') ?? 'no redirect')
  return {status: callback.status, html: await callback.text()}
}

/** The address that `login` printed; undefined before it has. */
export const AUTHORIZE_URL = /^http\S+\/oauth\/\S*authorize\?\S+$/m
