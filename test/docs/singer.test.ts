import {readFileSync} from 'node:fs'
import {expect, test} from 'vitest'
import {parse} from 'yaml'
import {KNOWN_SETTINGS} from '../../src/engines/settings/read-settings.js'
import {STREAM_KEYS} from '../../src/engines/settings/read-stream.js'
import {aboutTarget} from '../../src/engines/singer/about.js'

const page = readFileSync(new URL('../../docs/singer.md', import.meta.url), 'utf8')
const rows = [...page.matchAll(/^\| (`[^|]+`) \|/gm)].flatMap(([, cell = '']) =>
  [...cell.matchAll(/`(\w+)`/g)].map(([, name = '']) => name),
)

test('the page, --about and the plugin for Meltano have the settings that are read', () => {
  const settings = aboutTarget('target', '1').settings as {
    properties: Record<string, object> & {streams: {additionalProperties: {properties: object}}}
  }
  expect(Object.keys(settings.properties).toSorted()).toEqual(KNOWN_SETTINGS.toSorted())
  expect(Object.keys(settings.properties.streams.additionalProperties.properties).toSorted()).toEqual(
    STREAM_KEYS.toSorted(),
  )
  expect([...KNOWN_SETTINGS, ...STREAM_KEYS].filter(name => !rows.includes(name))).toEqual([])
  const [, yaml = ''] = /```yaml\n([\s\S]*?)```/.exec(page) ?? []
  const [loader] = parse(yaml).plugins.loaders
  expect(loader.executable).toBe(aboutTarget('target-hubspot-push', '1').name)
  expect(loader.settings.map(({name}: {name: string}) => name).toSorted()).toEqual(KNOWN_SETTINGS.toSorted())
  expect(
    Object.values<object>(loader.config.streams)
      .flatMap(stream => Object.keys(stream))
      .every(key => STREAM_KEYS.includes(key)),
  ).toBe(true)
})
