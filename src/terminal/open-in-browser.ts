interface Place {
  readonly platform: NodeJS.Platform
  readonly env: NodeJS.ProcessEnv
  readonly stderr: {readonly isTTY?: boolean}
}

/**
 * Shows a file in the browser of this desktop. False where there is none, or where nobody looks on (cron, a pipe): that
 * is no error.
 */
export async function openInBrowser(path: string, place: Place): Promise<boolean> {
  if (place.stderr.isTTY !== true || !hasDesktop(place)) return false
  const {default: openWithSystem} = await import('open')
  return openWithSystem(path).then(
    () => true,
    () => false,
  )
}

/** Of Linux and its kin alone it is known: xdg-open would start a browser of the terminal, unseen. */
export function hasDesktop({platform, env}: Pick<Place, 'platform' | 'env'>): boolean {
  if (platform === 'darwin' || platform === 'win32') return true
  return ['DISPLAY', 'WAYLAND_DISPLAY', 'WSL_DISTRO_NAME', 'BROWSER'].some(name => (env[name] ?? '') !== '')
}
