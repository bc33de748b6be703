/** The last step of the script: one letter for every name of our own, and the size held against its budget. */
import { minify } from 'terser'
import { keptNames } from './kept-names.mjs'
import { gzipBytes, parts } from './parts.mjs'

/** @param budget bytes with gzip -9; more fails the build. */
export const minifyScript = ({ types, budget }) => ({
  name: 'minify-script',
  async renderChunk(code) {
    const result = await minify(code, {
      ecma: 2020,
      toplevel: true,
      compress: {
        passes: 3,
        pure_getters: true,
        keep_fargs: false,
        // A page that redefines what is built in gets what it asked for.
        unsafe: true,
        unsafe_arrows: true,
        unsafe_comps: true,
        unsafe_math: true,
        unsafe_methods: true,
        inline: 1,
      },
      mangle: { properties: { reserved: keptNames(types) } },
      sourceMap: { asObject: true },
    })
    return result
  },
  generateBundle(_, bundle) {
    for (const { type, fileName, sourcemapFileName, code, map } of Object.values(bundle)) {
      if (type !== 'chunk') continue
      delete bundle[sourcemapFileName]
      const bytes = gzipBytes(code)
      for (const { module, gzip } of parts(code, map)) console.log(`${String(gzip).padStart(6)}  ${module}`)
      console.log(`dist/${fileName}: ${code.length} bytes, ${bytes} with gzip -9 of ${budget}`)
      if (bytes > budget)
        this.error(`dist/${fileName} is ${bytes - budget} bytes over its budget of ${budget}`)
    }
  },
})
