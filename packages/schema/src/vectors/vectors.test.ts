import { readFileSync } from 'node:fs'
import { Ajv2020 } from 'ajv/dist/2020.js'
import { describe, expect, it } from 'vitest'
import { formatCounts, redactText, rules, SanitizeError, sanitize, sanitizeUrl } from '../sanitize/index.js'
import * as browser from '../sanitize/page.js'
import { validate } from '../validate.js'
import { type Vector, vectors } from './index.js'

function run(vector: Vector, input: unknown): unknown {
  if (vector.kind === 'text') return redactText(String(input)).text
  if (vector.kind === 'url') return sanitizeUrl(String(input))
  return sanitize(input, vector.options).event
}

function failure(vector: Vector): unknown {
  try {
    return run(vector, vector.input)
  } catch (error) {
    return error instanceof SanitizeError ? { code: error.code, path: error.path } : error
  }
}

function remarks(vector: Vector): string {
  if (vector.kind === 'event') return formatCounts(sanitize(vector.input, vector.options).findings)
  const counts: Record<string, number> = {}
  for (const { rule } of redactText(String(vector.input)).findings) counts[rule] = (counts[rule] ?? 0) + 1
  return formatCounts(counts)
}

const removedFrom = ({ input, options }: Vector) =>
  sanitize(input, options).removedFields.map(({ path, code }) => ({ path, code }))

describe('the vector files', () => {
  it('fit their schema', () => {
    const schema = JSON.parse(readFileSync(new URL('./schema.json', import.meta.url), 'utf8')) as object
    const check = new Ajv2020({ allErrors: true, strict: false }).compile(schema)
    check(vectors)
    expect(check.errors ?? []).toEqual([])
  })

  it('name each vector once', () => {
    expect(new Set(vectors.map((v) => v.id)).size).toBe(vectors.length)
  })

  it('cover every rule and every failure code but one', () => {
    const seen = new Set(vectors.flatMap((v) => v.remarks ?? []).map((r) => r.rule))
    expect(rules.map((r) => r.id).filter((id) => !seen.has(id))).toEqual([])
    const codes = new Set(vectors.flatMap((v) => (v.error ? [v.error.code] : [])))
    // `sanitize_failed` needs a getter or a proxy, which JSON cannot hold: walk.test.ts.
    expect([...codes].sort()).toEqual(['invalid_type', 'invalid_value', 'missing_field', 'unknown_event'])
  })
})

describe.each(vectors.map((v) => [v.id, v] as const))('%s', (_, vector) => {
  it(
    vector.error
      ? 'fails with its code and path'
      : 'becomes its output, with its remarks, and the output stays',
    () => {
      if (vector.error !== undefined) {
        expect(failure(vector)).toEqual(vector.error)
        return
      }
      expect(run(vector, vector.input)).toStrictEqual(vector.output)
      expect(run(vector, vector.output)).toStrictEqual(vector.output)
      if (vector.kind === 'url') return
      if (vector.kind === 'event') expect(removedFrom(vector)).toEqual(vector.removed ?? [])
      const expected = Object.fromEntries((vector.remarks ?? []).map((r) => [r.rule, r.count]))
      expect(remarks(vector)).toBe(formatCounts(expected))
    },
  )
})

describe.each(vectors.filter((v) => v.kind === 'event').map((v) => [v.id, v] as const))('%s', (_, vector) => {
  it('fits the catalogue once it is sanitized; what cannot be sanitized does not fit it', () => {
    if (vector.error === undefined) expect(validate(vector.output)).toEqual({ ok: true })
    else expect(validate(vector.input).ok).toBe(false)
  })
})

/** Returns the page's result and its counts as one text, so that both are compared. */
function inBrowser({ kind, input, options }: Vector): string {
  const counts: Record<string, number> = {}
  if (kind === 'text') {
    const text = browser.redactInPage(String(input), (rule) => {
      counts[rule] = (counts[rule] ?? 0) + 1
    })
    return JSON.stringify([text, formatCounts(counts)])
  }
  if (kind === 'url') return JSON.stringify([browser.sanitizeUrl(String(input))])
  try {
    const { event, findings } = browser.sanitize(input, options)
    return JSON.stringify([event, formatCounts(findings)])
  } catch (error) {
    return JSON.stringify(error instanceof SanitizeError && { code: error.code, path: error.path })
  }
}

function expected(vector: Vector): string {
  if (vector.error !== undefined) return JSON.stringify(vector.error)
  return JSON.stringify(
    vector.kind === 'url'
      ? [vector.output]
      : [
          run(vector, vector.input),
          formatCounts(Object.fromEntries((vector.remarks ?? []).map((r) => [r.rule, r.count]))),
        ],
  )
}

describe("the page's set", () => {
  it.each(vectors.map((v) => [v.id, v] as const))('%s', (_, vector) => {
    if (vector.set === 'full') expect(inBrowser(vector)).not.toBe(expected(vector))
    else expect(inBrowser(vector)).toBe(expected(vector))
  })

  it.each(browser.rules.map((r) => r.id))('without %s some vector of it fails', (rule) => {
    const fails = vectors.filter(
      (v) =>
        v.kind === 'text' &&
        v.set === undefined &&
        browser.redactText(String(v.input), { disable: [rule] }).text !== v.output,
    )
    expect(fails.map((v) => v.id)).not.toEqual([])
  })
})

describe('negative control: without any one rule some vector fails', () => {
  it.each(rules.map((r) => r.id))('%s', (rule) => {
    const fails = vectors.filter(
      (v) => v.kind === 'text' && redactText(String(v.input), { disable: [rule] }).text !== v.output,
    )
    expect(fails.map((v) => v.id)).not.toEqual([])
  })
})
