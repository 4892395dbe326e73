import {YES_NO} from '../../hubspot/new-properties/property-types.js'
import type {NewProperty} from '../../hubspot/portal/portal-types.js'
import {mappingAdvice} from '../advice/mapping-advice.js'
import {proposableAmong} from '../advice/proposable.js'
import {type Assignments, assignColumns} from '../columns/assign-columns.js'
import {chooseKey} from '../columns/choose-key.js'
import type {FileColumn} from '../columns/distinct-columns.js'
import type {MappingRequest, MappingTarget} from '../mapping-types.js'
import type {ColumnVerdict} from './column-evidence.js'
import {propertyNameFor} from './property-name.js'

/** A property for a column that means none of the portal's. */
export interface PropertyProposal {
  /** As the mapping names it. */
  readonly column: string
  readonly property: NewProperty
  /** Cells that are not empty. */
  readonly values: number
  /** Why it is a text, where that is not plain to see. */
  readonly why?: string
  /** The different texts of the column, where it could be a choice of them. */
  readonly choices?: readonly string[]
}

export interface ProposableColumns {
  readonly assignments: Assignments
  readonly columns: readonly FileColumn[]
}

/** Columns for which a property may be proposed (`proposableAmong`). Throws as chooseKey. */
export function proposableColumns(request: MappingRequest, target: MappingTarget): ProposableColumns {
  const assignments = assignColumns(request, target, chooseKey(request.key, target).name)
  const {unclear, taken} = assignments
  const {meant} = mappingAdvice(unclear, {taken, target})
  return {assignments, columns: proposableAmong(unclear, meant, target)}
}

export interface SeenColumn {
  readonly column: FileColumn
  readonly verdict: ColumnVerdict
}

/** `group`: where HubSpot shows them; `archived`: names of properties that HubSpot would bring back, with their values. */
export function proposeProperties(
  seen: readonly SeenColumn[],
  {properties}: Pick<MappingTarget, 'properties'>,
  {group, archived}: {readonly group: string; readonly archived: readonly string[]},
): readonly PropertyProposal[] {
  const names = new Set([...properties.map(({name}) => name), ...archived])
  return seen.map(({column, verdict}) => {
    const label = column.header.trim()
    const name = propertyNameFor(label, each => names.has(each))
    names.add(name)
    const {values, why, choices} = verdict
    return {
      column: column.name,
      property: {name, label, group, ...SHAPES[verdict.kind]},
      values,
      ...(why !== undefined && {why}),
      ...(choices !== undefined && {choices}),
    }
  })
}

type Shape = Pick<NewProperty, 'type' | 'fieldType' | 'options'>

const SHAPES: Readonly<Record<ColumnVerdict['kind'], Shape>> = {
  text: {type: 'string', fieldType: 'text', options: []},
  'long text': {type: 'string', fieldType: 'textarea', options: []},
  bool: {type: 'bool', fieldType: 'booleancheckbox', options: YES_NO},
  number: {type: 'number', fieldType: 'number', options: []},
  date: {type: 'date', fieldType: 'date', options: []},
  datetime: {type: 'datetime', fieldType: 'date', options: []},
}

/** The proposal as a text, whatever the cells look like. */
export function asText({property, ...proposal}: PropertyProposal): PropertyProposal {
  return {...proposal, property: {...property, ...SHAPES.text}}
}

/** The proposal as a choice of the texts that the column holds. */
export function asChoice({property, ...proposal}: PropertyProposal): PropertyProposal {
  const options = (proposal.choices ?? []).map(text => ({value: text, label: text}))
  return {...proposal, property: {...property, type: 'enumeration', fieldType: 'select', options}}
}
