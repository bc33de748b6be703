/**
 * A batch as SDKs write it, event by event from its text: what may leave as it stands there is taken from it, and only
 * the others are parsed. Any other text is for `JSON.parse`, which also says what is wrong with it.
 */
import type { Pass, Passed, Source } from '@hushlog/schema/encode'
import { BATCH_EVENTS } from './limits.js'
import { type Format, limited, parseEvents, sourceOf } from './parse.js'

/** An event that may leave as it came, or what the text says. */
export type Item = Passed | { readonly parsed: unknown }

export const isPassed = (item: Item): item is Passed => 'json' in item

const START = /^\{(?:"sent_at":"[\w.:+-]{0,40}",)?"events":\[/
const END = ']}'

const QUOTE = '"'.charCodeAt(0)
const BACKSLASH = '\\'.charCodeAt(0)
const OPEN = '{'.charCodeAt(0)
const CLOSE = '}'.charCodeAt(0)
const COMMA = ','.charCodeAt(0)

/** Behind the brace that closes the object at `at`, or 0. What is in between need not be JSON. */
const endOfObject = (codes: Source['codes'], at: number): number => {
  let depth = 0
  let inString = false
  for (let here = at; here < codes.length; here++) {
    const code = codes[here]
    if (inString) {
      if (code === BACKSLASH) here++
      else if (code === QUOTE) inString = false
    } else if (code === QUOTE) inString = true
    else if (code === OPEN) depth++
    else if (code === CLOSE && --depth === 0) return here + 1
  }
  return 0
}

const parseAt = ({ text, codes }: Source, at: number): { item: Item; end: number } | undefined => {
  const end = codes[at] === OPEN ? endOfObject(codes, at) : 0
  if (end === 0) return undefined
  try {
    return { item: { parsed: JSON.parse(text.slice(at, end)) }, end }
  } catch {
    return undefined
  }
}

/** Undefined when the text is not exactly a list of objects between `START` and `END`. */
const passBatch = (source: Source, pass: Pass): Item[] | undefined => {
  const { text, codes } = source
  let at = START.exec(text)?.[0].length ?? 0
  if (at === 0) return undefined
  const items: Item[] = []
  for (;;) {
    const passed = pass(source, at)
    const next = passed === undefined ? parseAt(source, at) : { item: passed, end: passed.end }
    if (next === undefined) return undefined
    items.push(next.item)
    at = next.end
    if (codes[at] !== COMMA) break
    if (items.length > BATCH_EVENTS) return items
    at++
  }
  return text.length === at + END.length && text.endsWith(END) ? items : undefined
}

/** @throws Problem `malformed_body` or `body_too_large`. */
export const readBatch = (body: Buffer, format: Format, pass: Pass): readonly Item[] => {
  const items = format === 'json' ? passBatch(sourceOf(body), pass) : undefined
  return items === undefined ? parseEvents(body, format).map((parsed) => ({ parsed })) : limited(items)
}
