const OPENING = ['{', '[']

/** Whether objects and lists of a valid JSON text contain each other more than so many times. */
export function isDeeperThan(json: string, most: number): boolean {
  return opensMoreThan(json, most) && depthOf(json) > most
}

/** Nearly every text is told from deep ones by the number of its brackets alone. */
function opensMoreThan(json: string, most: number): boolean {
  let count = 0
  for (const bracket of OPENING)
    for (let at = json.indexOf(bracket); at >= 0; at = json.indexOf(bracket, at + 1)) if (++count > most) return true
  return false
}

function depthOf(json: string): number {
  let depth = 0
  let deepest = 0
  for (const [token] of json.matchAll(/"(?:[^"\\]|\\.)*"|[[{\]}]/g)) {
    if (token === '{' || token === '[') deepest = Math.max(deepest, ++depth)
    else if (token === '}' || token === ']') depth--
  }
  return deepest
}
