/**
 * Searches the order of `page-order.txt` anew for a built script: `node generate/find-page-order.mjs ../sdk-browser/dist/hushlog.js`,
 * then `generate`. Takes some minutes, and is worth it after larger changes to the catalogue or to the script; every order is right.
 * What is tried is drawn from a seed, and stays when the script does not grow by it.
 */
import { readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { deflateRawSync } from 'node:zlib'
import { buildModel, readSchemas } from './model.mjs'
import { describeInBrief } from './outputs/policy.mjs'
import { ORDER, writeOrder } from './page-order.mjs'

/** First by the catalogue alone, some ten in a millisecond, then by the whole script, one in a millisecond. */
const ROUGH_TRIES = 80_000
const TRIES = 80_000
/** So many names that stand in a row may move at once. */
const RUN = 3

const root = join(dirname(fileURLToPath(import.meta.url)), '..')
const { envelope, events, objects } = describeInBrief(buildModel(readSchemas(join(root, 'schemas'))))
/** Lists of entries; an entry is a name and its fields. The envelope is one without a name. */
const parts = [` ${envelope}`, events, objects].map((text) =>
  text.split('\n').map((entry) => {
    const [name, fields = ''] = entry.split(' ')
    return { name, fields: fields.match(/[^a-z\d_][a-z\d_]+/g) ?? [] }
  }),
)
const textOf = (entries) => entries.map(({ name, fields }) => `${name} ${fields.join('')}`.trim()).join('\n')

function climb(tries, textNow) {
  const weigh = () => deflateRawSync(textNow(), { level: 9 }).length
  const movable = [...parts, ...parts.flatMap((entries) => entries.map(({ fields }) => fields))].filter(
    (list) => list.length > 1,
  )
  let least = weigh()
  for (let done = 0; done < tries; done++) {
    const list = movable[draw(movable.length)]
    const before = [...list]
    const moved = list.splice(draw(list.length), 1 + draw(RUN))
    list.splice(draw(list.length + 1), 0, ...moved)
    const weight = weigh()
    if (weight <= least) least = weight
    else list.splice(0, list.length, ...before)
  }
  return least
}

let seed = 1
function draw(below) {
  seed = (Math.imul(seed, 1_664_525) + 1_013_904_223) >>> 0
  return Math.floor((seed / 2 ** 32) * below)
}

/** The script around the parts, which stand in it in some order; with a quote that does not span lines their ends are escaped. */
function readScript(script) {
  const isEscaped = !script.includes(textOf(parts[1]))
  const inScript = (entries) => (isEscaped ? textOf(entries).replaceAll('\n', '\\n') : textOf(entries))
  const pieces = parts.reduce(
    (before, entries) => before.flatMap((piece) => around(piece, entries, inScript)),
    [script],
  )
  if (pieces.length !== 2 * parts.length + 1) throw new Error('the script was built with another catalogue')
  return () => pieces.map((piece) => (typeof piece === 'string' ? piece : inScript(piece))).join('')
}

function around(piece, entries, inScript) {
  if (typeof piece !== 'string') return [piece]
  const [before, after] = piece.split(inScript(entries))
  return after === undefined ? [piece] : [before, entries, after]
}

const script = readScript(readFileSync(process.argv[2], 'utf8'))
climb(ROUGH_TRIES, () => parts.map(textOf).join('\n'))
console.log(`${climb(TRIES, script)} bytes, deflated`)
const [[{ fields: ofEnvelope }], ...named] = parts
const namesOf = (list) => list.map((field) => field.match(/[a-z\d_]+/)[0])
writeFileSync(
  ORDER,
  writeOrder([
    ['envelope', namesOf(ofEnvelope)],
    ...['event', 'object'].flatMap((of, at) => [
      [`${of}s`, named[at].map(({ name }) => name)],
      ...named[at]
        .filter(({ fields }) => fields.length > 1)
        .map(({ name, fields }) => [`${of} ${name}`, namesOf(fields)]),
    ]),
  ]),
)
