// Loaded before a measured program (--require): at its end it writes what the program used. Not with --import: that
// loads Node's loader of ES modules, which few programs need.
const {writeFileSync} = require('node:fs')

process.on('exit', () => {
  const {userCPUTime, systemCPUTime, maxRSS} = process.resourceUsage()
  writeFileSync(
    process.env.BENCH_USAGE_FILE,
    JSON.stringify({cpuMs: (userCPUTime + systemCPUTime) / 1000, peakMb: maxRSS / 1024}),
  )
})
