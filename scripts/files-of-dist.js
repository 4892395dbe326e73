// Which modules lie in one file of dist. For scripts/bundle.js: few files for what most commands load, since each costs
// a start a third of a millisecond, and nothing in them that a plain push does without.
import {join} from 'node:path'

/**
 * What a plain push does without: loaded at its first use (scripts/lean-chunks.js), in the files `later-*`. Nothing
 * else may need them while it is loaded: a class that extends one of theirs, or a constant.
 */
const LATER = {
  encodings:
    /\/node_modules\/(?:iconv-lite|safer-buffer)\/|\/src\/input\/encoding\/(?:iconv|encodings|plausibility|guess-encoding)/,
  terminal:
    /\/node_modules\/cli-progress\/|\/src\/terminal\/(?:questions\/(?!prompts)|progress\/(?:tty-reporter|progress-line))/,
  'dry-run':
    /\/src\/(?:dry-run|services\/push\/(?:dry-run-file|check-first|foresee-links)|terminal\/present\/present-dry-run)/,
  advice: /\/src\/(?:mapping\/(?:advice|synonyms|columns\/suggest)|push\/plan\/ask-|hubspot\/refusals)/,
  json: /\/src\/input\/json\//,
  modes: /\/src\/(?:push\/(?:archive|modes\/(?:update|create)-mode)|services\/push\/(?:delete-file|prepare-deletes))/,
}

/**
 * The groups of rolldown. `start-up` is loaded before what was compiled is read. `common` holds what reads runs, and
 * not what writes them, nor what commands of engines alone load.
 */
export function filesOfDist(source) {
  return [
    ...Object.entries(LATER).map(([name, test]) => ({
      name: `later-${name}`,
      test,
      priority: 6,
      includeDependenciesRecursively: false,
    })),
    {name: 'start-up', test: /\/src\/(?:start-up|shared\/steady-heap)/, priority: 5},
    {name: 'oclif', test: /\/node_modules\/(?:@oclif|wsl-utils|is-wsl|is-inside-container)\//, priority: 4},
    {
      name: 'common',
      test: /\/src\/(?:terminal(?!\/protocol-command)|errors|rows|shared\/(?!locks\/file-lock|files\/disk-key-map)|runs\/(?:run-store|journal\/(?:checkpoint|read-rejects)|resolutions)|rejects\/open-rejects)/,
      minShareCount: 3,
      priority: 3,
    },
    {...neededBy(join(source, 'services/portal/connect.ts'), 'portal'), priority: 2},
    {...neededBy(join(source, 'commands/push.ts'), 'push'), priority: 1},
  ]
}

/** All that a module imports at once, and what that imports. An entry is a file of its own. */
function neededBy(first, group) {
  const needed = new Set([first])
  const find = context => {
    for (const id of needed) for (const next of context.getModuleInfo(id)?.importedIds ?? []) needed.add(next)
    if (context.getModuleInfo(first)?.isEntry === true) needed.delete(first)
    return needed
  }
  const has = (id, context) => (needed.size > 1 ? needed : find(context)).has(id)
  return {name: (id, context) => (has(id, context) ? group : null), debugName: group}
}
