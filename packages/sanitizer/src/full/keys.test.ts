import { describe, expect, it } from 'vitest'
import { keyMeaning } from './keys.js'

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
    expect(keyMeaning(key)).toBe(placeholder)
  })

  it.each(['query', 'userMessage', 'prompt_text', 'comment', 'feedback', 'error_message'])(
    '%s is text',
    (key) => {
      expect(keyMeaning(key)).toBe(TEXT)
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
    expect(keyMeaning(key)).toBe(LABEL)
  })
})
