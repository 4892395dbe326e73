// Loaded before a measured program (--import): at its end it writes what the program used.
import {writeFileSync} from 'node:fs'

process.on('exit', () => {
  const {userCPUTime, systemCPUTime, maxRSS} = process.resourceUsage()
  writeFileSync(
    process.env.BENCH_USAGE_FILE,
    JSON.stringify({cpuMs: (userCPUTime + systemCPUTime) / 1000, peakMb: maxRSS / 1024}),
  )
})
