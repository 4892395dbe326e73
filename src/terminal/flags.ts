import {Flags} from '@oclif/core'
import {type ColumnAssignment, parseColumnAssignment} from './parse-assignment.js'

/** For every command that talks to HubSpot. */
export const connectionFlags = {
  profile: Flags.string({
    description: 'saved login to use; "sandbox" is built in (default: HUBSPOT_PUSH_PROFILE, else "default")',
    helpValue: 'NAME',
  }),
  portal: Flags.integer({description: 'refuse to work with any other portal', helpValue: 'ID', min: 1}),
}

export const verboseFlag = {verbose: Flags.boolean({description: 'each request on stderr, without secrets'})}

/** For every command that works for a while. */
export const outputFlags = {...verboseFlag, quiet: Flags.boolean({description: 'no progress on stderr'})}

/** `COLUMN=PROPERTY`; set `multiple: true, multipleNonGreedy: true` where it is used, or it swallows the arguments behind it. */
export const columnAssignmentFlag = Flags.custom<ColumnAssignment>({
  helpValue: 'COLUMN=PROPERTY',
  parse: async text => parseColumnAssignment(text),
})

/** For every command that writes rows. */
export const runFlags = {
  yes: Flags.boolean({description: 'on a terminal, do not ask before the first write'}),
}
