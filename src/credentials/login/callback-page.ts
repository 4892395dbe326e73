import {escapeHtml} from '../../shared/text/escape.js'

export interface Page {
  readonly status: number
  readonly title: string
  /** Plain text. */
  readonly paragraphs: readonly string[]
}

/** A page without scripts, references or anything of the request in it; all text is escaped. */
export function renderPage({status, title, paragraphs}: Page): string {
  const body = paragraphs.map(text => `<p>${escapeHtml(text)}</p>`).join('\n')
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escapeHtml(title)} – hubspot-push</title>
<style>
:root { color-scheme: light dark; font: 16px/1.5 system-ui, sans-serif }
main { max-width: 34rem; margin: 15vh auto 0; padding: 0 1.5rem; border-left: .35rem solid ${status < 400 ? '#00a38d' : '#d9534f'} }
header { font-size: .875rem; opacity: .7 }
h1 { font-size: 1.5rem; line-height: 1.3; font-weight: 600; margin: .25rem 0 1rem }
p { margin: .5rem 0; overflow-wrap: anywhere }
</style>
</head>
<body>
<main>
<header>hubspot-push</header>
<h1>${escapeHtml(title)}</h1>
${body}
</main>
</body>
</html>
`
}

/** The page must not be kept, framed, or name its address (which holds the code) to anyone. */
export const PAGE_HEADERS = {
  'content-type': 'text/html; charset=utf-8',
  'content-security-policy': "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'",
  'cache-control': 'no-store',
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
  connection: 'close',
} as const
