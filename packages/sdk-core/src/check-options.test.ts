import { expect, test } from 'vitest'
import { checkOptions } from './check-options.js'

const samples = { endpoint: '', writeKey: '', sampleRate: 1, persist: true, rules: [], beforeSend: Object }

function check(given: object) {
  const messages: string[] = []
  return {
    usable: checkOptions(given as typeof samples, samples, (message) => messages.push(message)),
    messages,
  }
}

test('takes what has the right type, and says nothing', () => {
  const given = {
    endpoint: 'https://c.example',
    sampleRate: 0,
    persist: false,
    rules: [],
    beforeSend: () => null,
  }
  expect(check({ ...given, writeKey: undefined })).toEqual({ usable: given, messages: [] })
})

test.each<[object, string]>([
  [{ sampleRate: 'abc' }, 'wrong option sampleRate: expected a number'],
  [{ persist: 'no' }, 'wrong option persist: expected a boolean'],
  [{ writeKey: 5 }, 'wrong option writeKey: expected a string'],
])('leaves out a value of another type, and names the option: %j', (given, message) => {
  expect(check(given)).toEqual({ usable: {}, messages: [message] })
})

test.each<[string, string]>([
  ['writekey', 'unknown option writekey, did you mean writeKey?'],
  ['apiKey', 'unknown option apiKey'],
  ['samplerate', 'unknown option samplerate, did you mean sampleRate?'],
  ['mail ada@example.com', 'unknown option with an odd name'],
])('names the nearest option for %s', (name, message) => {
  expect(check({ [name]: 1 })).toEqual({ usable: {}, messages: [message] })
})

test('keeps rules that are no list, which stop every event', () => {
  expect(check({ rules: 'EMP-\\d' }).usable).toEqual({ rules: 'EMP-\\d' })
})
