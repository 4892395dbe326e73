/** Both ends a terminal and nothing that speaks of a script: cron, CI and pipes never look and are never told. */
export function mayTellOfUpdates(
  env: NodeJS.ProcessEnv,
  {stdin, stderr}: {readonly stdin: {isTTY?: boolean}; readonly stderr: {isTTY?: boolean}},
): boolean {
  const asked = ['HUBSPOT_PUSH_NO_UPDATE_CHECK', 'CI'].every(name => (env[name] ?? '') === '')
  return asked && stdin.isTTY === true && stderr.isTTY === true
}
