import type {Screen} from '../text/palette.js'
import {wrapText} from '../text/wrap-text.js'

/** A page of `hubspot-push help` that is about no single command: what is said, then a table of two columns. */
export interface HelpTopic {
  readonly name: string
  readonly summary: string
  readonly intro: string
  readonly entries: readonly (readonly [term: string, meaning: string])[]
}

export const HELP_TOPICS: readonly HelpTopic[] = [
  {
    name: 'exit-codes',
    summary: 'What each exit code means, and what a script should do about it.',
    intro: 'Exit codes are stable: scripts may rely on them. 6 goes on later by itself, 7 wants a person.',
    entries: [
      ['0', 'every row was written, or left out as asked (or no more refused than --ok-rejects)'],
      ['1', 'a bug in hubspot-push'],
      ['2', 'wrong usage: flags, arguments'],
      ['3', 'finished, some rows were refused: see "hubspot-push rejects"'],
      ['4', 'no login, revoked, a scope is missing, or another portal than --portal'],
      ['5', 'input unusable: file, header, mapping, key not unique, unknown object'],
      ['6', 'stopped or not begun, nothing lost: the same command with --resume goes on later'],
      ['7', 'stopped since more rows than --max-rejects were refused: a person must look'],
      ['130', 'SIGINT: what was under way was settled first'],
      ['143', 'SIGTERM or SIGHUP (a closed terminal): what was under way was settled first'],
    ],
  },
  {
    name: 'environment',
    summary: 'The environment variables that are read. No flag has another one.',
    intro: 'A variable that is not in this list changes nothing of what is written.',
    entries: [
      ['HUBSPOT_ACCESS_TOKEN', "used in place of the default profile's login; every summary says so"],
      ['HUBSPOT_CLIENT_ID', 'the OAuth app for "login"'],
      ['HUBSPOT_CLIENT_SECRET', 'its secret'],
      ['HUBSPOT_PUSH_PROFILE', 'the profile where --profile names none'],
      ['HUBSPOT_PUSH_API_URL', "another host than HubSpot's for the API; plain http to this machine only"],
      ['HUBSPOT_PUSH_APP_URL', "another host than HubSpot's for the page of the login"],
      ['HUBSPOT_PUSH_API_VERSION', 'v3 (default) or a dated version such as 2026-09'],
      ['HUBSPOT_PUSH_DATA_DIR', 'where runs and refused rows are kept'],
      ['HUBSPOT_PUSH_CONFIG_DIR', 'where profiles are kept'],
      ['HUBSPOT_PUSH_CACHE_DIR', 'where the state of the rate limit and the compiled program are kept'],
      ['XDG_DATA_HOME', 'with XDG_CONFIG_HOME and XDG_CACHE_HOME: where these three lie unless they are named'],
      ['HUBSPOT_PUSH_KEYCHAIN', "0: do not use the operating system's keychain"],
      ['HUBSPOT_PUSH_PASSPHRASE', 'passphrase of the encrypted credentials file'],
      ['HUBSPOT_PUSH_KEEP_DAYS', 'days after which the values of refused rows are dropped (default: 90)'],
      ['HUBSPOT_PUSH_NO_UPDATE_CHECK', 'any value: never look for a newer version'],
      ['PAGER', 'what long lists on a terminal go through (default: less -R); empty: nothing'],
      ['NO_COLOR', 'any value: no colour'],
      ['TERM', 'dumb: no colour and no redrawn progress line'],
      ['CI', 'set: no redrawn progress line, and never a look for a newer version'],
      ['SSH_CONNECTION', 'set, without DISPLAY and WAYLAND_DISPLAY: "login" opens no browser'],
      ['NODE_DISABLE_COMPILE_CACHE', 'set: the compiled program is neither kept nor used, as with NODE_V8_COVERAGE'],
      ['DEBUG', 'set: the stack of an error as well'],
    ],
  },
]

/** The page as lines no wider than the screen. */
export function presentHelpTopic({summary, intro, entries}: HelpTopic, {width, palette}: Screen): string[] {
  const termWidth = Math.max(...entries.map(([term]) => term.length))
  const lines = entries.flatMap(([term, meaning]) =>
    wrapText(meaning, Math.max(20, width - termWidth - 4)).map((line, at) => {
      const left = at === 0 ? palette.strong(term.padEnd(termWidth)) : ' '.repeat(termWidth)
      return `  ${left}  ${line}`
    }),
  )
  return [palette.strong(summary), '', ...wrapText(intro, width), '', ...lines]
}
