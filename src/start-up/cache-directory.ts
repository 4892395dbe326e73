import {homedir, tmpdir} from 'node:os'
import {join} from 'node:path'

/** Where oclif will say that this program's cache lies, before oclif is loaded. */
export function cacheDirectory({env, platform}: Pick<NodeJS.Process, 'env' | 'platform'>): string {
  const own = env['HUBSPOT_PUSH_CACHE_DIR']
  if (isSet(own)) return own
  const home = [env['HOME'], homedir()].find(isSet) ?? tmpdir()
  if (platform === 'darwin') return join(home, 'Library', 'Caches', 'hubspot-push')
  const {XDG_CACHE_HOME: xdg, LOCALAPPDATA: local} = env
  if (isSet(xdg)) return join(xdg, 'hubspot-push')
  return join(platform === 'win32' && isSet(local) ? local : join(home, '.cache'), 'hubspot-push')
}

function isSet(value: string | undefined): value is string {
  return value !== undefined && value !== ''
}
