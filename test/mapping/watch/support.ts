import {compileMapping} from '../../../src/mapping/compile/compile-mapping.js'
import type {MappingRequest} from '../../../src/mapping/mapping-types.js'
import {RowPass} from '../../../src/mapping/watch/row-pass.js'
import type {MappedRow, Reject} from '../../../src/rows/rows.js'
import {contactTarget, csvRequest} from '../support/definitions.js'

/** A pass over CSV rows of these columns; the line of a row is its number and one for the header. */
export function passOver(
  columns: readonly string[],
  differs: Partial<MappingRequest> = {},
  options: ConstructorParameters<typeof RowPass>[1] = {},
) {
  const pass = new RowPass(compileMapping(csvRequest(columns, differs), contactTarget), options)
  let row = 0
  const place = () => ({kind: 'source' as const, row: ++row, line: row + 1})
  return {
    pass,
    map: (...record: readonly string[]): MappedRow | Reject => pass.mapRow({...place(), record}),
    skip: (...record: readonly string[]): void => pass.passOver({...place(), record}),
  }
}

/** What a number column makes of these cells, one a row: what is sent, or the code in brackets. */
export function numbers(cells: readonly string[], differs: Partial<MappingRequest> = {}) {
  const {pass, map} = passOver(['email', 'numemployees'], differs)
  const rows = cells.map((cell, index) => map(`a${index}@example.com`, cell))
  return {
    rows,
    sent: rows.map(row => (row.kind === 'mapped' ? row.properties['numemployees'] : `[${row.code}]`)),
    ...pass.findings(),
  }
}
