/**
 * Finds mistakes in the options of `createHushlog`. A value of another type is as if it were not given; the
 * application's own rules are the exception, because leaving them out would let more through.
 */
import type { Warn } from './warn.js'

/** An option that must not be left out quietly: a wrong value stops every event. */
const KEPT = ['rules', 'denyKeys', 'beforeSend']

/**
 * @param given what the application passed
 * @param samples a value of the right type for each option that there is
 */
export function checkOptions<Options extends object>(
  given: Options,
  samples: Readonly<Record<keyof Options, unknown>>,
  warn: Warn,
): Options {
  const usable: Record<string, unknown> = {}
  for (const [name, value] of Object.entries(given)) {
    if (value === undefined) continue
    const sample = (samples as Readonly<Record<string, unknown>>)[name]
    if (!Object.hasOwn(samples, name)) warn(`unknown option ${nameOf(name, Object.keys(samples))}`)
    else if (isOf(sample, value)) usable[name] = value
    else {
      warn(`wrong option ${name}: expected ${Array.isArray(sample) ? 'a list' : `a ${typeof sample}`}`)
      if (KEPT.includes(name)) usable[name] = value
    }
  }
  return usable as Options
}

/** Matches an absolute address, or a path of a page's own site. */
const ADDRESS = /^(?:https?:\/)?\/./

/** @returns what is missing for sending anything at all; undefined when nothing is */
export function findMistake({
  endpoint,
  writeKey,
}: {
  endpoint?: unknown
  writeKey?: unknown
}): string | undefined {
  if (!writeKey) return 'no writeKey'
  return ADDRESS.test(`${endpoint}`) ? undefined : 'wrong endpoint'
}

/** Figures are at least 0; NaN is none. */
const isOf = (sample: unknown, value: unknown): boolean =>
  typeof value === typeof sample &&
  Array.isArray(value) === Array.isArray(sample) &&
  (typeof value !== 'number' || value >= 0)

/** Returns the name with the nearest one that exists. A name that is no identifier is not repeated. */
function nameOf(name: string, known: readonly string[]): string {
  if (!/^\w{1,40}$/.test(name)) return 'with an odd name'
  const nearest = known
    .map((other) => [other, distance(name.toLowerCase(), other.toLowerCase())] as const)
    .sort(([, a], [, b]) => a - b)[0]
  return nearest && nearest[1] <= MAX_DISTANCE ? `${name}, did you mean ${nearest[0]}?` : name
}

/** Names that differ in more letters are not suggested. */
const MAX_DISTANCE = 3

/** Returns how many letters have to be added, removed or replaced to get from one name to the other. */
function distance(from: string, to: string): number {
  let row = Array.from({ length: to.length + 1 }, (_, i) => i)
  for (const [i, letter] of [...from].entries()) {
    const next = [i + 1]
    for (const [j, other] of [...to].entries())
      next.push(
        Math.min(
          (next[j] as number) + 1,
          (row[j + 1] as number) + 1,
          (row[j] as number) + (letter === other ? 0 : 1),
        ),
      )
    row = next
  }
  return row[to.length] as number
}
