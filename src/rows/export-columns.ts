/**
 * What `rejects export` adds to a row, behind its own columns. They come back with a corrected file, and push leaves
 * them out.
 */
export const EXPORT_COLUMNS = ['_line', '_code', '_property', '_message', '_kind'] as const

/** Those by which an export is recognised: older versions wrote no others. */
export const EXPORT_MARKS = EXPORT_COLUMNS.slice(0, 4)
