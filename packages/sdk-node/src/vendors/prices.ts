/** What tokens cost. Prices are the application's to give: a table of ours would be wrong the day after it was written. */
import type { Usage } from './usage.js'

/** US dollars per million tokens. */
export interface Price {
  readonly input: number
  readonly output: number
  /** Of the input, what was read from a cache; the price of the input when it is not given. */
  readonly cachedInput?: number
}

/** By the beginning of the model's name: `gpt-5` is also the price of `gpt-5-2026-01-01`; the longest that fits counts. */
export type Prices = Readonly<Record<string, Price>>

export function costOf(
  prices: Prices | undefined,
  { model, input, output, cached = 0 }: Usage,
): number | undefined {
  if (prices === undefined || model === undefined || (input === undefined && output === undefined))
    return undefined
  const names = Object.keys(prices).filter((name) => model.startsWith(name))
  const price = prices[names.sort((a, b) => b.length - a.length)[0] ?? '']
  if (price === undefined) return undefined
  const plain = Math.max(0, (input ?? 0) - cached)
  const dollars =
    plain * price.input + cached * (price.cachedInput ?? price.input) + (output ?? 0) * price.output
  // A hundredth of a millionth: less than one token of the cheapest model.
  return Math.round(dollars * 100) / 1e8
}
