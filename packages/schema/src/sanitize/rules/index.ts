/**
 * The table. Of two findings of one length the rule that stands first names it, so the more specific stand first.
 */
import { card } from './card.js'
import { email } from './email.js'
import { iban } from './iban.js'
import { ip } from './ip.js'
import { mac } from './mac.js'
import type { Rule } from './rule.js'

export type { Rule } from './rule.js'

/** Goes up with every change in what is found. */
export const RULES_VERSION = '1'

export const rules: readonly Rule[] = Object.freeze([email, card, iban, mac, ip])

/** Every placeholder that may stand in a text, also those that only keys and fallbacks write. */
export const placeholders =
  /\[(?:email|card|iban|mac|ip|phone|id|secret|param|dob|user|name|address|removed)\]/g
