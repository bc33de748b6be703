/**
 * Runs every shared vector through the built sanitizer, as a module on a page, and leaves the ids of those
 * that failed.
 */
import { redactText, SanitizeError, sanitize, sanitizeUrl } from '@hushlog/schema/sanitize'
import { vectors } from '@hushlog/schema/vectors'
import { canonical, countsOf } from './compare.js'

function run(vector, input) {
  if (vector.kind === 'url') return { output: sanitizeUrl(input) }
  if (vector.kind === 'text') {
    const { text, findings } = redactText(input)
    const counts = {}
    for (const { rule } of findings) counts[rule] = (counts[rule] ?? 0) + 1
    return { output: text, counts }
  }
  try {
    const { event, findings } = sanitize(input, vector.options)
    return { output: event, counts: findings }
  } catch (error) {
    if (!(error instanceof SanitizeError)) throw error
    return { error: { code: error.code, path: error.path } }
  }
}

function check(vector) {
  const first = run(vector, vector.input)
  if (vector.error !== undefined) return canonical(first.error) === canonical(vector.error)
  if (canonical(first.output) !== canonical(vector.output)) return false
  if (vector.remarks !== undefined && first.counts !== undefined) {
    const counts = Object.entries(first.counts).map(([rule, count]) => ({ rule, count }))
    if (canonical(countsOf(counts)) !== canonical(countsOf(vector.remarks))) return false
  }
  return canonical(run(vector, first.output).output) === canonical(vector.output)
}

window.result = {
  ran: vectors.length,
  failed: vectors.filter((vector) => !check(vector)).map(({ id }) => id),
}
