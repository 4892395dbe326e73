import {defineConfig} from 'vitest/config'

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    globalSetup: ['test/support/build-once.ts'],
    testTimeout: 30_000,
    hookTimeout: 30_000,
    // A machine's own settings must not change what is tested.
    env: {HUBSPOT_ACCESS_TOKEN: '', HUBSPOT_PUSH_PROFILE: '', NO_COLOR: '1'},
  },
})
