export type Decision = 'connect' | 'deny'

export interface BrowserVisit {
  /** Of the program's page. */
  readonly status: number
  readonly html: string
  /** HubSpot's page before it. */
  readonly authorizePage: string
  /** Where HubSpot sent the browser, with the code or the error. */
  readonly callbackUrl: string
}

/**
 * What a browser does with the authorize page of the sandbox: opens it, presses a button, follows HubSpot back to the
 * program.
 */
export async function playBrowser(authorizeUrl: string, decision: Decision): Promise<BrowserVisit> {
  const page = await fetch(authorizeUrl)
  const authorizePage = await page.text()
  if (page.status !== 200) throw new Error(`The authorize page answered ${page.status}: ${authorizePage}`)
  const url = new URL(authorizeUrl)
  const body = new URLSearchParams(url.search)
  body.set('decision', decision)
  const back = await fetch(url.origin + url.pathname, {method: 'POST', body, redirect: 'manual'})
  const callbackUrl = back.headers.get('location') ?? 'no redirect'
  const callback = await fetch(callbackUrl)
  return {status: callback.status, html: await callback.text(), authorizePage, callbackUrl}
}

/** The address that `login` printed; undefined before it has. */
export const AUTHORIZE_URL = /^http\S+\/oauth\/\S*authorize\?\S+$/m
