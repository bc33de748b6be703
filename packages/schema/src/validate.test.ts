import { describe, expect, it } from 'vitest'
import { collectorFields, envelopeFields, eventNames, events } from './catalogue.js'
import type { FieldDescription } from './field-description.js'
import { samples } from './samples.fixture.js'
import { type ValidationCode, validate } from './validate.js'

type Loose = Record<string, unknown>

const sample = (name: keyof typeof samples): Loose => JSON.parse(JSON.stringify(samples[name]))

/** A sample with one dotted path set, or removed when the value is `undefined`. */
function changed(name: keyof typeof samples, path: string, value: unknown): Loose {
  const event = sample(name)
  const parts = path.split('.')
  let at = event
  for (const part of parts.slice(0, -1)) at = at[part] as Loose
  at[parts[parts.length - 1] ?? ''] = value
  return event
}

function paths(
  fields: readonly FieldDescription[],
  prefix = '',
): { path: string; field: FieldDescription }[] {
  return fields.flatMap((field) => [
    { path: `${prefix}${field.name}`, field },
    ...paths(field.fields ?? [], `${prefix}${field.name}.`),
  ])
}

const secret = 'jane.doe@example.com'

describe('every event of the catalogue', () => {
  it.each(eventNames)('%s: its sample is valid and has every field', (name) => {
    expect(validate(samples[name])).toEqual({ ok: true })
    const own = Object.keys(samples[name])
    expect(own).toEqual(expect.arrayContaining(events[name].fields.map((field) => field.name)))
  })

  it.each(eventNames)('%s: the smallest event is valid', (name) => {
    const full = sample(name)
    const least = Object.fromEntries(events[name].required.map((field) => [field, full[field]]))
    expect(validate(least)).toEqual({ ok: true })
  })

  it.each(eventNames)('%s: each required field is missed by name', (name) => {
    for (const field of events[name].required)
      expect(validate(changed(name, field, undefined))).toMatchObject({ code: 'missing_field', path: field })
  })

  it.each(eventNames)('%s: a wrong type in any field is found there', (name) => {
    for (const { path, field } of paths([...envelopeFields, ...events[name].fields])) {
      const wrong = field.type === 'array' || field.type === 'map' || field.type === 'object' ? 7 : [secret]
      const answer = validate(changed(name, path, wrong))
      expect(answer, path).toMatchObject({ ok: false, code: 'invalid_type', path })
      expect(answer, path).not.toMatchObject({ expected: '' })
    }
  })

  it.each(eventNames)('%s: free text in any plain field is refused without repeating it', (name) => {
    for (const { path, field } of paths([...envelopeFields, ...events[name].fields])) {
      if (field.privacy !== 'plain') continue
      const answer = validate(changed(name, path, secret))
      const code = path === 'event' ? 'unknown_event' : 'invalid_value'
      expect(answer, path).toMatchObject({ ok: false, code, path })
      expect(JSON.stringify(answer)).not.toContain(secret)
    }
  })

  it.each(eventNames)('%s: a string of any length under the cap is left to the sanitizer', (name) => {
    for (const { path, field } of paths([...envelopeFields, ...events[name].fields])) {
      if (field.type !== 'string' || field.privacy === 'plain') continue
      // An id of a person is as long as what erasure takes.
      const cap = field.privacy === 'subject' ? 1024 : 1_048_576
      expect(validate(changed(name, path, 'x'.repeat(cap))), path).toEqual({ ok: true })
      expect(validate(changed(name, path, 'x'.repeat(cap + 1))), path).toEqual({
        ok: false,
        code: 'too_large',
        path,
        expected: `at most ${cap} characters`,
      })
    }
  })
})

