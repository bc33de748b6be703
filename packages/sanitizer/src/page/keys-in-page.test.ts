import { describe, expect, it } from 'vitest'
import { contentKeys, ordinaryKeys, sensitiveKeys } from '../core/key-samples.fixture.js'
import { keyVerdict } from '../full/keys.js'
import { keyMeaningInPage } from './keys-in-page.js'

/** Splits a list of keys, in all cases and with all separators. */
const names = (list: string) => list.split(/\s+/)

describe('in a page the last word of a key', () => {
  it.each([
    [
      '[secret]',
      `password passwd pwd pass userPassword new_password password2 password_confirmation passwordConfirm passcode secret
      clientSecret client-secret secret_key apiKey api_key x-api-key APIKey access_key token accessToken refresh_token csrfToken
      auth authCode cookie session_cookie otp otpCode pin pin_code cvv cvc`,
    ],
    ['[email]', 'email userEmail customerEmail email_address emailAddress mail e-mail work_email email2'],
    [
      '[phone]',
      'phone phoneNumber phone_number userPhone mobile mobileNumber mobile_phone tel telephone phone1',
    ],
    ['[id]', 'ssn passport passportNumber taxId tax_id dob dateOfBirth birthDate birthday birth_date'],
    ['[ip]', 'ip ipAddress ip_address clientIp user_ip'],
    ['[address]', 'address billing_address shippingAddress address_line1 addressLine2 address1 street'],
    ['[name]', 'firstName first_name lastname fullName userName user_name username login'],
    [
      'text',
      `text message messages userMessage error_message query searchQuery prompt prompt_text response comment comments content body
      bodyText answer correct_answer question note notes description feedback reply input userInput output search summary`,
    ],
  ])('says %s', (meaning, list) => {
    for (const key of names(list)) expect(keyMeaningInPage(key), key).toBe(meaning)
  })

  it('says nothing of what is about a person or a text without being it', () => {
    const list = `token_count tokenType tokens input_tokens promptTokens token_limit tokenizer password_length password_changed_at
      author authority authMethod authenticated oauth cookie_consent cookies_enabled spinner shipping drop_in shipping_cost
      email_status emailVerified email_count has_emails phone_type hotel microphone headphones className taxes tax_rate adobe zip tip
      ship membership tooltip ip_country city country country_code displayName name nameserver hostname productName file_name
      plan_name customer_id message_id message_length message_count messageType response_time_ms responseCode query_length query_ms
      prompt_version comment_count contentType note_id notebook feedback_type replied_at input_type searchType summary_length
      context contextId texture count total rows page plan tier status step index title primary_key cache_key keyboard monkey`
    for (const key of names(list)) expect(keyMeaningInPage(key), key).toBe('label')
  })

  it('replaces nothing that the collector would leave', () => {
    const list = `password_confirmation secret_key x-api-key authCode pinCode email_address phone_number passport taxId
      ip_address address_line1 street userName login date_of_birth`
    for (const key of names(list)) expect(keyVerdict(key).meaning, key).toMatch(/^\[/)
  })

  it.each(Object.entries(ordinaryKeys))('keeps %s with %s, as the collector does', (key, value) => {
    const meaning = keyMeaningInPage(key)
    // Figures and booleans are no text, so that they stay under a key of a text.
    const isKept = meaning === 'label' || (meaning === 'text' && typeof value !== 'string')
    expect(isKept || typeof value === 'boolean').toBe(true)
  })

  it('finds most of what the collector finds', () => {
    const found = Object.keys({ ...sensitiveKeys, ...contentKeys }).filter(
      (key) => keyMeaningInPage(key) !== 'label',
    )
    expect(found.length).toBeGreaterThan(65)
  })

  it('may be nothing', () => {
    for (const key of ['', '-', '__', '42', 'é', 'x'.repeat(64), 'birth'.repeat(12)])
      expect(() => keyMeaningInPage(key)).not.toThrow()
  })
})
