import type {Page} from 'playwright-core'

/** How bright the text of a page is and what it stands on, each from 0 to 255, by its share of red. */
export async function brightnessOf(page: Pick<Page, 'evaluate'>): Promise<{ink: number; paper: number}> {
  const [ink, paper] = (await page.evaluate(
    '[getComputedStyle(document.body).color, getComputedStyle(document.body).backgroundColor]',
  )) as string[]
  return {ink: redOf(ink), paper: redOf(paper)}
}

function redOf(colour = ''): number {
  return Number(/\d+/.exec(colour)?.[0])
}
