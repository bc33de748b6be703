/**
 * The tools that the sanitizer is compared with, in their default configuration, except that they do not look
 * for names.
 */
import { createRequire } from 'node:module'

/** Two of the tools publish only CommonJS, or an ESM entry that Node does not find. */
const require = createRequire(import.meta.url)

export async function competitors() {
  const { SyncRedactor } = require('redact-pii')
  const redactPii = new SyncRedactor({ builtInRedactors: { names: { enabled: false } } })
  const { Redactor } = await import('@redactpii/node')
  const redactpii = new Redactor({
    rules: { CREDIT_CARD: true, EMAIL: true, NAME: false, PHONE: true, SSN: true },
  })
  const { findPhoneNumbersInText } = await import('libphonenumber-js')
  return [
    { name: 'redact-pii 3.4', redact: (text) => redactPii.redact(text) },
    { name: '@redactpii/node 1.0', redact: (text) => redactpii.redact(text) },
    {
      name: 'libphonenumber-js (US)',
      redact(text) {
        let out = ''
        let from = 0
        for (const { startsAt, endsAt } of findPhoneNumbersInText(text, 'US')) {
          out += `${text.slice(from, startsAt)}PHONE_NUMBER`
          from = endsAt
        }
        return out + text.slice(from)
      },
    },
  ]
}
