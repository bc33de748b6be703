/** Parses values of options. Each parser throws commander's error for a value that is not allowed. */
import { InvalidArgumentError, Option } from 'commander'

const matcher =
  (pattern: string, expected: string) =>
  (text: string): string => {
    if (!new RegExp(pattern).test(text)) throw new InvalidArgumentError(`Expected ${expected}.`)
    return text
  }

export const matching = (flags: string, description: string, pattern: string, expected: string): Option =>
  new Option(flags, description).argParser(matcher(pattern, expected))

/** Takes values separated by commas. */
export const listMatching = (
  flags: string,
  description: string,
  pattern: string,
  expected: string,
): Option => {
  const parse = matcher(pattern, expected)
  return new Option(flags, description).argParser((text) => text.split(',').map(parse))
}

export const count = (flags: string, description: string): Option =>
  new Option(flags, description).argParser((text) => Number(matcher('^\\d{1,4}$', 'a whole number')(text)))

/** Takes a whole number from `least` to `most`, both included. */
export const wholeNumber = (flags: string, description: string, least: number, most: number): Option =>
  new Option(flags, description).argParser((text) => {
    const number = /^\d{1,15}$/.test(text) ? Number(text) : Number.NaN
    if (number >= least && number <= most) return number
    throw new InvalidArgumentError(`Expected a whole number from ${least} to ${most}.`)
  })

/** May be repeated. */
export const repeatable = (flags: string, description: string): Option =>
  new Option(flags, description).argParser((text, before: readonly string[] = []) => [...before, text])
