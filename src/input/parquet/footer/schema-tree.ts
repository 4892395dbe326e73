import {damaged} from '../damaged.js'
import {meaningOf} from './meaning.js'
import {PHYSICAL, type SchemaNode} from './parquet-types.js'
import type {SchemaElement} from './schema-element.js'

const REPETITIONS = ['required', 'optional', 'repeated'] as const
const MAX_DEPTH = 32
const MAX_COLUMNS = 100_000

/** The tree that the flat list stands for: each element is followed by its children. Throws DamagedParquet. */
export function schemaTree(elements: readonly SchemaElement[]): SchemaNode {
  if (elements.length > MAX_COLUMNS) throw damaged(`it has more than ${MAX_COLUMNS} columns`)
  let at = 0
  const root = next(0)
  if (at !== elements.length) throw damaged('its schema has columns that belong nowhere')
  return root

  function next(depth: number): SchemaNode {
    const element = elements[at++]
    if (element === undefined) throw damaged('its schema is not complete')
    if (depth > MAX_DEPTH) throw damaged('its schema is nested too deep')
    if (depth > 0 && element.children === 0) return column(element)
    const children: SchemaNode[] = []
    for (let left = element.children; left > 0; left -= 1) children.push(next(depth + 1))
    return {...named(element), children, ...groupOf(element)}
  }
}

function named({name, repetition}: SchemaElement): Pick<SchemaNode, 'name' | 'repetition'> {
  const word = REPETITIONS[repetition]
  if (word === undefined) throw damaged(`its column ${JSON.stringify(name)} has an unknown repetition`)
  return {name, repetition: word}
}

function column(element: SchemaElement): SchemaNode {
  const physical = PHYSICAL[element.physical ?? -1]
  if (physical === undefined) throw damaged(`its column ${JSON.stringify(element.name)} has no known type`)
  if (physical === 'fixed' && !(element.width > 0))
    throw damaged(`the values of its column ${JSON.stringify(element.name)} have no length`)
  return {
    ...named(element),
    children: [],
    physical,
    width: element.width,
    meaning: meaningOf(physical, element),
  }
}

const CONVERTED_GROUPS = new Map([
  [1, 'map'],
  [2, 'map'],
  [3, 'list'],
] as const)

function groupOf({converted, logical}: SchemaElement): Pick<SchemaNode, 'group'> {
  const group =
    logical?.kind === 'list' || logical?.kind === 'map' || logical?.kind === 'variant' ? logical.kind : undefined
  const found = group ?? CONVERTED_GROUPS.get(converted as 1 | 2 | 3)
  return found === undefined ? {} : {group: found}
}
