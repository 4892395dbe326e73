/** The only script of a report: shows the rows that hold what is typed. Without scripts the whole table is there. */
export const SEARCH_SCRIPT = `
const box = document.getElementById('search')
const rows = [...document.querySelectorAll('#rejects tbody tr')]
const texts = rows.map(row => row.textContent.toLowerCase())
const found = document.getElementById('found')
box?.addEventListener('input', () => {
  const wanted = box.value.trim().toLowerCase()
  let count = 0
  rows.forEach((row, at) => {
    row.hidden = !texts[at].includes(wanted)
    if (!row.hidden) count++
  })
  found.textContent = wanted === '' ? '' : count + ' of ' + rows.length + ' rows shown'
})
`
