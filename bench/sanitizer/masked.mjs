/** Finds what a tool masked by comparing its input and its output, since some tools return no offsets. */

/** Matches the placeholders of all tools. */
const PLACEHOLDER = /\[[a-z_]{2,16}\]|[A-Z][A-Z_]{2,}(?=\W|$)|\[[A-Z_]+\]|<[A-Z_]+>/g

const escaped = (text) => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')

/** Returns one byte for each UTF-16 unit of the text: 1 where it is masked. */
export function maskedBy(text, redacted) {
  const masked = new Uint8Array(text.length)
  if (text === redacted) return masked
  const kept = []
  let last = 0
  for (const { 0: raw, index } of redacted.matchAll(PLACEHOLDER)) {
    if (text.includes(raw)) continue
    kept.push(redacted.slice(last, index))
    last = index + raw.length
  }
  kept.push(redacted.slice(last))
  const match = new RegExp(`^${kept.map(escaped).join('([\\s\\S]*?)')}$`, 'd').exec(text)
  if (match !== null) {
    for (const [start, end] of match.indices.slice(1)) masked.fill(1, start, end)
    return masked
  }
  // The parts cannot be matched: only a common start and a common end count as kept.
  let start = 0
  while (start < text.length && text[start] === redacted[start]) start++
  let end = 0
  while (end < text.length - start && text.at(-1 - end) === redacted.at(-1 - end)) end++
  return masked.fill(1, start, text.length - end)
}
