// Saves one login after the other for ever: DIST CONFIG_DIR LOGIN LOGIN (JSON).
const [dist, configDir, ...logins] = process.argv.slice(2)
const {CredentialStore} = await import(`${dist}/credentials/store/credential-store.js`)
const {systemClock} = await import(`${dist}/shared/system-clock.js`)

const store = new CredentialStore({configDir, clock: systemClock})
for (let round = 0; ; round++) {
  await store.save('acme', JSON.parse(logins[round % 2]))
  if (round === 0) process.stdout.write('saving\n')
}
