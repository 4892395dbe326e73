import type {SavedMapping} from '../mapping/mapping-types.js'
import {EXPORT_COLUMNS} from '../rows/export-columns.js'
import type {RunRecord} from '../runs/run-record.js'

type ExportColumn = (typeof EXPORT_COLUMNS)[number]

/** The columns of an export, and where they come from. */
export interface ExportLayout {
  /** Positions in the stored record of the columns to keep, in their order. Empty for JSONL. */
  readonly kept: readonly number[]
  /** Names of those columns. */
  readonly names: readonly string[]
  /** What is added behind them. */
  readonly added: readonly ExportColumn[]
}

/**
 * Names come twice, or look like numbers, so cells go by their position. What an earlier export added is replaced;
 * a column of the file that was mapped by such a name is the file's own, and stays.
 */
export function exportLayout({header = [], mapping}: Pick<RunRecord, 'header' | 'mapping'>): ExportLayout {
  const {map} = mapping as SavedMapping
  const mapped = new Set(map.map(({column}) => column))
  const added = EXPORT_COLUMNS.filter(name => !mapped.has(name))
  const columns = [...header.entries()].filter(([, name]) => !added.some(each => each === name))
  return {kept: columns.map(([index]) => index), names: columns.map(([, name]) => name), added}
}