describe('what is allowed', () => {
  const cases: [keyof typeof samples, string, unknown, ValidationCode | 'ok'][] = [
    ['page_view', 'id', '01j9zb3w5s0000000000000000', 'invalid_value'],
    ['page_view', 'id', '81J9ZB3W5S0000000000000000', 'invalid_value'],
    ['page_view', 'schema_version', 2, 'invalid_value'],
    ['page_view', 'schema_version', '1', 'invalid_type'],
    ['page_view', 'session_id', '', 'invalid_value'],
    ['page_view', 'session_id', 'x'.repeat(65), 'too_large'],
    ['page_view', 'session_id', 'x'.repeat(64), 'ok'],
    ['page_view', 'ts', '2026-02-29T00:00:00Z', 'invalid_value'],
    ['page_view', 'ts', '2028-02-29T00:00:00Z', 'ok'],
    ['page_view', 'ts', '2026-04-31T00:00:00Z', 'invalid_value'],
    ['page_view', 'ts', '2026-12-31T23:59:59.999999999Z', 'ok'],
    ['page_view', 'ts', '2026-12-31T24:00:00Z', 'invalid_value'],
    ['page_view', 'ts', '2026-03-14T09:26:53+02:00', 'invalid_value'],
    ['page_view', 'ts', '2026-03-14 09:26:53Z', 'invalid_value'],
    ['page_view', 'ts', '1026-03-14T09:26:53Z', 'invalid_value'],
    ['page_view', 'ts', '2026-03-14T09:26:53Z\n', 'invalid_value'],
    ['page_view', 'context.referrer_host', '127.0.0.1:8788', 'ok'],
    ['page_view', 'context.referrer_host', '[::1]:8788', 'ok'],
    ['page_view', 'context.referrer_host', 'a b.example', 'invalid_value'],
    ['page_view', 'context.time_zone', 'America/Argentina/Buenos_Aires', 'ok'],
    ['page_view', 'context.time_zone', '+05:30', 'ok'],
    ['page_view', 'context.locale', 'en-US-u-hc-h12', 'ok'],
    ['page_view', 'context.removed_fields', -1, 'invalid_value'],
    ['page_view', 'context.redactions', 'email:1,', 'invalid_value'],
    ['page_view', 'user', '', 'invalid_value'],
    ['user_query', 'query_length', 1.5, 'invalid_type'],
    ['user_query', 'query_length', -1, 'invalid_value'],
    ['user_query', 'query_length', 1e12, 'ok'],
    ['user_query', 'query_length', 1e12 + 1, 'invalid_value'],
    ['file_upload', 'file_size', 2 ** 53 - 1, 'ok'],
    ['file_upload', 'file_size', 2 ** 53, 'invalid_value'],
    ['file_upload', 'file_size', -1, 'invalid_value'],
    ['session_end', 'duration_seconds', 315_576_000, 'ok'],
    ['session_end', 'duration_seconds', 1e300, 'invalid_value'],
    ['agent_response', 'processing_time_ms', 315_576_000_000, 'ok'],
    ['agent_response', 'processing_time_ms', 315_576_000_000.5, 'invalid_value'],
    ['agent_response', 'cost_usd', 1e9, 'ok'],
    ['agent_response', 'cost_usd', 1e10, 'invalid_value'],
    ['agent_response', 'match_score', -1e9, 'ok'],
    ['agent_response', 'match_score', -1e300, 'invalid_value'],
    ['performance_sample', 'throughput', 1e300, 'invalid_value'],
    ['page_view', 'context.removed_fields', 1e7 + 1, 'invalid_value'],
    ['user_query', 'query_length', Number.NaN, 'invalid_type'],
    ['user_query', 'query_text', null, 'invalid_type'],
    ['user_query', 'has_data', 'true', 'invalid_type'],
    ['agent_response', 'processing_time_ms', 850.25, 'ok'],
    ['agent_response', 'processing_time_ms', Number.POSITIVE_INFINITY, 'invalid_type'],
    ['agent_response', 'model', 'gpt 4', 'invalid_value'],
    ['agent_response', 'data_summary', { columns: ['a'] }, 'invalid_type'],
    ['decision', 'decision.confidence', 1.01, 'invalid_value'],
    ['decision', 'decision.confidence', '0.9', 'invalid_type'],
    ['vendor_call', 'vendor.name', undefined, 'missing_field'],
    ['vendor_call', 'vendor.http_status', 0, 'ok'],
    ['vendor_call', 'vendor.http_status', 1000, 'invalid_value'],
    ['automation_outcome', 'outcome', 'Sent', 'invalid_value'],
    ['request', 'method', 'get', 'invalid_value'],
    ['workflow_run', 'status', 'done', 'invalid_value'],
    ['incident', 'opened_at', 'yesterday', 'invalid_value'],
    ['client_report', 'drops', 'queue full:3', 'invalid_value'],
  ]
  it.each(cases)('%s %s = %j: %s', (name, path, value, code) => {
    const answer = validate(changed(name, path, value))
    if (code === 'ok') expect(answer).toEqual({ ok: true })
    else expect(answer).toMatchObject({ ok: false, code, path })
  })

  it('says what is allowed in words of the schema', () => {
    expect(validate(changed('automation_outcome', 'outcome', 'maybe'))).toEqual({
      ok: false,
      code: 'invalid_value',
      path: 'outcome',
      expected: 'one of sent, blocked, failed',
    })
    expect(validate(changed('decision', 'decision.confidence', 7))).toMatchObject({
      expected: 'a number from 0 to 1',
    })
  })
})

