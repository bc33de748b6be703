/** Writes an answer as JSON, in slices, so that a large one holds up no other request. */
import { setImmediate as nextTurn } from 'node:timers/promises'
import type { QueryAnswer } from './run-query.js'

/** These rows take a few milliseconds. */
const SLICE = 2_000

export async function encodeAnswer(query: object, { rows, ...rest }: QueryAnswer): Promise<Buffer> {
  const pieces: Buffer[] = []
  for (let from = 0; from < rows.length; from += SLICE) {
    if (from > 0) await nextTurn()
    const slice = rows.slice(from, from + SLICE).map((row) => JSON.stringify(row))
    pieces.push(Buffer.from((from > 0 ? ',' : '') + slice.join(',')))
  }
  const head = JSON.stringify({ query, columns: rest.columns }).slice(0, -1)
  const { columns: _columns, ...tail } = rest
  return Buffer.concat([
    Buffer.from(`${head},"rows":[`),
    ...pieces,
    Buffer.from(`],${JSON.stringify(tail).slice(1)}`),
  ])
}
