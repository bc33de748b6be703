// Static files for `/analytics`. The collector serves them under `default-src 'self'`, so nothing may be inlined:
// no data: addresses, no inline script, no preload polyfill.
import preact from '@preact/preset-vite'
import { defineConfig } from 'vite'

export default defineConfig({
  base: '/analytics/',
  plugins: [preact()],
  build: {
    target: 'es2022',
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    reportCompressedSize: true,
  },
})
