/**
 * Which letter a name gets. To the engine it is all one, to gzip it is not: `e=>{let t=` costs little where it stood before.
 * Minifiers count letters; here names change as long as the compressed script does not grow by it. What is tried is drawn from
 * a seed, so that the same source is the same script. A build goes on from where a longer search ended (`names.txt`), if that
 * still is of use.
 */
import { readFileSync, writeFileSync } from 'node:fs'
import { deflateRawSync } from 'node:zlib'
import { minify } from 'terser'
import { orderFunctions } from './order-functions.mjs'
import { createRuns } from './runs.mjs'

/** First by a rough measure, some thirty in a millisecond, then by the right one, one in a millisecond. */
const ROUGH_TRIES = 60_000
const TRIES = 3000
/** When asked to search long: some five minutes. */
const LONG = 300_000
/** One try in so many is any name with any letter; the others take for a name the one that stands elsewhere between the same characters. */
const FREE = 10

/** A name before it is chosen: of a property of ours, or of a local. */
const MARK = /(\$[pl]\d+\$)/
export const propertyMark = (index) => `$p${index}$`
const localMark = (index) => `$l${index}$`

const LETTERS = [...'etrnasoidlucpfhgmbvwyxkjqzACDEFGHIJKLMNOPQRSTUVWXYZB$_']
/** Only properties need more than there are letters. */
const NAMES = [...LETTERS, ...LETTERS.map((letter) => `${letter}e`)]

const asItStands = { compress: false, mangle: false, ecma: 2020 }

/**
 * @param code properties of ours are marks
 * @param map its source map
 * @param reserved names of properties that are somebody else's
 * @param file where the search begins; none: anew
 * @param seed of a long search, whose end is written to the file; none: the usual one
 */
export async function chooseNames(code, map, reserved, { file, seed } = {}) {
  const { ast } = await minify(code, {
    ...asItStands,
    mangle: { toplevel: true },
    format: { ast: true, code: false },
  })
  const names = new Map()
  const definitions = markLocals(ast, names)
  const marked = await minify(ast, { ...asItStands, format: { ast: true } })
  const pieces = marked.code.split(MARK)
  addProperties(pieces, names, reserved)

  const known = file ? readNames(file) : []
  const isKnown = isOfUse(known, names, pieces)
  if (isKnown) beginWith(known, names)
  search(pieces, names, createDraw(seed), isKnown ? 0 : ROUGH_TRIES, seed ? LONG : TRIES)
  if (seed) writeFileSync(file, `${[...names.values()].map(({ name }) => name).join(' ')}\n`)
  for (const definition of definitions) definition.mangled_name = names.get(definition.mangled_name).name
  everyNode(ast, (node) => {
    for (const place of ['property', 'key', 'name'])
      if (names.has(node[place])) node[place] = names.get(node[place]).name
  })
  await orderFunctions(ast, asItStands, createDraw())
  return minify(ast, { ...asItStands, sourceMap: { content: map, asObject: true } })
}

function everyNode(ast, visit) {
  ast.walk({
    _visit(node, descend) {
      visit(node)
      descend?.call(node)
    },
  })
}

/**
 * A local must not be named like another that is read where it is known itself, or that is declared there. Where both have the
 * same name already, they may.
 */
function markLocals(ast, names) {
  const byDefinition = new Map()
  const find = (definition) => {
    const known = byDefinition.get(definition) ?? { name: definition.name, others: new Set() }
    byDefinition.set(definition, known)
    return known
  }
  everyNode(ast, (node) => {
    for (const { variables, enclosed } of [node, node.block_scope ?? {}])
      for (const own of variables?.values() ?? [])
        for (const other of [...variables.values(), ...enclosed])
          if (own.mangled_name && other.mangled_name && own.name !== other.name) {
            find(own).others.add(find(other))
            find(other).others.add(find(own))
          }
  })
  for (const [definition, local] of byDefinition) {
    definition.mangled_name = localMark(names.size)
    names.set(definition.mangled_name, local)
  }
  return byDefinition.keys()
}

