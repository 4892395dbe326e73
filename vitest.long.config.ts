import {defineConfig} from 'vitest/config'
import shared from './vitest.config.js'

/** Tests that take minutes, by themselves: `npm run test:long`. */
export default defineConfig({...shared, test: {...shared.test, include: ['test/**/*.long.ts']}})
