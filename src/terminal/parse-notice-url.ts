import {AppError} from '../errors/app-error.js'

/** An http or https address. The message quotes nothing of it: such addresses are secrets. */
export function parseNoticeUrl(text: string): URL {
  const url = URL.canParse(text) ? new URL(text) : undefined
  if (url !== undefined && /^https?:$/.test(url.protocol)) return url
  if (text === 'URL')
    throw new AppError(
      'USAGE',
      'Commands that are printed leave out secrets: put the address of --notify where they say URL.',
    )
  throw new AppError('USAGE', 'What was given to --notify is no address that begins with https:// or http://.')
}