/** Each has a name of its own, as nobody knows which objects meet; what is said most gets one letter. */
function addProperties(pieces, names, reserved) {
  const said = new Map()
  for (const piece of pieces)
    if (MARK.test(piece) && !names.has(piece)) said.set(piece, (said.get(piece) ?? 0) + 1)
  const free = NAMES.filter((name) => !reserved.includes(name))
  const properties = new Set()
  for (const [index, [mark]] of [...said].sort(([, a], [, b]) => b - a).entries()) {
    names.set(mark, { name: free[index], others: properties })
    properties.add(names.get(mark))
  }
}

const readNames = (file) => readFileSync(file, 'utf8').trim().split(' ')

/** As the file has them, if they are as many, nobody may not have his, and the script is smaller by it. */
function isOfUse(known, names, pieces) {
  const all = [...names.values()]
  if (known.length !== all.length) return false
  const before = all.map(({ name }) => name)
  const named = pieces.map((piece) => names.get(piece))
  const weigh = () => createGzip(pieces, named).weight()
  const plain = weigh()
  beginWith(known, names)
  const isFree = all.every((one) =>
    [...one.others].every((other) => other === one || other.name !== one.name),
  )
  const isSmaller = isFree && weigh() < plain
  beginWith(before, names)
  return isSmaller
}

function beginWith(known, names) {
  for (const [index, one] of [...names.values()].entries()) one.name = known[index]
}

/**
 * @param pieces text and marks in turn
 * @param rough tries by the rough measure, before those by the right one
 */
function search(pieces, names, draw, rough, tries) {
  const all = [...names.values()]
  const named = pieces.map((piece) => names.get(piece))
  const alike = placesAlike(pieces, named)

  function climb(tries, scale) {
    let least = scale.weight()
    for (let done = 0; done < tries; done++) {
      const places = draw(alike)
      const [one, name] =
        done % FREE === 0 ? [draw(all), draw(LETTERS)] : [named[draw(places)], named[draw(places)].name]
      const { name: before } = one
      if (name === before || name.length > before.length) continue
      scale.renamed(exchange(one, name))
      const weight = scale.weight()
      if (weight <= least) least = weight
      else scale.renamed(exchange(one, before))
    }
  }

  climb(rough, createRuns(pieces, named))
  climb(tries, createGzip(pieces, named))
}

/** `{a:a}` is written `{a}`. */
const TWICE = /([{,])(\w):\2(?=[,}])/g

const createGzip = (pieces, named) => ({
  renamed() {
    // It is asked anew each time.
  },
  weight() {
    const text = pieces.map((piece, at) => named[at]?.name ?? piece).join('')
    return deflateRawSync(text.replace(TWICE, '$1$2'), { level: 9 }).length
  },
})

/** Who has the name already, and must not share it, takes that of the first, and so on. Done again with the old name, all is as before. */
function exchange(first, name) {
  const { name: before } = first
  const changed = new Set([first])
  for (const one of changed) {
    const next = one.name === name ? before : name
    for (const other of one.others) if (other.name === next) changed.add(other)
  }
  for (const one of changed) one.name = one.name === name ? before : name
  return changed
}

/** For each place of a name all that have the same characters before and behind them. */
function placesAlike(pieces, named) {
  const alike = new Map()
  const keys = pieces.map((_, at) => named[at] && pieces[at - 1].slice(-1) + pieces[at + 1][0])
  for (const [at, key] of keys.entries()) if (key) alike.set(key, [...(alike.get(key) ?? []), at])
  return keys.filter(Boolean).map((key) => alike.get(key))
}

/** One of a list: each as likely as the others, and the same in each build. */
function createDraw(seed = 1) {
  let state = seed
  return (list) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return list[Math.floor((state / 2 ** 32) * list.length)]
  }
}
