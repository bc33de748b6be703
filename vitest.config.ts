import { configDefaults, defineConfig } from 'vitest/config'

/** Limits that only a hang reaches, also on a busy machine that is ten times slower than a quiet one. */
const limits = { testTimeout: 300_000, hookTimeout: 300_000, expect: { poll: { timeout: 60_000 } } }

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
          // A sixth of the time went into loading the same modules for each file; no file changes what another sees.
          isolate: false,
        },
      },
      {
        test: {
          name: 'e2e',
          include: ['e2e/**/*.test.ts'],
          exclude: [...configDefaults.exclude, '**/*.backend.test.ts'],
          ...limits,
          fileParallelism: false,
        },
      },
      {
        test: {
          name: 'backends',
          include: ['packages/*/src/**/*.backend.test.ts', 'e2e/backends/**/*.backend.test.ts'],
          globalSetup: ['e2e/backends/global-setup.mjs'],
          ...limits,
          fileParallelism: false,
        },
      },
    ],
  },
})
