import * as Flags from '@oclif/core/flags'
import {AppError} from '../../errors/app-error.js'
import {addFlags, gap} from '../../errors/next-step.js'
import {defined} from '../../shared/defined.js'
import {mappingFlags} from './mapping-flags.js'
import {type LinkAssignment, parseEnd} from './parse-values.js'

const endFlag = (description: string) =>
  Flags.custom<LinkAssignment>({
    helpValue: 'COLUMN=OBJECT.PROPERTY',
    parse: async text => parseEnd(text),
    required: true,
    description,
  })()

/** Which records the rows of a file of pairs name. */
export const pairFlags = {
  from: endFlag('column that names one record of each pair, and how it is found; "id" for record ids'),
  to: endFlag('column that names the other record, or several, separated by ";"'),
  label: Flags.string({
    description:
      'label of every link, as HubSpot shows it on the side of --from; with --remove: remove only this label',
    helpValue: 'TEXT',
    exclusive: ['label-column'],
  }),
  'label-column': Flags.string({description: 'column with the label of each link', helpValue: 'COLUMN'}),
  null: mappingFlags.null,
}

interface PairFlags {
  readonly from: LinkAssignment
  readonly to: LinkAssignment
  readonly label?: string | undefined
  readonly 'label-column'?: string | undefined
  readonly null: readonly string[]
}

/** As a mapping: the key is that of `--from`, the only column of links that of `--to`. Throws AppError USAGE. */
export function pairMapping({from, to, label, 'label-column': labelColumn, null: nulls}: PairFlags) {
  if (label !== undefined && label.trim() === '') throw emptyLabel()
  const key = from.by === 'id' ? 'hs_object_id' : from.by
  return {
    object: from.object,
    key,
    map: [{column: from.column, property: key}],
    ignore: [],
    ignoreUnknown: true,
    associate: [{...to, ...defined({label: label?.trim(), labelColumn})}],
    ...(nulls.length > 0 && {null: nulls}),
  }
}

/** A variable of a script that is empty must not remove whole links. */
function emptyLabel(): AppError {
  return new AppError(
    'USAGE',
    '--label is empty. Without the flag, links have no label, and --remove removes whole links.',
    {
      next: [addFlags(['--label', gap('TEXT')])],
    },
  )
}
