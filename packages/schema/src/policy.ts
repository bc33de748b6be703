/**
 * Decodes the compact field policy that the generator writes.
 *
 *   events  = event *( newline event )          event  = name "=" fields
 *   fields  = field *( "," field )              field  = name ( ":" | "!" ) kind     "!" marks a required field
 *   kind    = l | t | u | s                     label, text, url, subject
 *           | i | n | b                         integer, number, boolean
 *           | digits                            plain, by index of its pattern
 *           | "(" fields ")"                    object
 *           | "[" max ";" kind                  array
 *           | "{" max                           map
 */
import type { EventPolicy, FieldPolicies, FieldPolicy, Policy } from './sanitize/types.js'

const simple: Readonly<Record<string, FieldPolicy>> = {
  l: { kind: 'label' },
  t: { kind: 'text' },
  u: { kind: 'url' },
  s: { kind: 'subject' },
  i: { kind: 'integer' },
  n: { kind: 'number' },
  b: { kind: 'boolean' },
}

/** What a code that the generator never writes means: nothing passes. */
const never: FieldPolicy = { kind: 'plain', pattern: /(?!)/ }

interface Decoded {
  readonly fields: Map<string, FieldPolicy>
  readonly required: string[]
}

export function decodePolicy(patterns: readonly string[], envelope: string, events: string): Policy {
  const plain = patterns.map((source): FieldPolicy => ({ kind: 'plain', pattern: new RegExp(source) }))

  const decodeKind = (code: string): FieldPolicy => {
    const rest = code.slice(1)
    switch (code[0]) {
      case '(':
        return { kind: 'object', fields: decodeFields(rest.slice(0, -1)).fields }
      case '[': {
        const [max, items = ''] = rest.split(';')
        return { kind: 'array', items: decodeKind(items), max: Number(max) }
      }
      case '{':
        return { kind: 'map', max: Number(rest) }
      default:
        return simple[code] ?? plain[Number(code)] ?? never
    }
  }

  const decodeFields = (text: string): Decoded => {
    const decoded: Decoded = { fields: new Map(), required: [] }
    for (const [, name = '', mark, code = ''] of text.matchAll(/(\w+)([:!])(\([^)]*\)|[^,]*)/g)) {
      decoded.fields.set(name, decodeKind(code))
      if (mark === '!') decoded.required.push(name)
    }
    return decoded
  }

  const shared = decodeFields(envelope)
  return new Map(
    events.split('\n').map((line): [string, EventPolicy] => {
      const [name = '', text = ''] = line.split('=')
      const own = decodeFields(text)
      const fields: FieldPolicies = new Map([...shared.fields, ...own.fields])
      return [name, { fields, required: [...shared.required, ...own.required] }]
    }),
  )
}
