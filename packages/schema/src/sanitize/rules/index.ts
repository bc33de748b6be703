/**
 * The table. Of two findings of one length the rule that stands first names it, so the more specific stand first.
 */
import { birthDate } from './birth-date.js'
import { card } from './card.js'
import { email } from './email.js'
import { iban } from './iban.js'
import { ip } from './ip.js'
import { mac } from './mac.js'
import { nationalId } from './national-id.js'
import { phone } from './phone.js'
import type { Rule } from './rule.js'

import { secretKey } from './secret-key.js'
import { secretToken } from './secret-token.js'
import { secretUrl } from './secret-url.js'
import { urlParam } from './url-param.js'
import { userFolder } from './user-folder.js'

export type { Lane, Rule } from './rule.js'

/** Goes up with every change in what is found. */
export const RULES_VERSION = '1'

export const rules: readonly Rule[] = Object.freeze([
  secretToken,
  secretKey,
  secretUrl,
  email,
  card,
  iban,
  mac,
  ip,
  nationalId,
  birthDate,
  phone,
  urlParam,
  userFolder,
])

/** Every placeholder that may stand in a text, also those that only keys and fallbacks write. */
export const placeholders =
  /\[(?:email|card|iban|mac|ip|phone|id|secret|param|dob|user|name|address|removed)\]/g