describe('lists and maps', () => {
  it('counts their entries', () => {
    const labels = (count: number) => Array.from({ length: count }, (_, index) => `label ${index}`)
    expect(validate(changed('request', 'asset_types', labels(50)))).toEqual({ ok: true })
    expect(validate(changed('request', 'asset_types', labels(51)))).toMatchObject({
      code: 'too_large',
      path: 'asset_types',
    })
    const map = (count: number) => Object.fromEntries(labels(count).map((label) => [label, 1]))
    expect(validate(changed('custom', 'properties', map(20)))).toEqual({ ok: true })
    expect(validate(changed('custom', 'properties', map(21)))).toMatchObject({
      code: 'too_large',
      path: 'properties',
    })
  })

  it('names neither keys nor indices of the sender', () => {
    for (const value of [{ [secret]: {} }, { [secret]: null }, { 'a/b~c': [1] }]) {
      const answer = validate(changed('custom', 'properties', value))
      expect(answer).toMatchObject({ code: 'invalid_type', path: 'properties' })
      expect(JSON.stringify(answer)).not.toContain(secret)
    }
    expect(validate(changed('request', 'site_tokens', ['a', 7]))).toMatchObject({
      code: 'invalid_type',
      path: 'site_tokens',
    })
  })
})

describe('hostile input', () => {
  it.each([
    [undefined, 'invalid_type', ''],
    [null, 'invalid_type', ''],
    ['page_view', 'invalid_type', ''],
    [[], 'invalid_type', ''],
    [{}, 'missing_field', 'event'],
    [{ event: 7 }, 'invalid_type', 'event'],
    [{ event: secret }, 'unknown_event', 'event'],
    [{ event: '__proto__' }, 'unknown_event', 'event'],
    [{ event: 'constructor' }, 'unknown_event', 'event'],
    [{ event: ['page_view'] }, 'invalid_type', 'event'],
  ])('%j: %s', (event, code, path) => {
    const answer = validate(event)
    expect(answer).toMatchObject({ ok: false, code, path })
    expect(JSON.stringify(answer)).not.toContain(secret)
  })

  it('ignores unknown fields, those of the collector among them', () => {
    const event = { ...sample('page_view'), [secret]: { deep: [[[1]]] }, constructor: 1 }
    for (const field of collectorFields) Object.assign(event, { [field.name]: { any: 'thing' } })
    expect(validate(event)).toEqual({ ok: true })
    expect(validate(JSON.parse(`{"__proto__":{"event":"page_view"}}`))).toMatchObject({
      code: 'missing_field',
    })
  })

  it('answers when a getter throws, without what it threw', () => {
    const event = Object.defineProperty(sample('page_view'), 'ts', {
      get() {
        throw new Error(secret)
      },
    })
    const answer = validate(event)
    expect(answer).toMatchObject({ ok: false, code: 'invalid_value', path: '' })
    expect(JSON.stringify(answer)).not.toContain(secret)
  })

  it('does not change the event and shares one answer', () => {
    const event = Object.freeze(sample('agent_response'))
    const before = JSON.stringify(event)
    expect(validate(event)).toBe(validate(event))
    expect(JSON.stringify(event)).toBe(before)
  })

  it('judges the same value the same, whatever came before', () => {
    const good = sample('page_view')
    const bad = changed('page_view', 'context.locale', 'not a locale')
    for (let round = 0; round < 3; round += 1) {
      expect(validate(good)).toEqual({ ok: true })
      expect(validate(bad)).toMatchObject({ path: 'context.locale' })
    }
  })
})
