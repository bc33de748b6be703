/** What each module costs: by how much the compressed script shrinks when the module's part is taken out. */
import { gzipSync } from 'node:zlib'

export const gzipBytes = (text) => gzipSync(text, { level: 9 }).length

/** The most expensive first. The sum is less than the whole: modules share what repeats in them. */
export function parts(code, map) {
  const owner = owners(code, map.mappings)
  const total = gzipBytes(code)
  return map.sources
    .map((source, index) => {
      const rest = Array.from(code).filter((_, at) => owner[at] !== index)
      return {
        module: source.replace(/^(?:\.\.\/)+/, ''),
        gzip: total - gzipBytes(rest.join('')),
      }
    })
    .filter(({ gzip }) => gzip > 0)
    .sort((a, b) => b.gzip - a.gzip)
}

/** Index of the source for each character of the code. */
function owners(code, mappings) {
  const lines = code.split('\n')
  const owner = new Array(code.length).fill(-1)
  let source = 0
  let offset = 0
  for (const [at, segments] of mappings.split(';').entries()) {
    let column = 0
    let from
    for (const segment of segments === '' ? [] : segments.split(',')) {
      const [columns = 0, sources] = decode(segment)
      column += columns
      if (from !== undefined) owner.fill(source, offset + from, offset + column)
      source += sources ?? 0
      from = column
    }
    const { length } = lines[at] ?? ''
    if (from !== undefined) owner.fill(source, offset + from, offset + length)
    offset += length + 1
  }
  return owner
}

const DIGITS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/'

/** Base 64 VLQ, as source maps have it: five bits a digit, the lowest bit of a number is its sign. */
function decode(segment) {
  const numbers = []
  let value = 0
  let shift = 0
  for (const digit of segment) {
    const bits = DIGITS.indexOf(digit)
    value |= (bits & 31) << shift
    shift += 5
    if (bits < 32) {
      numbers.push(value & 1 ? -(value >> 1) : value >> 1)
      value = 0
      shift = 0
    }
  }
  return numbers
}
