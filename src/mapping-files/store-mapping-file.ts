import {readFile} from 'node:fs/promises'
import {dirname} from 'node:path'
import {stringify} from 'yaml'
import {AppError} from '../errors/app-error.js'
import {addFlags, shell} from '../errors/next-step.js'
import type {ColumnRule, SavedMapping} from '../mapping/mapping-types.js'
import {defined} from '../shared/defined.js'
import {makeDirectory} from '../shared/files/make-directory.js'
import {NewFile} from '../shared/files/new-file.js'
import {freeName, mayReplace} from '../shared/files/own-file.js'
import {withCleanup} from '../shared/with-cleanup.js'
import type {MappingFile} from './mapping-file.js'
import {parseMappingFile} from './parse-mapping-file.js'

/** Throws AppError FILE_NOT_FOUND, FILE_UNREADABLE, MAPPING_INVALID. */
export async function readMappingFile(path: string): Promise<MappingFile> {
  const text = await readText(path)
  if (text === undefined)
    throw new AppError('FILE_NOT_FOUND', `The mapping file ${path} does not exist.`, {next: [shell(['ls', path])]})
  return parseMappingFile(text, path)
}

/** Replaces a mapping file, and nothing else: a slip of the keyboard must not cost the rows. Throws AppError USAGE. */
export async function writeMappingFile(path: string, text: string): Promise<void> {
  if (!(await mayReplace(path, () => true)))
    throw notReplaced(path, await freeName('mapping', 'yaml'), 'not a readable regular file')
  const existing = (await readText(path)) ?? ''
  if (existing !== '' && !isMappingFile(existing, path))
    throw notReplaced(path, await freeName('mapping', 'yaml'), 'not a mapping file')
  await writeThroughLinks(path, text)
}

function notReplaced(path: string, another: string, why: string): AppError {
  const message = `${path} already exists and is ${why}, so --save-mapping did not overwrite it. Choose another name.`
  return new AppError('USAGE', message, {next: [addFlags(['--save-mapping', another])]})
}

async function writeThroughLinks(path: string, text: string): Promise<void> {
  await makeDirectory(dirname(path))
  await withCleanup(async defer => {
    const file = await NewFile.open(path)
    defer(() => file.discard())
    await file.write(text)
    await file.finish()
  })
}

async function readText(path: string): Promise<string | undefined> {
  try {
    return await readFile(path, 'utf8')
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined
    const reason = error instanceof Error ? error.message : String(error)
    throw new AppError('FILE_UNREADABLE', `The mapping file ${path} cannot be read (${reason}).`, {
      cause: error,
      next: [shell(['ls', '-l', path])],
    })
  }
}

function isMappingFile(text: string, path: string): boolean {
  try {
    parseMappingFile(text, path)
    return true
  } catch (error) {
    if (error instanceof AppError) return false
    throw error
  }
}

const HEAD = '# Which column of a file goes to which property, for: hubspot-push push FILE --mapping THIS_FILE\n'

/** The mapping in use as a mapping file: read again, it gives the same one. */
export function renderMappingFile(saved: SavedMapping, object: string, made: MappingFile['create'] = []): string {
  const {key, empty, null: nulls, options, formats, ignoreUnknown, map, set = [], ignore} = saved
  const {associate = [], associations} = saved
  const links = associate.map(({object: other, column, ...rule}) => ({column, associate: other, ...rule}))
  const document = {
    version: 1,
    object,
    key,
    ...defined({empty, null: nulls, options}),
    ...formats,
    ...(ignoreUnknown && {ignoreUnknown}),
    ...(associations !== undefined && {associations}),
    columns: [
      ...map.map(rule => withCreate(rule, made)),
      ...links,
      ...set.map(({property, value}) => ({property, constant: value})),
    ],
    ...(ignore.length > 0 && {ignore}),
  }
  return HEAD + stringify(document, {lineWidth: 0})
}

/** A `bool` has no options of its own. */
function withCreate(rule: ColumnRule, made: MappingFile['create']): object {
  const found = made.find(({name}) => name === rule.property)
  if (found === undefined) return rule
  const {label, type, fieldType, group, options} = found
  const own =
    type === 'bool' || options.length === 0 ? undefined : options.map(({value, label: text}) => ({value, label: text}))
  return {...rule, create: {label, type, fieldType, ...defined({group, options: own})}}
}
