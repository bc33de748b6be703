/** What stands in place of values. */

/** Those of keys, in the order of their words (`keys.ts`). */
export const KEY_NAMES = 'secret|email|phone|id|iban|card|dob|ip|address|name'

/** Every placeholder that may stand in a text: also those that only rules and fallbacks write. */
export const PLACEHOLDER = `\\[(?:${KEY_NAMES}|param|mac|user|removed)]`
