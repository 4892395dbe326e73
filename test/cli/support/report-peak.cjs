// Preloaded into a process whose memory is measured: at its end it writes the highest resident set it ever had, in KB.
// Not resourceUsage().maxRSS: that starts with what the parent process held.
const {readFileSync, writeFileSync} = require('node:fs')

process.on('exit', () => {
  const [, peak] = /VmHWM:\s+(\d+)/.exec(readFileSync('/proc/self/status', 'utf8'))
  writeFileSync(process.env.PEAK_FILE, peak)
})
