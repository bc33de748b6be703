import { describe, expect, it } from 'vitest'
import { contentKeys, ordinaryKeys, sensitiveKeys } from '../core/key-samples.fixture.js'
import { keyVerdict, meaningOf } from './keys.js'

const keyMeaning = (key: string, value: unknown) => meaningOf(keyVerdict(key), value)

const TEXT = 'text'
const LABEL = 'label'

describe('keys of custom.properties', () => {
  it.each([
    ['password', '[secret]'],
    ['dbPassword', '[secret]'],
    ['API_KEY', '[secret]'],
    ['authCode', '[secret]'],
    ['Authorization', '[secret]'],
    ['session_cookie', '[secret]'],
    ['user_email', '[email]'],
    ['phone_number', '[phone]'],
    ['ssn', '[id]'],
    ['firstName', '[name]'],
    ['date_of_birth', '[dob]'],
    ['clientIp', '[ip]'],
  ])('%s names what must not leave', (key, placeholder) => {
    expect(keyMeaning(key, 'any thing')).toBe(placeholder)
  })

  it.each(['query', 'userMessage', 'prompt_text', 'comment', 'feedback', 'error_message'])(
    '%s is text',
    (key) => {
      expect(keyMeaning(key, 'hi')).toBe(TEXT)
    },
  )

  it.each([
    'author',
    'keyboard',
    'input_tokens',
    'monkey',
    'email_count',
    'token_type',
    'message_id',
    'zip',
    'plan',
  ])('%s is a label', (key) => {
    expect(keyMeaning(key, 'bearer')).toBe(LABEL)
  })

  it.each(Object.entries(ordinaryKeys))('%s with %s is a label', (key, value) => {
    expect(keyMeaning(key, value)).toBe(LABEL)
  })

  it.each(Object.entries(sensitiveKeys))('%s with %s is replaced', (key, value) => {
    expect(keyMeaning(key, value)).toMatch(/^\[[a-z]+\]$/)
  })

  it.each(Object.entries(contentKeys))('%s with %s is text', (key, value) => {
    expect(keyMeaning(key, value)).toBe(TEXT)
  })

  it('an ordinary key with a value that is no word of a list is not trusted', () => {
    for (const key of ['auth_provider', 'cookie_consent', 'token_type', 'session_cookie_kind'])
      expect(keyMeaning(key, 'eyJhbGciOiJIUzI1NiJ9x'), key).toBe('[secret]')
    expect(keyMeaning('mobile_os', '+1 202 555 0143')).toBe('[phone]')
    expect(keyMeaning('mobile_plan', 12_025_550_143)).toBe('[phone]')
    expect(keyMeaning('prompt_template', 'Tell me what my balance is')).toBe(TEXT)
  })

  it('what was replaced before is not replaced by something else', () => {
    for (const value of ['[email]', '[employee]', '[secret]'])
      for (const key of ['auth_provider', 'message_role']) expect(keyMeaning(key, value)).toBe(LABEL)
  })
})
