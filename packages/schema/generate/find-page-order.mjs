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
let seed = 1
/** So many names that stand in a row may move at once. */
const RUN = 3

const root = join(dirname(fileURLToPath(import.meta.url)), '..')
const { envelope, events, objects } = describeInBrief(buildModel(readSchemas(join(root, 'schemas'))))
/** The first word of an event or of an object is its name. */
const entries = [...events, ...objects]
const catalogue = () => [envelope, ...events, ...objects].map((words) => words.join('')).join('')

const [before, after] = readFileSync(process.argv[2], 'utf8').split(catalogue())
if (after === undefined) throw new Error('the script was built with another catalogue')

climb(ROUGH_TRIES, catalogue)
console.log(`${climb(TRIES, () => before + catalogue() + after)} bytes, deflated`)
writeFileSync(ORDER, writeOrder(readNames()))

function climb(tries, text) {
  const weigh = () => deflateRawSync(text(), { level: 9 }).length
  const lists = [
    ...[envelope, events, objects].map((list) => ({ list, from: 0 })),
    ...entries.map((list) => ({ list, from: 1 })),
  ].filter(({ list, from }) => list.length > from + 1)
  let least = weigh()
  for (let done = 0; done < tries; done++) {
    const { list, from } = lists[draw(lists.length)]
    const asItWas = [...list]
    const moved = list.splice(from + draw(list.length - from), 1 + draw(RUN))
    list.splice(from + draw(list.length - from + 1), 0, ...moved)
    const weight = weigh()
    if (weight <= least) least = weight
    else list.splice(0, list.length, ...asItWas)
  }
  return least
}

function draw(below) {
  seed = (Math.imul(seed, 1_664_525) + 1_013_904_223) >>> 0
  return Math.floor((seed / 2 ** 32) * below)
}

function readNames() {
  const named = (of, list) => [
    [`${of}s`, list.map(([name]) => name.slice(1))],
    ...list.map(([name, ...fields]) => [`${of} ${name.slice(1)}`, fields.map((field) => field.slice(1))]),
  ]
  return [
    ['envelope', envelope.map((field) => field.slice(1))],
    ...named('event', events),
    ...named('object', objects),
  ].filter(([, names]) => names.length > 1)
}
