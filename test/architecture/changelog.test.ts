import {readFileSync} from 'node:fs'
import {expect, test} from 'vitest'

// Lines of several branches are merged by union, which repeats a line or a section rather than losing it.
const releases = readFileSync(new URL('../../CHANGELOG.md', import.meta.url), 'utf8')
  .split(/^## /m)
  .slice(1)
const [unreleased = ''] = releases

function repeated(lines: readonly string[]): string[] {
  return lines.filter((line, index) => lines.indexOf(line) !== index)
}

/** What each entry begins with; then the problem in the past tense, the behaviour in the present. */
const KIND = /^- (?:Added|Changed|Fixed|Removed|Security): [^\s]/

const beforeCronLines = (release: string): string => release.split(/^### What existing cron lines/m)[0] ?? ''

test('each entry says first what kind of change it is', () => {
  const entries = releases.flatMap(release => beforeCronLines(release).match(/^[-*] .*$/gm) ?? [])
  expect(entries.length).toBeGreaterThan(1)
  expect(entries.filter(entry => !KIND.test(entry))).toEqual([])
})

test('no entry is repeated within a release, nor a section', () => {
  expect(releases.length).toBeGreaterThan(0)
  for (const release of releases)
    expect(repeated(release.split('\n').filter(line => /^(?:- |#)/.test(line)))).toEqual([])
})

test('what has not been released is one list, then what cron lines will notice', () => {
  expect(unreleased.match(/^### .*$/gm)).toEqual(['### What existing cron lines will notice'])
  const [list = '', noticed = ''] = unreleased.replace(/^Unreleased\n/, '').split(/^### .*$/m)
  expect(list.match(/^- /gm)?.length).toBeGreaterThan(1)
  expect(noticed.match(/^- /gm)?.length).toBeGreaterThan(1)
  expect(noticed.match(/^- (?:Added|Changed|Fixed|Removed|Security): .*$/gm) ?? []).toEqual([])
  for (const part of [list, noticed]) expect(part.trim()).not.toMatch(/\n\s*\n/)
})
