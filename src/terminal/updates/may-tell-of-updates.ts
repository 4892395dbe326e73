/**
 * Whether this installation came from npm: the release workflow says so in the package that it publishes. For any
 * other, the name in the registry may belong to another package: it is neither looked up nor named in a command.
 */
export function isPublished(packageJson: object): boolean {
  return 'published' in packageJson && packageJson.published === true
}

/** Both ends a terminal and nothing that speaks of a script: cron, CI and pipes never look and are never told. */
export function mayTellOfUpdates(
  env: NodeJS.ProcessEnv,
  {stdin, stderr}: {readonly stdin: {isTTY?: boolean}; readonly stderr: {isTTY?: boolean}},
  packageJson: object,
): boolean {
  const asked = ['HUBSPOT_PUSH_NO_UPDATE_CHECK', 'CI'].every(name => (env[name] ?? '') === '')
  return asked && stdin.isTTY === true && stderr.isTTY === true && isPublished(packageJson)
}
