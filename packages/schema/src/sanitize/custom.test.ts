import { fuzz } from '@hushlog/base/fuzz'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type CustomRule, CustomRuleError, redactText, SanitizeError, sanitize } from './index.js'
import { sanitize as sanitizeInPage } from './page.js'

const employee: CustomRule = { id: 'employee', pattern: 'EMP-\\d{6}' }
const badge: CustomRule = { id: 'badge_2', pattern: /badge [a-z]{2,9}/i, replacement: '[badge]' }
const options = {
  content: 'redacted',
  rules: [employee, badge],
  denyKeys: ['shoeSize', 'page_title'],
} as const

const event = (fields: object) => ({
  id: '01JDAAAAAAAAAAAAAAAAAAZZZ0',
  event: 'custom',
  ts: '2026-11-21T10:00:00.000Z',
  schema_version: 1,
  name: 'x',
  ...fields,
})

/** Returns what was thrown. */
function thrownBy(run: () => unknown): unknown {
  try {
    return run()
  } catch (error) {
    return error
  }
}

describe('custom rules', () => {
  it('find beside the table, under their own names', () => {
    expect(redactText('EMP-123456 wrote to ada@example.com, Badge xy', { rules: [employee, badge] })).toEqual(
      {
        text: '[employee] wrote to [email], [badge]',
        findings: [
          { rule: 'employee', start: 0, end: 10 },
          { rule: 'email', start: 20, end: 35 },
          { rule: 'badge_2', start: 37, end: 45 },
        ],
      },
    )
  })

  it('see encoded forms and other digits as the table does', () => {
    const { text } = redactText('EMP%2D123456 and EMP\u2011１２３４５６', { rules: [employee] })
    expect(text).toBe('[employee] and [employee]')
  })

  it('name a value that the table finds too', () => {
    const staff: CustomRule = { id: 'staff', pattern: '[a-z]{1,9}@staff\\.example' }
    expect(redactText('ada@staff.example', { rules: [staff] }).text).toBe('[staff]')
  })

  it('are asked whether a match is a value', () => {
    const even: CustomRule = { id: 'even', pattern: '\\d{3}', validate: (value) => Number(value) % 2 === 0 }
    expect(redactText('123 124 1246', { rules: [even] }).text).toBe('123 [even] [even]6')
  })

  it('apply wherever words may stand', () => {
    for (const run of [sanitize, sanitizeInPage]) {
      const { event: out, findings } = run(
        event({
          name: 'EMP-123456',
          context: { page_path: '/staff/EMP-123456/x' },
          properties: { 'EMP-123456': 1, who: 'EMP-123456' },
        }),
        options,
      )
      expect(out).toMatchObject({
        name: '[employee]',
        context: { page_path: '/staff/[employee]/x' },
        properties: { who: '[employee]' },
      })
      expect(out.properties).toEqual({ who: '[employee]' })
      expect(findings).toEqual({ employee: 3 })
    }
  })

  it('leave no trace in other options', () => {
    sanitize(event({ properties: { 'EMP-123456': 1 } }), options)
    expect(sanitize(event({ properties: { 'EMP-123456': 1 } })).event.properties).toEqual({ 'EMP-123456': 1 })
  })

  it('do not reach across a placeholder', () => {
    const greedy: CustomRule = { id: 'note', pattern: 'note: .{1,30}' }
    const once = redactText('note: a [email] b', { rules: [greedy] }).text
    expect(once).toBe('[note][email][note]')
  })
})

describe('a deny-listed key', () => {
  it('takes the value from maps and from fields that hold words, and is counted', () => {
    for (const run of [sanitize, sanitizeInPage]) {
      const { event: out, removed } = run(
        event({ context: { page_title: 'Hello' }, properties: { shoe_size: 42, 'Shoe-Size': 'x', shoe: 1 } }),
        options,
      )
      expect(out).toMatchObject({ context: {}, properties: { shoe: 1 } })
      expect(out.properties).toEqual({ shoe: 1 })
      expect(removed).toBe(3)
    }
  })

  it('takes of a field by its name what elsewhere an event needs', () => {
    const { name, ...given } = event({ event: 'vendor_call', vendor: { name: 'x', http_status: 200 } })
    // No event of a page has an object with a name.
    const { event: out, removed } = sanitize(given, { denyKeys: ['name'] })
    expect(out.vendor).toEqual({ http_status: 200 })
    expect(removed).toBe(1)
  })

  it('never takes what an event needs', () => {
    const denied = { denyKeys: ['name', 'id', 'ts', 'event', 'schema_version', 'session_id'] }
    const given = event({ session_id: 's', properties: { name: 'Ada', id: 5 } })
    for (const run of [sanitize, sanitizeInPage]) {
      expect(run(given, denied)).toMatchObject({ event: { ...given, properties: {} }, removed: 2 })
      expect(run({ ...given, name: 'EMP-123456' }, { ...denied, ...options }).event.name).toBe('[employee]')
    }
  })
})

