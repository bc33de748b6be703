import { describe, expect, it } from 'vitest'
import { bytesOf } from '../core/bytes.js'
import { createDraw } from '../fixtures/draw.fixture.js'
import { joinFragments } from '../fixtures/fragments.fixture.js'
import { changesOf, createFind, createRedact, replace } from './find.js'
import { prefilter } from './full-engine.js'
import { markPlaceholders, normalize } from './normalize.js'

const find = createFind(prefilter)

describe('searching around what has changed', () => {
  /** Texts with many candidates, of which one becomes a value in each round. */
  const rows = ['020 7946 0018 ', '+44 20 7946 0018', '00 ', '+1234567', '--password ', '1.1.1.1.', '']
  const draw = createDraw(7)
  const texts = Array.from({ length: 4000 }, () => {
    const row = rows[draw.integer(rows.length)] ?? ''
    return row.repeat(draw.integer(40)) + joinFragments(draw) + row.repeat(draw.integer(40))
  })

  it('finds what searching all of it finds', () => {
    let again = 0
    for (const text of texts) {
      const first = find(text)
      const changes = first && changesOf(first)
      if (!first || !changes) continue
      const next = replace(text, first.found)
      const more = find(next, changes)
      expect(more?.found, text).toEqual(find(next)?.found)
      if (more) again++
    }
    expect(again).toBeGreaterThan(100)
  })

  it('takes no text for the one that was written before', () => {
    const redact = createRedact(find)
    const count = () => undefined
    expect(redact('ada@example.com and more', count)).toBe('[email] and more')
    expect(redact('[email] and 4111 1111 1111 1111', count)).toBe('[email] and [card]')
    expect(redact('[email] and [card]', count)).toBe('[email] and [card]')
  })

  it('is not searched again when the same text comes again, and counts the same', () => {
    const searched: string[] = []
    const redact = createRedact((text, changes) => {
      searched.push(text)
      return find(text, changes)
    }, true)
    const twice = [1, 2].map(() => {
      const counted: string[] = []
      const count = (rule: string) => counted.push(rule)
      return [redact(redact('ada@example.com and more', count), count), counted]
    })
    expect(twice).toEqual(twice.map(() => ['[email] and more', ['email']]))
    expect(searched).toEqual(['ada@example.com and more', '[email] and more'])
    expect(redact('bob@example.com and more', () => undefined)).toBe('[email] and more')
    expect(redact('[email] and 4111 1111 1111 1111', () => undefined)).toBe('[email] and [card]')
  })
})

describe('the bytes of a text', () => {
  it.each([
    'a [email] in ASCII, long enough for the fast way',
    'a [email] and an \u00e9, not in ASCII, also long',
    'short [ip]',
    '[card][card][card][card][card][card]',
  ])('are those of its view: %j', (text) => {
    const plain = normalize(text)
    const view = markPlaceholders(plain)
    const bytes = bytesOf(view, plain)
    for (let i = 0; i < view.length; i++) {
      const unit = view.charCodeAt(i)
      expect(bytes[i]).toBe(unit < 128 ? unit : unit === 0xe000 ? 127 : 128)
    }
    expect([...bytes.subarray(view.length, view.length + 4)]).toEqual([0, 0, 0, 0])
  })
})
