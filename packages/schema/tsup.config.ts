import { defineConfig } from 'tsup'

export default defineConfig({
  entry: {
    index: 'src/index.ts',
    sanitize: 'src/sanitize/index.ts',
    fields: 'src/fields/index.ts',
    'sanitize-browser': 'src/sanitize/page.ts',
    tables: 'src/tables/index.ts',
    vectors: 'src/vectors/index.ts',
    reports: 'src/reports.ts',
  },
  format: ['esm'],
  target: 'es2020',
  platform: 'neutral',
  dts: true,
  clean: true,
})
