// Rewrites FILE for ever with one of two contents: DIST FILE LENGTH.
const [dist, path, length] = process.argv.slice(2)
const {writeFileAtomically} = await import(`${dist}/shared/files/atomic-write.js`)

process.stdout.write('writing\n')
for (let round = 0; ; round++) await writeFileAtomically(path, (round % 2 === 0 ? 'a' : 'b').repeat(Number(length)))
