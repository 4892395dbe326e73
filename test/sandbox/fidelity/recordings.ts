import {readdirSync, readFileSync} from 'node:fs'
import {join} from 'node:path'
import {sharedDir} from '../../support/shared-material.js'

/** A reply of HubSpot's, as somebody recorded it; headers in their recorded case. */
export interface Recording {
  readonly request: {readonly method: string; readonly url: string}
  readonly response: {
    readonly status: number
    readonly headers: Readonly<Record<string, string>>
    readonly body: unknown
  }
}

/** A body that somebody quoted, with what is known of where it came from. */
export interface ReportedBody {
  readonly name: string
  readonly status?: number
  readonly body: Readonly<Record<string, unknown>>
}

const directory = join(sharedDir ?? '', 'hubspot', 'recorded')
const NO_RECORDINGS = ['index.json', 'reported-bodies.json']

export function recordingFiles(): string[] {
  return readdirSync(directory).filter(file => file.endsWith('.json') && !NO_RECORDINGS.includes(file))
}

export function readRecording(file: string): Recording {
  return JSON.parse(readFileSync(join(directory, file), 'utf8'))
}

export function reportedBodies(): readonly ReportedBody[] {
  return JSON.parse(readFileSync(join(directory, 'reported-bodies.json'), 'utf8')).items
}
