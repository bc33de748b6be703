/**
 * A rough measure of how well a text compresses: how many different runs of three to six characters there are in it. After a
 * change it is enough to look at the runs around it, which takes a twentieth of the time that compressing takes.
 */

const LENGTHS = [3, 4, 5, 6]

/** Runs are told apart by a number; that two have the same is rare enough. */
const BITS = 22

/**
 * @param pieces text and names in turn
 * @param named for each piece that is a name, what has it
 */
export function createRuns(pieces, named) {
  const text = []
  /** Where the names stand. */
  const places = new Map(named.map((one) => [one, []]))
  for (const [at, piece] of pieces.entries()) {
    if (named[at]) places.get(named[at]).push(text.length)
    for (const character of named[at] ? [named[at].name] : piece) text.push(codeOf(character))
  }
  /** How often there is a run of that number. */
  const counts = new Uint16Array(2 ** BITS)
  let different = 0

  function numberOf(start, length) {
    let number = length
    for (let at = start; at < start + length; at++)
      number = Math.imul(number ^ text[at], 0x5bd1e995) ^ (number >>> 13)
    return Math.imul(number ^ (number >>> 15), 0x2c1b3c6d) >>> (32 - BITS)
  }

  const add = (run) => {
    if (counts[numberOf(run >> 3, run & 7)]++ === 0) different++
  }
  const remove = (run) => {
    if (--counts[numberOf(run >> 3, run & 7)] === 0) different--
  }

  /** All that contain one of these places, each as its start and, in the lowest three bits, its length. */
  function runsAt(changed) {
    const runs = new Set()
    for (const one of changed)
      for (const place of places.get(one))
        for (const length of LENGTHS)
          for (let start = Math.max(0, place - length + 1); start <= place; start++)
            runs.add((start << 3) | length)
    return runs
  }

  for (const length of LENGTHS) for (let start = 0; start < text.length; start++) add((start << 3) | length)

  return {
    weight: () => different,
    /** These have other names now. */
    renamed(changed) {
      const runs = runsAt(changed)
      for (const run of runs) remove(run)
      for (const one of changed) for (const place of places.get(one)) text[place] = codeOf(one.name)
      for (const run of runs) add(run)
    },
  }
}

/** A name of two letters is one character beyond all others. */
const codeOf = (name) => name.charCodeAt(0) + 256 * (name.length - 1)
