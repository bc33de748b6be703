/** Values that the sanitizer is asked about, as they stand in a JSON text. */
import { isPseudonym } from '@hushlog/sanitizer/engine'
import { CLOSE_LIST, COMMA, endOfString, OPEN_LIST } from './codes.js'
import type { Hooks } from './hooks.js'
import { createLiterals, type Literals } from './literals.js'
import type { Read, Source } from './members.js'

type Stays = (value: unknown) => string | undefined

/** The value must be what stands there, character for character, and JSON as JavaScript writes it. */
export const readString =
  (stays: Stays): Read =>
  ({ text, codes }, at) => {
    const end = endOfString(codes, at)
    if (end === 0) return 0
    const inner = text.slice(at + 1, end - 1)
    if (!inner.includes('\\')) return stays(inner)?.length === end - at ? end : 0
    const json = text.slice(at, end)
    return stays(parsed(json)) === json ? end : 0
  }

/** For strings that come again. */
export function readAgain(read: Read): Read {
  const passed = createLiterals<true>(4096)
  return (source, at) => {
    const known = passed.find(source.codes, at)
    if (known !== undefined) return at + known.codes.length
    const end = read(source, at)
    if (end > 0) passed.add(source.codes, at, end, true)
    return end
  }
}

/** What replaces the subjects of one tenant. Its memory is made when the first subject comes. */
export interface Subjects {
  /** Returns the replacement as JSON; undefined for a value that the slow path has to judge. */
  replacementOf(value: string): string | undefined
  /** Holds replacements by the subject as it stands in a text. */
  known(): Literals<string>
}

/** @param pseudonymize returns the pseudonym that is stored; it is different for each tenant */
export function createSubjects(pseudonymize: (value: string) => string): Subjects {
  let known: Literals<string> | undefined
  return {
    replacementOf(value) {
      if (value === '') return undefined
      const replacement = pseudonymize(value)
      return isPseudonym(replacement) ? `"${replacement}"` : undefined
    },
    known() {
      known ??= createLiterals(1024)
      return known
    },
  }
}

/**
 * @param current returns the subjects of the tenant whose event is read
 * @param replace hears what takes the place of the value
 */
export function readSubject(
  current: () => Subjects,
  replace: (source: Source, at: number, end: number, json: string) => void,
): Read {
  const replacementAt = (text: string, at: number, end: number): string | undefined => {
    // The JSON is longer where something would have to be escaped. It is a string of its own, which may be kept.
    const json = JSON.stringify(text.slice(at + 1, end - 1))
    return json.length === end - at ? current().replacementOf(json.slice(1, -1)) : undefined
  }
  return (source, at) => {
    const { text, codes } = source
    const known = current().known()
    const again = known.find(codes, at)
    const end = again === undefined ? endOfString(codes, at) : at + again.codes.length
    if (end === 0) return 0
    const json = again?.value ?? replacementAt(text, at, end)
    if (json === undefined) return 0
    if (again === undefined) known.add(codes, at, end, json)
    replace(source, at, end, json)
    return end
  }
}

export function readList(item: Read, max: number): Read {
  return (source, at) => {
    const { codes } = source
    if (codes[at] !== OPEN_LIST) return 0
    if (codes[at + 1] === CLOSE_LIST) return at + 2
    let here = at + 1
    for (let items = 0; items < max; items++) {
      const end = item(source, here)
      if (end === 0) return 0
      if (codes[end] === CLOSE_LIST) return end + 1
      if (codes[end] !== COMMA) return 0
      here = end + 1
    }
    return 0
  }
}

/** Flat, so that its first closing brace ends it; where that one is in a string, what is before it does not parse. */
export function readMap(map: Hooks['map'], max: number): Read {
  return ({ text }, at) => {
    const end = text.indexOf('}', at) + 1
    if (end === 0) return 0
    const json = text.slice(at, end)
    return map(parsed(json), max) === json ? end : 0
  }
}

function parsed(json: string): unknown {
  try {
    return JSON.parse(json)
  } catch {
    return undefined
  }
}
