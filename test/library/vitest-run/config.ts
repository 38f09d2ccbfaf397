import { defineConfig } from 'vitest/config'

export default defineConfig({ test: { include: ['test/library/vitest-run/failing.ts'] } })
