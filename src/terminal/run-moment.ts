import {hostname} from 'node:os'
import type {Clock} from '../shared/clock.js'

/** When a command ran, and on which machine: what the JSON of a run says of it, so that lines make a log. */
export interface RunMoment {
  /** ISO 8601, UTC: when the process began. */
  readonly startedAt: string
  readonly endedAt: string
  readonly host: string
}

export function runMoment({now}: Pick<Clock, 'now'>): RunMoment {
  return {
    startedAt: new Date(Date.now() - process.uptime() * 1000).toISOString(),
    endedAt: new Date(now()).toISOString(),
    host: hostname(),
  }
}
