/**
 * Longest record or line that is read, in UTF-16 code units. One unclosed quote or a file without line ends must not
 * read the whole file into memory; twenty long texts of HubSpot's 65,536 characters still fit.
 */
export const MAX_RECORD_CHARS = 4 * 1024 * 1024

/** How much of an unreadable row is kept (contract: first 64 KB). */
export const MAX_RAW_CHARS = 64 * 1024

/** Bytes read at a time: also what is looked at to tell formats, delimiters and encodings apart. */
export const BLOCK_BYTES = 64 * 1024
