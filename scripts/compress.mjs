/**
 * `node scripts/compress.mjs PATH…`: writes the compressed forms of files, or of what browsers are served of a
 * folder, beside them as `.br` and `.gz`, so that the collector compresses nothing while it answers. Builds of packages call it last.
 */
import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { brotliCompressSync, gzipSync, constants as zlib } from 'node:zlib'

/** Matches files of text. Pictures in other formats are compressed already. */
const SERVED = /\.(js|css|svg|html)$/

const forms = {
  br: (body) =>
    brotliCompressSync(body, {
      params: {
        [zlib.BROTLI_PARAM_MODE]: zlib.BROTLI_MODE_TEXT,
        [zlib.BROTLI_PARAM_QUALITY]: zlib.BROTLI_MAX_QUALITY,
        [zlib.BROTLI_PARAM_SIZE_HINT]: body.length,
      },
    }),
  gz: (body) => gzipSync(body, { level: zlib.Z_BEST_COMPRESSION }),
}

const filesOf = (path) =>
  statSync(path).isFile()
    ? [path]
    : readdirSync(path, { recursive: true })
        .filter((file) => SERVED.test(file))
        .map((file) => join(path, file))

for (const file of process.argv.slice(2).flatMap(filesOf)) {
  const body = readFileSync(file)
  for (const [extension, compress] of Object.entries(forms)) {
    writeFileSync(`${file}.${extension}`, compress(body))
  }
}
