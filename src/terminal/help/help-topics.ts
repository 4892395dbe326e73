import {DEFAULT_API_VERSION, NEWEST_API_VERSION} from '../../hubspot/api-versions.js'
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
    intro: 'Exit codes are stable; scripts can rely on them. 6: rerun later with --resume. 7: a person has to look.',
    entries: [
      ['0', 'every row was written, or skipped as asked (or no more were rejected than --ok-rejects allows)'],
      ['1', 'a bug in hubspot-push'],
      ['2', 'wrong usage: flags, arguments'],
      ['3', 'finished, but some rows were rejected: see "hubspot-push rejects"'],
      ['4', 'not logged in, login revoked, missing scope, or another portal than --portal'],
      ['5', 'unusable input: file, header, mapping, key not unique, unknown object'],
      ['6', 'stopped or not started, nothing lost: run the same command later with --resume'],
      [
        '7',
        'stopped: more rejected rows than --max-rejects, or more records than --max-deletes allows; needs attention',
      ],
      ['130', 'stopped by SIGINT; requests in flight were completed'],
      ['143', 'stopped by SIGTERM or SIGHUP (a closed terminal); requests in flight were completed'],
    ],
  },
  {
    name: 'guides',
    summary: 'The guides that were installed with the program, and where they are.',
    intro: 'Pages of Markdown. Messages and help name them as docs/keys.md and the like.',
    entries: [
      ['login.md', 'logging in, scopes, proxies, where secrets are stored'],
      ['mapping.md', 'columns and properties, mapping files'],
      ['values.md', 'how each type of value is converted'],
      ['keys.md', 'what rows are matched on'],
      ['formats.md', 'CSV, JSON, Parquet; workbooks.md: .xlsx and .ods; exporters.md: what programs write'],
      ['rejects.md', 'rejected rows: look, correct, send again'],
      ['links.md', 'contacts of companies and the like; lists.md: static lists'],
      ['deleting.md', 'archiving, undoing a push, nightly lists'],
      ['cron.md', 'crontab, systemd, Docker; schedulers.md, kubernetes.md, fleet.md: larger ones'],
      ['codes.md', 'every error and reject code, and the remedy'],
      ['safety.md', 'what is promised, and its limits'],
      ['sandbox.md', 'a local HubSpot simulator for tests'],
    ],
  },
  {
    name: 'environment',
    summary: 'Environment variables hubspot-push reads. No others affect it.',
    intro: 'All of them are optional.',
    entries: [
      ['HUBSPOT_ACCESS_TOKEN', "used instead of the default profile's login; every summary says so"],
      ['HUBSPOT_CLIENT_ID', 'the OAuth app for "login"'],
      ['HUBSPOT_CLIENT_SECRET', 'its secret'],
      ['HUBSPOT_PUSH_PROFILE', 'the profile to use without --profile'],
      ['HUBSPOT_PUSH_API_URL', "another address for HubSpot's API; plain http only to this machine"],
      ['HUBSPOT_PUSH_APP_URL', "another address for HubSpot's login page"],
      ['HUBSPOT_PUSH_API_VERSION', `${DEFAULT_API_VERSION} (default) or a dated version such as ${NEWEST_API_VERSION}`],
      ['HUBSPOT_PUSH_DATA_DIR', 'where runs and rejected rows are stored'],
      ['HUBSPOT_PUSH_CONFIG_DIR', 'where profiles are stored'],
      ['HUBSPOT_PUSH_CACHE_DIR', 'where the state of the rate limit and the compiled program are stored'],
      ['XDG_DATA_HOME', 'and XDG_CONFIG_HOME, XDG_CACHE_HOME: where these directories are by default'],
      ['HUBSPOT_PUSH_KEYCHAIN', "0: do not use the operating system's keychain"],
      ['HUBSPOT_PUSH_PASSPHRASE', 'passphrase of the encrypted credentials file'],
      ['HUBSPOT_PUSH_KEEP_DAYS', 'days after which the values of rejected rows are dropped (default: 90)'],
      ['HUBSPOT_PUSH_NO_UPDATE_CHECK', 'any value: do not check for a newer version'],
      [
        'HTTPS_PROXY',
        'http://[NAME:PASSWORD@]HOST:PORT: the way to HubSpot; in lower case, too, and ALL_PROXY for both',
      ],
      ['HTTP_PROXY', 'the same for --notify with an http:// address'],
      ['NO_PROXY', 'hosts, domains or * that no proxy is used for; never for this machine, so not for the sandbox'],
      ['NODE_USE_ENV_PROXY', '0: ignore the proxy variables; 1 changes nothing, since they are read anyway'],
      ['NODE_EXTRA_CA_CERTS', "file of certificates to trust, too, such as a company proxy's (read by Node)"],
      ['PAGER', 'pager for long lists on a terminal (default: less -R); empty: no pager'],
      ['NO_COLOR', 'any value: no colour'],
      ['TERM', 'dumb: no colour and no redrawn progress line'],
      ['CI', 'set: no redrawn progress line, and no check for a newer version'],
      ['SSH_CONNECTION', 'set, without DISPLAY and WAYLAND_DISPLAY: "login" opens no browser'],
      [
        'NODE_DISABLE_COMPILE_CACHE',
        'set: the compiled program is neither stored nor used; the same with NODE_V8_COVERAGE',
      ],
      ['DEBUG', 'set: also print the stack trace of an error'],
    ],
  },
]

/** The page whose table names files, below the directory of the guides. */
export const GUIDES = 'guides'

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
