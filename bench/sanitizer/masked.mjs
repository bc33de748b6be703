/** What a tool masked, from what it gave back: tools that tell no offsets are measured like those that do. */

/** What the tools write in place of a value. */
const PLACEHOLDER = /\[[a-z_]{2,16}\]|[A-Z][A-Z_]{2,}(?=\W|$)|\[[A-Z_]+\]|<[A-Z_]+>/g

const escaped = (text) => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')

/** One byte for each UTF-16 unit of the text: 1 where it is masked. */
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
  // Not told apart: what both have in front and behind was kept.
  let start = 0
  while (start < text.length && text[start] === redacted[start]) start++
  let end = 0
  while (end < text.length - start && text.at(-1 - end) === redacted.at(-1 - end)) end++
  return masked.fill(1, start, text.length - end)
}
