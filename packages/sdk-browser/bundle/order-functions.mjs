/**
 * Where a function is declared among the statements of its block is all one to the engine, and not to gzip: what is alike is
 * cheaper side by side. What is tried is drawn from a seed, and stays when the compressed script does not grow by it.
 */
import { deflateRawSync } from 'node:zlib'
import { minify } from 'terser'

/** One in a millisecond. */
const TRIES = 1500
/** Shorter blocks have next to nothing to win. */
const LEAST = 12

const weigh = (text) => deflateRawSync(text, { level: 9 }).length

/** @param ast of terser, with the names that it will have; its blocks are put in order */
export async function orderFunctions(ast, options, draw) {
  for (const [index, block] of blocksOf(ast).entries()) {
    const { code } = await minify(ast, { ...options, format: { ast: true } })
    const { ast: printed } = await minify(code, { ...options, format: { ast: true, code: false } })
    const { body } = blocksOf(printed)[index]
    if (body.length === block.body.length)
      block.body = bestOrder(code, body, draw).map((at) => block.body[at])
  }
}

function blocksOf(ast) {
  const blocks = []
  ast.walk({
    _visit(node, descend) {
      if (Array.isArray(node.body) && node.body.length >= LEAST) blocks.push(node)
      descend?.call(node)
    },
  })
  return blocks
}

/** Of the statements, as their numbers: a function may stand before any other statement, and nothing behind the last. */
function bestOrder(code, body, draw) {
  const starts = body.map(({ start }) => start.pos)
  /** The last with all that is behind it. */
  const texts = starts.map((start, at) => code.slice(start, starts[at + 1]))
  const before = code.slice(0, starts[0])
  const weight = (order) => weigh(before + order.map((at) => texts[at]).join(''))
  const last = body.length - 1
  const functions = body.flatMap(({ TYPE }, at) => (TYPE === 'Defun' && at < last ? [at] : []))
  let order = body.map((_, at) => at)
  if (functions.length === 0) return order
  let least = weight(order)
  for (let done = 0; done < TRIES; done++) {
    const one = draw(functions)
    const others = order.filter((at) => at !== one)
    const place = others.indexOf(draw(others))
    const tried = [...others.slice(0, place), one, ...others.slice(place)]
    const now = weight(tried)
    if (now > least) continue
    least = now
    order = tried
  }
  return order
}
