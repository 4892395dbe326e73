import {readFile} from 'node:fs/promises'
import {parseAllDocuments} from 'yaml'

export interface Manifest {
  readonly apiVersion: string
  readonly kind: string
  readonly [field: string]: unknown
}

/** The text of a page's code blocks of one language, in their order. */
export async function blocksOf(page: string, language: string): Promise<string[]> {
  const markdown = await readFile(new URL(`../../docs/${page}`, import.meta.url), 'utf8')
  return [...markdown.matchAll(/^```(\S+)[^\n]*\n([\s\S]*?)^```$/gm)].flatMap(([, found, text = '']) =>
    found === language ? [text] : [],
  )
}

/** Every Kubernetes manifest of a page; several in one block are parted by `---`. */
export async function manifestsOf(page: string): Promise<Manifest[]> {
  const documents = (await blocksOf(page, 'yaml')).flatMap(text => parseAllDocuments(text))
  return documents.map(document => document.toJS() as Manifest).filter(({apiVersion}) => apiVersion !== undefined)
}
