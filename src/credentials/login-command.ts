import {ours, type Run} from '../errors/next-step.js'
import {DEFAULT_PROFILE, type StoreKind} from './store/profile.js'

/** The command that logs in to a profile, with further flags. */
export function loginCommand(
  profile: string,
  {store, flags = []}: {readonly store?: StoreKind; readonly flags?: readonly string[]} = {},
): Run {
  const named = profile === DEFAULT_PROFILE ? [] : ['--profile', profile]
  return ours(['login', ...named, ...(store === undefined ? [] : ['--store', store]), ...flags])
}

/** The same with a token on standard input. */
export function tokenCommand(...login: Parameters<typeof loginCommand>): Run {
  const {run} = loginCommand(...login)
  return {run: [...run, '--token-stdin'], input: 'token.txt'}
}
