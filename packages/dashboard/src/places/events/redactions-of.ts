/** Counts what was removed from an event before it was stored. */

const COUNTED = /^(.+):(\d+)$/

export interface Redaction {
  readonly rule: string
  readonly count: number
}

/** @param text such as `card:1,email:2`, as the field `context.redactions` has it */
export function redactionsOf(text: unknown): readonly Redaction[] {
  if (typeof text !== 'string') return []
  return text.split(/[,;]\s*/).flatMap((part) => {
    const [, rule, count] = COUNTED.exec(part.trim()) ?? []
    return rule === undefined ? [] : [{ rule, count: Number(count) }]
  })
}
