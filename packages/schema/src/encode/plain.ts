/** Strings of class `plain`: each set of them as a value and as it stands in a text. */
import type { Plain } from './members.js'
import { memoPattern, memoSet } from './memo-pattern.js'
import { readPattern, readSet, readTime } from './read-plain.js'

export const plainSet = (characters: string, min: number, max: number, first?: string): Plain => ({
  test: memoSet(characters, min, max, first).test,
  read: readSet(characters, min, max, first),
})

export const plainPattern = (source: string): Plain => ({
  test: memoPattern(source).test,
  read: readPattern(source),
})

export const plainTime = (source: string): Plain => ({
  test: memoPattern(source).test,
  read: readTime(source),
})
