import {mkdtemp} from 'node:fs/promises'
import {tmpdir} from 'node:os'
import {join} from 'node:path'
import type {EnginePorts} from '../../core/engine.js'
import {makeDataDir} from '../../core/make-data-dir.js'
import type {EngineSettings} from '../../settings/engine-settings.js'

type DirectoryPorts = Pick<EnginePorts, 'dirs' | 'onWarning'>

/**
 * Where runs and rejected records are kept. A container may have nothing but its temporary directory to write to; one
 * that the configuration names is used or complained of.
 */
export async function usableDataDir(
  {dataDir}: Pick<EngineSettings, 'dataDir'>,
  ports: DirectoryPorts,
): Promise<string> {
  const wanted = dataDir ?? ports.dirs.data
  if (dataDir !== undefined || (await isWritable(wanted))) return wanted
  const made = await mkdtemp(join(tmpdir(), 'hubspot-push-'))
  ports.onWarning(
    `${wanted} cannot be written to, so rejected records are kept in ${made}, which ends with the container. Set data_dir to a directory on a volume.`,
  )
  return made
}

async function isWritable(directory: string): Promise<boolean> {
  try {
    await makeDataDir(directory)
    return true
  } catch {
    return false
  }
}
