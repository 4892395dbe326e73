import * as Flags from '@oclif/core/flags'
import {parseDuration, parseNoticeUrl, parseShare, parseThreshold, type Threshold} from './parse-values.js'

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

/** `5m`, `90s`, `2h`, `30d`; the flag's value is milliseconds. */
export const durationFlag = Flags.custom<number>({helpValue: 'DURATION', parse: async text => parseDuration(text)})

/** `25` or `2%`. */
export const thresholdFlag = Flags.custom<Threshold>({helpValue: 'N|N%', parse: async text => parseThreshold(text)})

/** Where the end of a push is told. */
export const noticeFlag = Flags.custom<URL>({helpValue: 'URL', parse: async text => parseNoticeUrl(text)})

/** `50%`; the flag's value is a share above 0 and at most 1. */
const budgetFlag = Flags.custom<number>({helpValue: 'N%', parse: async text => parseShare(text)})

/** For every command that writes rows. */
export const runFlags = {
  yes: Flags.boolean({description: 'on a terminal, do not ask before the first write'}),
  'max-wait': durationFlag({
    description: 'longest single wait for HubSpot before stopping (default: 5m)',
    default: 5 * 60_000,
    noCacheDefault: true, // help would print milliseconds
  }),
  'wait-lock': durationFlag({
    description: 'wait this long for another run of the same portal and object (default: not at all)',
    default: 0,
    noCacheDefault: true,
  }),
  budget: budgetFlag({description: "never use more than this share of the portal's rate limit (default: 100%)"}),
  concurrency: Flags.integer({
    description: 'most requests under way (default: as many as use the rate limit, by how long HubSpot takes)',
    helpValue: 'N',
    min: 1,
    max: 64,
  }),
}

/** What they ask of the connection. */
export function paceOf({
  budget,
  concurrency,
}: {
  readonly budget?: number | undefined
  readonly concurrency?: number | undefined
}) {
  return {
    ...(budget !== undefined && {budgetShare: budget}),
    ...(concurrency !== undefined && {maxConcurrency: concurrency}),
  }
}
