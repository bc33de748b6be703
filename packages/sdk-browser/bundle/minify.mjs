/** The last step of the script: one letter for every name of our own, and the size held against its budget. */
import { minify } from 'terser'
import uglify from 'uglify-js'
import { chooseNames, propertyMark } from './choose-names.mjs'
import { flatten } from './flatten.mjs'
import { keptNames } from './kept-names.mjs'
import { gzipBytes, parts } from './parts.mjs'

const compress = {
  passes: 3,
  inline: 1,
  pure_getters: true,
  keep_fargs: false,
  hoist_props: false,
  // A page that redefines what is built in gets what it asked for.
  unsafe: true,
  unsafe_arrows: true,
  unsafe_math: true,
  unsafe_methods: true,
}
const options = { ecma: 2020, toplevel: true }
const lastly = { compress: { passes: 3, inline: 1, pure_getters: true } }

/**
 * @param budget bytes with gzip -9; more fails the build
 * @param names where the search for names begins (`file`), and the `seed` of a long one
 */
export const minifyScript = ({ types, budget, names }) => ({
  name: 'minify-script',
  /**
   * Flat first, and then three times: what the first has inlined and renamed the second makes less of, by a hundred bytes with
   * gzip, and what both leave UglifyJS, from which terser was forked long ago, by another 280. The names come last.
   */
  async renderChunk(source) {
    const reserved = keptNames(types)
    const flat = flatten(source, reserved)
    const { code, map } = await minify(flat.code, {
      ...options,
      compress: { ...compress, sequences: false },
      mangle: { properties: { builtins: true, reserved, nth_identifier: { get: propertyMark } } },
      sourceMap: { asObject: true, content: flat.map },
    })
    const second = await minify(code, { ...options, compress, sourceMap: { asObject: true, content: map } })
    const third = uglify.minify(second.code, { ...lastly, sourceMap: { content: second.map } })
    if (third.error) throw third.error
    return chooseNames(third.code, JSON.parse(third.map), reserved, names)
  },
  generateBundle(_, bundle) {
    for (const { type, fileName, sourcemapFileName, code, map } of Object.values(bundle)) {
      if (type !== 'chunk') continue
      delete bundle[sourcemapFileName]
      const bytes = gzipBytes(code)
      for (const { module, gzip } of parts(code, map)) console.log(`${String(gzip).padStart(6)}  ${module}`)
      console.log(`dist/${fileName}: ${code.length} bytes, ${bytes} with gzip -9 of ${budget}`)
      if (bytes > budget)
        this.error(
          `dist/${fileName} is ${bytes - budget} bytes over its budget of ${budget}. ` +
            'A long search for names may win 200: `npm run names -- 1` in packages/sdk-browser, some five minutes',
        )
    }
  },
})
