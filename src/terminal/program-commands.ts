import type {Config} from '@oclif/core/config'

/** `push`, `rejects retry`: what can be typed. */
export function programCommands({commands}: Pick<Config, 'commands'>): readonly string[] {
  return commands.filter(({hidden}) => !hidden).map(({id}) => id.replaceAll(':', ' '))
}
