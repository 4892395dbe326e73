import {AppError} from '../errors/app-error.js'

export interface ColumnAssignment {
  readonly column: string
  /** Internal name or label. */
  readonly property: string
}

export interface PropertyAssignment {
  readonly property: string
  /** May be empty, and may hold `=`. */
  readonly value: string
}

/** `COLUMN=PROPERTY`, split at the last `=`: a header may hold one, a property's internal name never does. */
export function parseColumnAssignment(text: string): ColumnAssignment {
  const at = text.lastIndexOf('=')
  const column = text.slice(0, Math.max(at, 0))
  const property = text.slice(at + 1).trim()
  if (at < 1 || property === '') {
    throw new AppError(
      'USAGE',
      `"${text}" does not say which column goes where. Write COLUMN=PROPERTY, such as "E-mail address=email".`,
    )
  }
  return {column, property}
}

/** `PROPERTY=VALUE`, split at the first `=`: the value is taken as it stands. */
export function parsePropertyAssignment(text: string): PropertyAssignment {
  const at = text.indexOf('=')
  if (at < 1) {
    throw new AppError('USAGE', `"${text}" sets nothing. Write PROPERTY=VALUE, such as lifecyclestage=lead.`)
  }
  return {property: text.slice(0, at).trim(), value: text.slice(at + 1)}
}
