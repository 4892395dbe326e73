import {validationRefusal} from '../call/crm-refusal.js'
import {type ImportFile, noCsv} from './import-request.js'
import type {FormPart} from './read-form.js'

/**
 * The texts of the files, in the order of the request. Throws for one that is missing, or that is no CSV.
 * `hasOtherBytes`: not all of the form was UTF-8.
 */
export function readFiles(files: readonly ImportFile[], parts: readonly FormPart[], hasOtherBytes: boolean): string[] {
  const uploads = parts.filter(part => part.name === 'files')
  return files.map(({name}) => {
    const upload = uploads.find(part => part.fileName === name) ?? (uploads.length === 1 ? uploads[0] : undefined)
    if (upload === undefined) throw validationRefusal(`The form has no file ${name}.`)
    const kind = otherKind(upload, hasOtherBytes)
    if (kind !== undefined) throw noCsv(`${kind} (${upload.fileName ?? 'files'})`)
    return upload.text
  })
}

/** How files begin that people upload in place of a CSV: as text they are rows of rubbish. */
const SIGNATURES: readonly (readonly [string, string])[] = [
  ['PK\u0003\u0004', 'workbooks or other ZIP files'],
  ['\uFFFD\uFFFD\u0011\u0871', 'workbooks'],
  ['\u001F\uFFFD', 'compressed files'],
  ['%PDF-', 'PDF files'],
]
const WORKBOOK = /\.(xlsx?|xlsm|xlsb|ods|numbers)$/i

function otherKind({text, fileName = ''}: FormPart, hasOtherBytes: boolean): string | undefined {
  const known = SIGNATURES.find(([start]) => text.startsWith(start))
  if (known !== undefined) return known[1]
  if (WORKBOOK.test(fileName)) return 'workbooks'
  return text.includes('\0') || (hasOtherBytes && text.includes('\uFFFD')) ? 'files in other encodings' : undefined
}