describe('fails closed', () => {
  const poisoned = {
    get source(): string {
      throw new Error('secret detail')
    },
    flags: '',
  } as unknown as RegExp
  const broken: [string, CustomRule][] = [
    ['slow', { id: 'own', pattern: '(a+)+b' }],
    ['poisoned', { id: 'own', pattern: poisoned }],
    ['not an expression', { id: 'own', pattern: '(' }],
    ['replacement that could be found again', { id: 'own', pattern: 'a', replacement: 'a' }],
    ['throws', { id: 'own', pattern: 'x', validate: () => JSON.parse('secret detail') as boolean }],
  ]

  it.each(broken)('%s', (_, rule) => {
    const error = thrownBy(() => sanitize(event({}), { rules: [rule] }))
    expect(error).toBeInstanceOf(SanitizeError)
    expect(error).toMatchObject({ code: 'sanitize_failed' })
    expect(String(error)).not.toContain('secret detail')
    // In a page the client makes a named drop of whatever is thrown.
    expect(() => sanitizeInPage(event({}), { rules: [rule] })).toThrow()
    expect(() => redactText('x', { rules: [rule] })).toThrow()
  })

  it('what was checked is what runs, whatever is answered the second time', () => {
    let asked = 0
    const pattern = {
      get source() {
        return asked++ === 0 ? 'xyz' : 'abc'
      },
      flags: '',
    } as RegExp
    const rules = [{ id: 'own', pattern }]
    expect(sanitize(event({ name: 'xyz abc' }), { rules }).event.name).toBe('[own] abc')
  })

  it('every time it is asked with the same options, also after others', () => {
    for (const run of [sanitize, sanitizeInPage]) {
      run(event({}), options)
      const wrong = { rules: [{ id: 'own', pattern: '(a+)+b' }] }
      for (let i = 0; i < 3; i++) expect(() => run(event({}), wrong)).toThrow(SanitizeError)
      expect(run(event({ name: 'EMP-123456' }), options).event.name).toBe('[employee]')
    }
  })

  it('says which rule and why', () => {
    const error = thrownBy(() => sanitize(event({}), { rules: [{ id: 'own', pattern: '\\d+x' }] }))
    expect(error).toBeInstanceOf(CustomRuleError)
    expect(String(error)).toMatch(/custom rule own: \+, \* and/)
  })

  it('for what is no list of rules', () => {
    for (const options of [{ rules: 'EMP' }, { denyKeys: [1] }] as unknown as { rules: CustomRule[] }[])
      expect(() => sanitize(event({}), options)).toThrow('sanitize_failed')
  })
})

describe('with custom rules', () => {
  const rules: CustomRule[] = [
    employee,
    { id: 'dots', pattern: '\\.{2,5}' },
    { id: 'any', pattern: 'note: .{1,20}' },
    { id: 'brackets', pattern: '\\[[a-z]{1,3}' },
    { id: 'empty', pattern: '[0-9]{3}[a-z]?', replacement: '[employee]' },
    { id: 'end', pattern: 'tail:.+' },
  ]
  const pieces = fc.constantFrom(
    'EMP-123456',
    'note: ',
    '[employee]',
    '[dots]',
    '[email]',
    '[',
    ']',
    '..',
    '.',
    'tail:',
    '😀',
    ' ',
    '123',
    'a',
    'ada@example.com',
    '%5B',
    '%40',
  )
  const joined = fc
    .array(fc.oneof(pieces, fc.string({ maxLength: 4 })), { maxLength: 10 })
    .map((all) => all.join(''))

  it('twice equals once', () => {
    fc.assert(
      fc.property(joined, (text) => {
        const once = redactText(text, { rules }).text
        expect(redactText(once, { rules })).toEqual({ text: once, findings: [] })
        const given = { content: 'redacted', rules, denyKeys: ['kind'] } as const
        const first = sanitize(
          event({ name: 'x'.repeat(120) + text, properties: { question: text, kind: 'x' } }),
          given,
        ).event
        expect(sanitize(first, given)).toMatchObject({ event: first, findings: {}, removed: 0 })
      }),
      fuzz(1000),
    )
  })
})
