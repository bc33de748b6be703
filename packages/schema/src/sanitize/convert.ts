/**
 * Converts a value of another type than its field's where nothing is lost: loggers and query strings write
 * figures as text, and applications pass figures where a word is expected. What cannot be converted is
 * returned as it came, for the walk to remove.
 */
import { DENIABLE, type FieldPolicy } from './types.js'

/**
 * The longest JSON text that is parsed, in UTF-16 units: the largest map that may leave has 20 members of at
 * most 64 + 128 characters, and quotes.
 */
const JSON_MAX = 8192

/** Matches the zeros behind which a decimal text says nothing: `12.50` and `200.0` are `12.5` and `200`. */
const IDLE_ZEROS = /(\.\d*[1-9])0+$|\.0+$/

/** Says whether a field holds a string, so that a figure in it becomes its text. */
const holdsWords = (kind: FieldPolicy): boolean =>
  typeof kind === 'object' || kind === 'requiredLabel' || (kind !== 'array' && DENIABLE.includes(kind))

/** Every digit of such a figure was kept. Beyond it neighbors run into each other. */
const isExact = (value: unknown): boolean => typeof value === 'number' && Math.abs(value) < 2 ** 53

export function convert(kind: FieldPolicy, value: unknown): unknown {
  if (holdsWords(kind)) return typeof value === 'boolean' || isExact(value) ? `${value}` : value
  const parsed = typeof value === 'string' && !value[JSON_MAX] ? parse(value) : value
  return kind === 'array' && typeof parsed !== 'object' ? [parsed] : parsed
}

/**
 * Reads a figure, a flag, an object or a list from its JSON text. A figure whose text would come out another
 * (`1e3`, ` 200`, more digits than a number holds) stays a text.
 */
function parse(text: string): unknown {
  try {
    const value: unknown = JSON.parse(text)
    return typeof value === 'object' || `${value}` === text.replace(IDLE_ZEROS, '$1') ? value : text
  } catch {
    return text
  }
}
