/** A form as clients send it, and the header that goes with it. */
export interface ImportForm {
  readonly body: string
  readonly headers: Readonly<Record<string, string>>
}

const BOUNDARY = 'boundary-of-a-test'

/** `columns`: property names of contacts, or `{type, property, kind}` in HubSpot's words. */
export function importForm(
  csv: string,
  columns: readonly (string | object)[],
  more: Readonly<Record<string, unknown>> = {},
): ImportForm {
  const columnMappings = columns.map(column =>
    typeof column === 'string' ? {columnObjectTypeId: '0-1', columnName: column, propertyName: column} : column,
  )
  const file = {fileName: 'rows.csv', fileFormat: 'CSV', fileImportPage: {hasHeader: true, columnMappings}}
  const request = JSON.stringify({name: 'Rows', files: [file], ...more})
  const body = [
    `--${BOUNDARY}`,
    'Content-Disposition: form-data; name="importRequest"',
    '',
    request,
    `--${BOUNDARY}`,
    'Content-Disposition: form-data; name="files"; filename="rows.csv"',
    'Content-Type: text/csv',
    '',
    csv,
    `--${BOUNDARY}--`,
    '',
  ]
  return {body: body.join('\r\n'), headers: {'content-type': `multipart/form-data; boundary=${BOUNDARY}`}}
}
