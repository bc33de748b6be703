import { describe, expect, it } from 'vitest'
import { removeText } from './remove-text.js'

const bytes = (value: unknown) => Buffer.from(typeof value === 'string' ? value : JSON.stringify(value))
const remove = (event: string, value: unknown) =>
  JSON.parse(Buffer.from(removeText(event, bytes(value))).toString())

describe('removeText', () => {
  it('removes the fields of class text and nothing else', () => {
    const event = {
      event: 'agent_response',
      response_text: 'x',
      query_text: 'y',
      topic: 'z',
      context: { locale: 'en' },
    }
    expect(remove('agent_response', event)).toEqual({
      event: 'agent_response',
      topic: 'z',
      context: { locale: 'en' },
    })
    expect(remove('feedback', { comment: 'x', rating: 1 })).toEqual({ rating: 1 })
    expect(remove('error', { error_message: 'x', error_type: 'y' })).toEqual({ error_type: 'y' })
  })

  it('keeps hostile keys as they are', () => {
    const text = '{"__proto__":{"query_text":"a"},"constructor":1,"query_text":"b","":0}'
    expect(Buffer.from(removeText('user_query', bytes(text))).toString()).toBe(
      '{"__proto__":{"query_text":"a"},"constructor":1,"":0}',
    )
  })

  it.each([
    ['constructor', '{}'],
    ['unknown', '{}'],
    ['user_query', '[]'],
    ['user_query', 'null'],
    ['user_query', '{'],
    ['user_query', '"text"'],
  ])('refuses %s %s', (event, text) => {
    expect(() => removeText(event, bytes(text))).toThrow()
  })

  it('reads a view into a larger buffer', () => {
    const whole = bytes('####{"query_text":"a","query_length":1}####')
    expect(JSON.parse(Buffer.from(removeText('user_query', whole.subarray(4, -4))).toString())).toEqual({
      query_length: 1,
    })
  })
})
