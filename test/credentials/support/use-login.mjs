// One command of cron: DIST CONFIG_DIR API_URL. Says that it is ready, waits for a word, then connects with the saved
// login and prints the
// portal, or why it could not.
const [dist, config, apiUrl] = process.argv.slice(2)
const {connect} = await import(`${dist}/services/portal/connect.js`)
process.stdout.write('ready\n')
await new Promise(resolve => process.stdin.once('data', resolve))
process.stdin.destroy()

try {
  const env = {HUBSPOT_PUSH_API_URL: apiUrl, HUBSPOT_PUSH_KEYCHAIN: '0'}
  const connection = await connect({env, dirs: {data: config, config, cache: config}})
  process.stdout.write(`portal ${connection.account.portalId}`)
  await connection.close()
} catch (error) {
  process.stdout.write(`${error.code} ${error.message}`)
}
