import { defineConfig } from 'vitest/config'

/** Nothing sleeps, so only a machine under load ever comes near these. */
const PATIENCE = {
  testTimeout: 180_000,
  hookTimeout: 180_000,
  expect: { poll: { timeout: 60_000 } },
}

export default defineConfig({
  test: {
    // One per core; the default leaves one core idle.
    maxWorkers: '100%',
    projects: [
      {
        test: {
          name: 'unit',
          // Modules keep nothing of a test, so a worker imports each of them once for all its files.
          isolate: false,
          include: ['test/**/*.test.ts'],
          exclude: ['test/browser/**', 'test/long/**'],
          globalSetup: ['test/postgres/set-up.ts'],
          ...PATIENCE,
        },
      },
      {
        test: {
          name: 'browser',
          include: ['test/browser/**/*.test.ts'],
          globalSetup: ['test/browser/find-chromium.ts'],
          ...PATIENCE,
        },
      },
      {
        // Runtimes and whole suites: `npm run test:long`.
        test: {
          name: 'long',
          include: ['test/long/**/*.test.ts'],
          globalSetup: ['test/postgres/set-up.ts'],
          testTimeout: 300_000,
          hookTimeout: 300_000,
        },
      },
    ],
  },
})
