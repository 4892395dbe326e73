/**
 * What `rejects export` adds to a row, behind its own columns. They come back with a corrected file, and push leaves
 * them out.
 */
export const EXPORT_COLUMNS = ['_line', '_code', '_property', '_message'] as const
