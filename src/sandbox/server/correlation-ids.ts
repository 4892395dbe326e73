import {randomUUID} from 'node:crypto'
import {unitRandom} from '../faults/unit-random.js'

/** Makes UUIDs; with a seed the same ones in every run. */
export function createCorrelationIds(seed: number | undefined): () => string {
  if (seed === undefined) return randomUUID
  let made = 0
  return () => {
    made++
    const words = [0, 1, 2, 3].map(part => Math.floor(unitRandom(seed, made, part) * 2 ** 32))
    return uuidOf(words.map(word => word.toString(16).padStart(8, '0')).join(''))
  }
}

/** Version 7 in its form, as HubSpot's since 2025; the time in it means nothing. */
function uuidOf(hex: string): string {
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-7${hex.slice(13, 16)}-a${hex.slice(17, 20)}-${hex.slice(20)}`
}
