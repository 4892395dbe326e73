import * as Flags from '@oclif/core/flags'

export const listFlags = {
  list: Flags.string({
    description: 'add the records of written rows to this static list, by name or id',
    helpValue: 'LIST',
  }),
  'create-list': Flags.boolean({
    description: 'create the list if there is none of this name',
    dependsOn: ['list'],
  }),
}

interface ListFlags {
  readonly list?: string | undefined
  readonly 'create-list': boolean
}

/** Absent without --list. */
export function listRequest({list, 'create-list': creates}: ListFlags) {
  return list === undefined ? {} : {list: {list, creates}}
}
