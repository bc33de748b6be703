/**
 * Says how many cases a property test runs: few in `npm test`, and in `npm run fuzz` as many as fit the time
 * that HUSHLOG_FUZZ_SECONDS gives each property, at most HUSHLOG_FUZZ_FACTOR times the usual number.
 * HUSHLOG_FUZZ_SEED repeats a run; a failure names its seed.
 */
const seconds = Number(process.env.HUSHLOG_FUZZ_SECONDS ?? 0)
const isFuzzing = seconds > 0
const factor = isFuzzing ? Number(process.env.HUSHLOG_FUZZ_FACTOR ?? Number.POSITIVE_INFINITY) : 1

/** Returns the time that a check may take: `usual`, or in `npm run fuzz` all the time that a property has. */
export const fuzzMilliseconds = (usual: number): number => (isFuzzing ? seconds * 1_000 : usual)

/** Names the draws of properties that draw by themselves. It is random only in `npm run fuzz`. */
export const fuzzSeed = Number(process.env.HUSHLOG_FUZZ_SEED ?? 1)

/**
 * Returns the number of cases of a property that takes minutes: `usual`, or what HUSHLOG_FUZZ_RUNS says, which
 * `npm run fuzz -- query` sets.
 */
export const fuzzRuns = (usual: number): number => Number(process.env.HUSHLOG_FUZZ_RUNS ?? usual)

/**
 * Returns the parameters of `fc.assert` for synchronous properties.
 *
 * @param runs the number of cases in `npm test`; all properties of a file together should take less than two
 *   seconds
 */
export const fuzz = (runs: number) =>
  isFuzzing
    ? {
        numRuns: Math.min(factor * runs, Number.MAX_SAFE_INTEGER),
        interruptAfterTimeLimit: seconds * 1_000,
        markInterruptAsFailure: false,
        seed: fuzzSeed,
      }
    : { numRuns: runs }

/**
 * Yields parameters of `fc.assert` for asynchronous properties: a time limit of `fc.assert` would leave a
 * case running.
 *
 * @param runs the number of cases in `npm test`, and in each round of `npm run fuzz`
 */
export function* fuzzRounds(runs: number): Generator<{ numRuns: number; seed?: number }> {
  for (const round of fuzzCases(1)) yield { numRuns: runs, ...(isFuzzing && { seed: fuzzSeed + round }) }
}

/**
 * Counts the cases of a property that draws by itself.
 *
 * @param runs the number of cases in `npm test`
 */
export function* fuzzCases(runs: number): Generator<number> {
  const end = performance.now() + seconds * 1_000
  for (let i = 0; i < factor * runs && !(isFuzzing && performance.now() > end); i++) yield i
}
