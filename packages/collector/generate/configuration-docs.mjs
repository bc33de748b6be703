/** Writes docs/configuration.md: an introduction, then a table for each object of the schema. */

const HEADER =
  '<!-- Generated from packages/collector/src/config/schema.ts by `npm run generate`. Do not edit. -->'

export function configurationDocs(introduction, schema, expectedOf) {
  const { tenants, sinks, log, limits, rules, prices, health, alerts } = schema.properties
  const options = sinks.items.oneOf
  const common = commonProperties(options)
  const section = (title, text, properties, required = []) =>
    [title, text, table(properties, required, expectedOf)].filter(Boolean).join('\n\n')
  const ofObject = (title, { description, properties, required }) =>
    section(title, description, properties, required)
  return `${[
    HEADER,
    introduction.trim(),
    section('## Settings', '', schema.properties),
    ofObject('## `tenants`', tenants.items),
    ofObject('## `write_keys` of a tenant', tenants.items.properties.write_keys.items),
    ofObject('## `read_tokens` of a tenant', tenants.items.properties.read_tokens.items),
    ofObject('## `rules`', rules.items),
    ofObject('## `log`', log),
    ofObject('## `limits`', limits),
    ...['session', 'address'].map((whose) => ofObject(`### \`${whose}\``, limits.properties[whose])),
    ofObject('## `prices`', prices),
    ofObject('## `health`', health),
    ...['error_rate', 'p95_latency_ms'].map((what) =>
      ofObject(`### \`${what}\` of \`health\``, health.properties[what]),
    ),
    ofObject('## `alerts`', alerts.items),
    ofObject('### `query` of an alert', alerts.items.properties.query),
    ofObject('### A webhook of `notify`', alerts.items.properties.notify.items),
    section('## `sinks`', 'Every sink takes these:', common, ['type']),
    ...options.map(({ properties, required, description }) =>
      section(
        `### \`type: ${properties.type.const}\``,
        description,
        Object.fromEntries(Object.entries(properties).filter(([key]) => !(key in common))),
        required,
      ),
    ),
  ].join('\n\n')}\n`
}

/** Returns the properties that all sinks have, with their different defaults put into words. */
function commonProperties(options) {
  const [first, ...others] = options
  const keys = Object.keys(first.properties).filter((key) =>
    others.every(({ properties }) => key in properties),
  )
  const common = Object.fromEntries(keys.map((key) => [key, first.properties[key]]))
  const types = options.map(({ properties }) => properties.type.const)
  const excluding = options
    .filter(({ properties }) => properties.content.default === 'exclude')
    .map(({ properties }) => `\`${properties.type.const}\``)
  return {
    ...common,
    type: { type: 'string', enum: types, description: 'The kind of sink.' },
    content: {
      ...common.content,
      default: undefined,
      defaultText: `\`exclude\` for ${excluding.join(' and ')}, else \`include\``,
    },
  }
}

function table(properties, required, expectedOf) {
  const rows = Object.entries(properties).map(([key, schema]) =>
    [
      `\`${key}\``,
      allowed(schema, expectedOf),
      required.includes(key) ? 'required' : defaultOf(schema),
      schema.description,
    ].map(cell),
  )
  const lines = [['key', 'allowed', 'default', 'meaning'], ['---', '---', '---', '---'], ...rows]
  return lines.map((cells) => `| ${cells.join(' | ')} |`).join('\n')
}

const cell = (text) => text.replaceAll('|', '\\|')

function allowed(schema, expectedOf) {
  if (schema.enum !== undefined) return schema.enum.map((value) => `\`${value}\``).join(', ')
  if (schema.type === 'integer' || schema.type === 'number') {
    const { minimum, maximum, unit } = schema
    return maximum === Number.MAX_SAFE_INTEGER
      ? `${unit}, from ${minimum}`
      : `${unit}, ${minimum} to ${maximum}`
  }
  if (schema.type === 'object') return 'an object, see below'
  return expectedOf(schema)
}

function defaultOf({ default: value, defaultText, type }) {
  if (defaultText !== undefined) return defaultText
  if (value === undefined || type === 'object') return ''
  if (Array.isArray(value)) return 'none'
  return value === '' ? 'nothing' : `\`${value}\``
}
