import { expect, test } from 'vitest'
import { optionsOf } from './options.js'

const script = (dataset: Record<string, string>) =>
  ({ src: 'https://collector.example/v1/hushlog.js', dataset }) as unknown as HTMLScriptElement

test('a script tag sends to where it came from', () => {
  expect(optionsOf(script({ writeKey: 'hlw_x' }))).toEqual({
    endpoint: 'https://collector.example',
    writeKey: 'hlw_x',
  })
})

test('every option is an attribute', () => {
  const dataset = {
    endpoint: 'https://other.example',
    writeKey: 'hlw_x',
    content: 'redacted',
    autoTrack: 'false',
    respectPrivacySignals: 'true',
    flushInterval: '1000',
    rules: '[{ "id": "employee", "pattern": "EMP-\\\\d{6}" }]',
    denyKeys: '["shoe_size"]',
  }
  expect(optionsOf(script(dataset))).toEqual({
    endpoint: 'https://other.example',
    writeKey: 'hlw_x',
    content: 'redacted',
    autoTrack: false,
    respectPrivacySignals: true,
    flushInterval: 1000,
    rules: [{ id: 'employee', pattern: 'EMP-\\d{6}' }],
    denyKeys: ['shoe_size'],
  })
})

test('a list that cannot be read stays what the sanitizer refuses', () => {
  expect(optionsOf(script({ rules: '[{id: employee}]', denyKeys: 'shoe_size' }))).toMatchObject({
    rules: '[{id: employee}]',
    denyKeys: 'shoe_size',
  })
})
