/** Flags of `push` that have a setting of the same name in the configuration of a stream. */
const SETTINGS: ReadonlySet<string> = new Set([
  ...['object', 'key', 'mode', 'empty', 'map', 'set', 'ignore', 'null', 'associate', 'ignore-unknown'],
])

export function hasSetting(flag: string): boolean {
  return SETTINGS.has(flag)
}

/** As the configuration calls it. */
export function settingName(flag: string): string {
  return flag.replaceAll('-', '_')
}

/**
 * What a text for people advises about flags of `push`, for rows that an engine pushed: settings of its stream, or
 * flags of `rejects retry`.
 */
export function inSettings(text: string): string {
  return text
    .replace(/\bpush (with(?:out)? --([a-z]+(?:-[a-z]+)*))/g, (said, how: string, flag: string) =>
      hasSetting(flag) ? said : `send it again by \`rejects retry\` ${how}`,
    )
    .replace(/--([a-z]+(?:-[a-z]+)*)/g, (flag, name: string) =>
      hasSetting(name) ? `"${settingName(name)}" in the configuration` : flag,
    )
}
