import { existsSync } from 'node:fs'
import { defineConfig } from 'tsup'

const entry = {
  index: 'src/index.ts',
  sanitize: 'src/sanitize/index.ts',
  tables: 'src/tables/index.ts',
  vectors: 'src/vectors/index.ts',
  reports: 'src/reports.ts',
}

export default defineConfig({
  // Parts of the package are still being written.
  entry: Object.fromEntries(Object.entries(entry).filter(([, file]) => existsSync(file))),
  format: ['esm'],
  target: 'es2020',
  platform: 'neutral',
  dts: true,
  clean: true,
})
