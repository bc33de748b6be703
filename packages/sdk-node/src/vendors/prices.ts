/** Computes the cost of a call. The application passes the prices, since a built-in table would soon be out of date. */
import type { Usage } from './usage.js'

/** Prices of a model, in US dollars per million tokens. */
export interface Price {
  readonly input: number
  readonly output: number
  /** Price of input that was read from a cache; the default is the price of other input. */
  readonly cachedInput?: number
}

/** Maps the start of a model's name to its prices: `gpt-5` is also the price of `gpt-5-2026-01-01`. The longest match counts. */
export type Prices = Readonly<Record<string, Price>>

/** @returns US dollars; undefined when the price or the tokens are unknown */
export function costOf(
  prices: Prices | undefined,
  { model, input, output, cached = 0 }: Usage,
): number | undefined {
  if (prices === undefined || model === undefined || (input === undefined && output === undefined))
    return undefined
  const names = Object.keys(prices).filter((name) => model.startsWith(name))
  const price = prices[names.sort((a, b) => b.length - a.length)[0] ?? '']
  if (price === undefined) return undefined
  const uncached = Math.max(0, (input ?? 0) - cached)
  const dollars =
    uncached * price.input + cached * (price.cachedInput ?? price.input) + (output ?? 0) * price.output
  // The cost is rounded to 1e-8 dollars, which is less than the price of one token of the cheapest model.
  return Math.round(dollars * 100) / 1e8
}
