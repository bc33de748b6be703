import { configDefaults, defineConfig } from 'vitest/config'

/**
 * Milliseconds that a test of `npm run fuzz` takes more than in `npm test`: a check may take its time twice.
 */
const fuzzTime = 2_000 * Number(process.env.HUSHLOG_FUZZ_SECONDS ?? 0)

/**
 * A test that hangs fails after a minute. No test takes half of that, also on a machine that is busy with
 * others.
 */
const limits = {
  testTimeout: 60_000 + fuzzTime,
  hookTimeout: 60_000,
  expect: { poll: { timeout: 30_000 } },
}

export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: 'unit',
          include: [
            'packages/*/src/**/*.test.ts',
            'packages/*/generate/**/*.test.ts',
            'scripts/**/*.test.ts',
          ],
          exclude: [...configDefaults.exclude, '**/*.backend.test.ts'],
          ...limits,
          // Files of one worker share their modules, which saves a sixth of the time. No file changes what
          // another sees.
          isolate: false,
        },
      },
      {
        test: {
          name: 'e2e',
          include: ['e2e/**/*.test.ts'],
          exclude: [...configDefaults.exclude, '**/*.backend.test.ts', 'e2e/tools/**'],
          ...limits,
          fileParallelism: false,
        },
      },
      {
        test: {
          name: 'tools',
          include: ['e2e/tools/*.test.ts'],
          globalSetup: ['e2e/tools/global-setup.mjs'],
          ...limits,
          fileParallelism: false,
        },
      },
      {
        test: {
          name: 'backends',
          include: ['packages/*/src/**/*.backend.test.ts', 'e2e/backends/**/*.backend.test.ts'],
          globalSetup: ['e2e/servers/global-setup.mjs'],
          ...limits,
          fileParallelism: false,
        },
      },
    ],
  },
})
