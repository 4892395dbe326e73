import {readFile, stat} from 'node:fs/promises'
import {HashIndex} from '../shared/hashes/hash-index.js'
import {isObject} from '../shared/json.js'
import type {SegmentState} from './segment.js'

/** What the store knows of itself when it was closed. */
export interface StoreState {
  readonly format: 1
  /** Tables of the index on disk. */
  readonly runs: number
  /** Place from which on entries may be in none of them. */
  readonly covered: number
  /** By number. */
  readonly segments: readonly SegmentState[]
}

/** Undefined where the store was not closed, or where it says something else than is there. */
export async function readState(path: string, indexPath: string): Promise<StoreState | undefined> {
  try {
    const state: unknown = JSON.parse(await readFile(path, 'utf8'))
    const {size} = await stat(indexPath)
    return isState(state) && size >= HashIndex.bytesOf(state.runs) ? state : undefined
  } catch {
    return undefined
  }
}

function isState(state: unknown): state is StoreState {
  if (!isObject(state)) return false
  const {format, runs, covered, segments} = state as Partial<Record<keyof StoreState, unknown>>
  return format === 1 && isCount(runs) && isCount(covered) && Array.isArray(segments) && segments.every(isSegment)
}

function isSegment(segment: unknown): boolean {
  if (!isObject(segment)) return false
  const {number, words, written, left} = segment as Partial<Record<keyof SegmentState, unknown>>
  return [number, words, written, left].every(isCount)
}

function isCount(value: unknown): value is number {
  return Number.isSafeInteger(value) && Number(value) >= 0
}
