/**
 * The table of rules. When two findings have the same length, the first rule names it, so the more specific
 * rules are first.
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

export type { Detector, Rule } from './rule.js'

export { RULES_VERSION } from './version.js'

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
