/** What stands where a secret would, and is none: templates, variables, calls, names of types, masks. */

const TEMPLATE =
  /^[$%#]?[{<([]|\$\{|\$\(|\{\{|<%|%\(|^%[sdv]|^\$[A-Za-z_]|^@[\w.]+$|^&[a-z]|process\.env|os\.environ|getenv|^env\.|^(?:\*+|x+|X+|\.+|-+|_+|#+|•+|•+)$|\*{3}|\.{3}|…|^<.*>$|^\[.*\]$|[A-Za-z_$\])]\(|->|::/
const WORD =
  /^(?:null|none|nil|undefined|true|false|yes|no|on|off|string|str|text|bool|boolean|int|integer|number|float|any|object|bytes?|required|optional|redacted|masked|hidden|empty|unset|changeme|password|passwd|pwd|pass|secret|token|key|value|example|sample|placeholder|your[\w-]*|my[_-][\w-]*|enter|type|self|this|input|default|field|is|are|and|or|not|the|a|to|for|from|in|of|with|must|should|was|has|will|can)$/i
const PATH_OF_NAMES = /^[A-Za-z_$][\w$]*(?:(?:\.|\?\.)[A-Za-z_$][\w$]*)+[;,]?$/
const UUID = /^[\da-f]{8}-(?:[\da-f]{4}-){3}[\da-f]{12}$/i

export function isTemplate(value: string): boolean {
  return (
    TEMPLATE.test(value) ||
    WORD.test(value) ||
    (PATH_OF_NAMES.test(value) && !/\d/.test(value)) ||
    UUID.test(value)
  )
}
