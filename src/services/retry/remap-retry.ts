import {AppError} from '../../errors/app-error.js'
import {ours} from '../../errors/next-step.js'
import {findObject} from '../../hubspot/portal/find-object.js'
import type {ObjectDefinition} from '../../hubspot/portal/portal-types.js'
import type {MappingRequest, SavedMapping} from '../../mapping/mapping-types.js'
import {applyMappingFile} from '../../mapping-files/apply-mapping-file.js'
import type {MappingFile} from '../../mapping-files/mapping-file.js'
import {defined} from '../../shared/defined.js'

interface Remapping {
  /** Of the run. */
  readonly asked: SavedMapping
  readonly file: MappingFile
  /** That the rows belong to. */
  readonly object: ObjectDefinition
  readonly objects: readonly ObjectDefinition[]
  readonly run: string
}

/**
 * `rejects retry --mapping`: the columns go where the file says, in place of where the run had them go. Key, formats
 * and what empty cells do stay as in the run where the file does not say. Throws AppError MAPPING_INVALID for a file of
 * another object or key.
 */
export function remapRetry({asked, file, object, objects, run}: Remapping): MappingRequest {
  const {format, columns, key} = asked
  if (file.object !== undefined && findObject(file.object, objects).objectTypeId !== object.objectTypeId) {
    throw otherMapping(`The mapping file is for ${file.object}, but the rows of run ${run} go to ${object.name}.`, run)
  }
  if (file.key !== undefined && file.key !== key) {
    throw otherMapping(
      `The mapping file matches rows on ${file.key}, but the rows of run ${run} are matched on ${key}.`,
      run,
    )
  }
  const formats = {...asked.formats, ...file.formats}
  const [empty, nulls, options] = [file.empty ?? asked.empty, file.null ?? asked.null, file.options ?? asked.options]
  const kept = {
    key,
    ...defined({options, null: nulls}),
    ...(Object.keys(formats).length > 0 && {formats}),
    ...defined({empty}),
  }
  return {format, columns, ...applyMappingFile({map: [], ignore: [], ignoreUnknown: false, ...kept}, file)}
}

function otherMapping(message: string, run: string): AppError {
  return new AppError('MAPPING_INVALID', `${message} Nothing was written.`, {
    next: [
      ours(
        ['rejects', 'export', run, '--output', 'rows.csv'],
        'writes them to a file, which can be pushed with any mapping',
      ),
    ],
  })
}
