import { defineConfig } from 'tsup'

/** Everything of the workspace is inlined, types included: the published package depends on nothing. */
export default defineConfig({
  entry: { index: 'src/index.ts' },
  format: ['esm', 'cjs'],
  target: 'node20',
  platform: 'node',
  noExternal: [/^@hushlog\//],
  dts: {
    compilerOptions: {
      // Found by path, the workspace's types count as our own and are inlined instead of imported.
      baseUrl: '.',
      paths: {
        '@hushlog/sdk-core': ['../sdk-core/src/index.ts'],
        '@hushlog/schema': ['../schema/dist/index.d.ts'],
        '@hushlog/schema/sanitize': ['../schema/dist/sanitize.d.ts'],
        '@hushlog/sanitizer': ['../sanitizer/dist/index.d.ts'],
        '@hushlog/sanitizer/engine': ['../sanitizer/dist/engine.d.ts'],
      },
    },
  },
  // Without the prefix, Deno and workers look for packages of these names.
  removeNodeProtocol: false,
  clean: true,
})
