/**
 * Recognizes what is in the place of a secret and is none: templates, variables, calls, names of types,
 * masks.
 */

const TEMPLATE =
  /^(?:\$\{[^}]*\}?|\$\([^)]*\)?|\$[A-Za-z_]\w*|%\w*%?|\{[^{}]*\}?|<[^>]*>?|\[[^\]]*\]?|&[a-z]\w*|@[\w.]+|:\w+)[,;)]*$|\$\{[\w.:\s-]+\}|\{\{[\s\w.|"'-]+\}\}|<%|%\([a-z]|process\.env|os\.environ|getenv|^env\.|\*{3}|\.{3}|…|^(?:\*+|[xX]+|\.+|-+|_+|#+|•+)$/
const WORD =
  /^(?:null|none|nil|undefined|true|false|yes|no|on|off|str(?:ing)?|text|bool(?:ean)?|int(?:eger)?|number|float|any|object|bytes?|required|optional|redacted|masked|hidden|empty|unset|changeme|pass(?:word|wd)?|pwd|secret|token|key|value|example|sample|placeholder|your[\w-]*|my[_-][\w-]*|enter|type|self|this|input|default|field|function|await|async|return|new|localhost|is|are|and|or|not|the|a|to|for|from|in|of|with|must|should|was|has|will|can|incorrect|wrong|invalid|missing|expired|correct|reset|changed)[,;.)\]}]*$/i
const NAMES = /^[A-Za-z_$][\w$]*(?:(?:\.|\?\.|->|::?)[A-Za-z_$][\w$]*)+[;,)]*$/
/** Matches a value that names a secret: `correct-access-token`, `MAILER_PASSWORD`. */
const NAMED = /^(?=[A-Za-z_-]+$).*(?:pass|secret|token|key|cred)/i
const CALL = /^[\w$.:>-]*[\w$>](?:\(|\[["'\w$\]])/
const ALGORITHM = /^(?:[a-z]{2,8}-)*(?:hmac|rsa|sha|aes|md5|scram|bcrypt|rs|hs|es)-?\w{1,4}(?:-\w{1,6})*$/i
const VERSION = /^[~^v]?\d+\.\d+(?:\.\d+|\.x)?[\w.-]*$/
const ADDRESS = /^(?:https?|ftp|file|data):\/{0,2}[^@]*$|^\.{0,2}\/[\w./-]*$/i

export function isTemplate(value: string, quoted = false): boolean {
  // Patterns that decide at the first characters come first, those that read all of them last.
  if (NAMED.test(value) || WORD.test(value) || ALGORITHM.test(value)) return true
  if (VERSION.test(value) || ADDRESS.test(value)) return true
  if (NAMES.test(value) && !/\d\d/.test(value)) return true
  return (!quoted && CALL.test(value)) || TEMPLATE.test(value)
}
