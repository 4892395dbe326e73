import {defineConfig} from 'vitest/config'

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    globalSetup: ['test/support/build-once.ts'],
    // Most of the time is spent in processes of the tests' own: one more of them than cores keeps two cores busy.
    maxWorkers: 3,
    // No module keeps state: files may share a process, which saves each of them its start.
    isolate: false,
    testTimeout: 30_000,
    hookTimeout: 30_000,
    // A machine's own settings must not change what is tested.
    env: {HUBSPOT_ACCESS_TOKEN: '', HUBSPOT_PUSH_PROFILE: '', NO_COLOR: '1'},
  },
})
