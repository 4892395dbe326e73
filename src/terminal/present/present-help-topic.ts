import type {Screen} from '../palette.js'
import type {HelpTopic} from './help-topics.js'
import {wrapText} from './wrap-text.js'

/** The page as lines no wider than the screen. */
export function presentHelpTopic({summary, intro, entries}: HelpTopic, {width, palette}: Screen): string[] {
  const termWidth = Math.max(...entries.map(([term]) => term.length))
  const lines = entries.flatMap(([term, meaning]) =>
    wrapText(meaning, Math.max(20, width - termWidth - 4)).map((line, at) => {
      const left = at === 0 ? palette.strong(term.padEnd(termWidth)) : ' '.repeat(termWidth)
      return `  ${left}  ${line}`
    }),
  )
  return [palette.strong(summary), '', ...wrapText(intro, width), '', ...lines]
}
