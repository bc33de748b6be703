/** Writes an interface for every object of the schema, with the keys as code spells them and with defaults filled in. */

const HEADER = `/* Generated from schema.ts by \`npm run generate\`. Do not edit. */
/* The settings of a configuration file as they are after the check: keys are in camel case, defaults are filled in. */
`

export function settingsTypes(schema) {
  const interfaces = new Map()
  typeOf(schema, interfaces)
  return `${HEADER}\n${[...interfaces.values()].join('\n')}`
}

/** @param interfaces by name, in the order of the schema; gets those that the type needs */
function typeOf(schema, interfaces) {
  if (schema.enum !== undefined) return schema.enum.map((value) => `'${value}'`).join(' | ')
  if (schema.const !== undefined) return `'${schema.const}'`
  if (schema.oneOf !== undefined) {
    interfaces.set('SinkSettings', '')
    const names = schema.oneOf.map((option) => typeOf(option, interfaces))
    interfaces.set('SinkSettings', `export type SinkSettings = ${names.join(' | ')}\n`)
    return 'SinkSettings'
  }
  if (schema.type === undefined) return 'unknown'
  if (Array.isArray(schema.type))
    return schema.type.map((type) => typeOf({ ...schema, type }, interfaces)).join(' | ')
  switch (schema.type) {
    case 'string':
    case 'boolean':
      return schema.type
    case 'integer':
    case 'number':
      return 'number'
    case 'array':
      return `readonly ${inBrackets(typeOf(schema.items, interfaces))}[]`
    case 'object':
      if (!interfaces.has(schema.title)) {
        interfaces.set(schema.title, '')
        interfaces.set(schema.title, interfaceOf(schema, interfaces))
      }
      return schema.title
    default:
      throw new TypeError(`no type is known for ${JSON.stringify(schema)}`)
  }
}

const inBrackets = (type) => (type.includes(' | ') ? `(${type})` : type)

function interfaceOf(schema, interfaces) {
  const members = Object.entries(schema.properties).flatMap(([key, property]) => {
    const isThere = (schema.required ?? []).includes(key) || property.default !== undefined
    const type = typeOf(property, interfaces)
    return [
      `  /** ${comment(property)} */`,
      `  readonly ${camelCase(key)}${isThere ? '' : '?'}: ${type}${isThere ? '' : ' | undefined'}`,
    ]
  })
  const description = schema.description === undefined ? '' : `/** ${withoutLinks(schema.description)} */\n`
  return `${description}export interface ${schema.title} {\n${members.join('\n')}\n}\n`
}

function comment({ description, unit, default: value, defaultText }) {
  const scalar = typeof value === 'object' ? undefined : value
  const text = scalar === undefined ? defaultText : `\`${scalar === '' ? "''" : scalar}\``
  const sentences = [withoutLinks(description)]
  if (unit !== undefined) sentences.push(`In ${unit}.`)
  if (text !== undefined) sentences.push(`Default: ${text}.`)
  return sentences.join(' ')
}

/** Removes links, which are relative to the documentation. */
const withoutLinks = (text) => text.replace(/ See \[[^\]]*\]\([^)]*\)\./g, '')

const camelCase = (key) => key.replace(/_([a-z])/g, (_, letter) => letter.toUpperCase())
