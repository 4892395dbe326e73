import {CrmRefusal, validationRefusal} from '../call/crm-refusal.js'

export interface FormPart {
  readonly name: string
  readonly fileName: string | undefined
  readonly text: string
}

const BOUNDARY = /^multipart\/form-data\b.*\bboundary="?([^";]+)"?/i

/** The parts of a multipart body. 415 for another content type, 400 for a body that is cut off. */
export function readForm(contentType: string | undefined, body: string): FormPart[] {
  const boundary = BOUNDARY.exec(contentType ?? '')?.[1]
  if (boundary === undefined) throw new CrmRefusal(415, {message: 'HTTP 415 Unsupported Media Type'})
  const pieces = body.split(`--${boundary}`)
  if (pieces.length < 2 || !pieces.at(-1)?.startsWith('--'))
    throw validationRefusal('The multipart body is not complete.')
  return pieces.slice(1, -1).map(readPart)
}

function readPart(piece: string): FormPart {
  const [head = '', ...rest] = piece.replace(/^\r?\n/, '').split(/\r?\n\r?\n/)
  const disposition = /^content-disposition:(.*)$/im.exec(head)?.[1] ?? ''
  const of = (key: string) => new RegExp(`;\\s*${key}="([^"]*)"`, 'i').exec(disposition)?.[1]
  const at = piece.indexOf(head) + head.length
  const text = rest.length === 0 ? '' : piece.slice(at).replace(/^\r?\n\r?\n/, '')
  return {name: of('name') ?? '', fileName: of('filename'), text: text.replace(/\r?\n$/, '')}
}
