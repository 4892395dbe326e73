import * as Flags from '@oclif/core/flags'
import {defined} from '../../shared/defined.js'
import {parseDuration, parseNoticeUrl, parseShare, parseThreshold, type Threshold} from './parse-values.js'

/** What the help of a command with many flags shows them under, in this order. */
export type FlagGroup =
  | ('Input' | 'Mapping' | 'Connection' | 'Writing' | 'Rejects' | 'Resuming and locking' | 'Limits' | 'Output')
  | ('Serving' | 'Records' | 'Faults')
  | ('Login' | 'Browser')
  | ('Property' | 'Connection')

/** Help lists groups, and flags within them, in the order of their definition. */
export function inGroup<F extends Readonly<Record<string, object>>>(helpGroup: FlagGroup, flags: F): F {
  return Object.fromEntries(Object.entries(flags).map(([name, flag]) => [name, {...flag, helpGroup}])) as unknown as F
}

/** oclif adds one by itself, in a group and in words of its own. */
export const jsonFlag = {json: Flags.boolean({description: 'print the result as JSON'})}

/** For every command that talks to HubSpot. */
export const connectionFlags = {
  profile: Flags.string({
    description: 'saved login to use; "sandbox" is built in (default: HUBSPOT_PUSH_PROFILE, otherwise "default")',
    helpValue: 'NAME',
  }),
  portal: Flags.integer({description: 'fail if the login belongs to another portal', helpValue: 'ID', min: 1}),
}

export const verboseFlag = {verbose: Flags.boolean({description: 'log each request to stderr, without secrets'})}

/** For every command that works for a while. */
export const outputFlags = {
  ...verboseFlag,
  quiet: Flags.boolean({
    description: 'print no progress and no summary; one line on stderr if the exit code is not 0',
  }),
}

/** `5m`, `90s`, `2h`, `30d`; the flag's value is milliseconds. */
export const durationFlag = Flags.custom<number>({helpValue: 'DURATION', parse: async text => parseDuration(text)})

/** `25` or `2%`. */
export const thresholdFlag = Flags.custom<Threshold>({helpValue: 'N|N%', parse: async text => parseThreshold(text)})

/** Where the end of a push is told. */
export const noticeFlag = Flags.custom<URL>({helpValue: 'URL', parse: async text => parseNoticeUrl(text)})

/** `50%`; the flag's value is a share above 0 and at most 1. */
const budgetFlag = Flags.custom<number>({helpValue: 'N%', parse: async text => parseShare(text)})

export const yesFlag = {yes: Flags.boolean({char: 'y', description: 'do not ask for confirmation on a terminal'})}

export const waitLockFlag = {
  'wait-lock': durationFlag({
    description: 'wait up to this long for another run of the same portal and object (default: do not wait)',
    default: 0,
    noCacheDefault: true, // help would print milliseconds
  }),
}

export const maxWaitFlag = {
  'max-wait': durationFlag({
    description: 'stop when HubSpot asks for a longer wait than this (default: 5m)',
    default: 5 * 60_000,
    noCacheDefault: true,
  }),
}

/** How much of the portal's rate limit a run may use. */
export const limitFlags = {
  budget: budgetFlag({description: "use at most this share of the portal's rate limit (default: 100%)"}),
  concurrency: Flags.integer({
    description: "maximum requests in flight (default: adapts to the rate limit and HubSpot's latency)",
    helpValue: 'N',
    min: 1,
    max: 64,
  }),
  ...maxWaitFlag,
}

/** What they ask of the connection. */
export function paceOf({
  budget,
  concurrency,
}: {
  readonly budget?: number | undefined
  readonly concurrency?: number | undefined
}) {
  return defined({budgetShare: budget, maxConcurrency: concurrency})
}
