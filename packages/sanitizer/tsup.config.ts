import { defineConfig } from 'tsup'

export default defineConfig({
  entry: {
    index: 'src/index.ts',
    engine: 'src/engine.ts',
    full: 'src/full/index.ts',
    page: 'src/page/index.ts',
  },
  format: ['esm'],
  target: 'es2020',
  platform: 'neutral',
  dts: true,
  clean: true,
})
