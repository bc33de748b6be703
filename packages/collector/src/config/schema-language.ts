/** Builds JSON Schemas that also say what messages and documentation need. */

/** Is the type of a value that may be written as a text, or as an object that says more. */
export const TEXT_OR_OBJECT = ['string', 'object'] as const

/** Is the type of a value that may be written as a text, or as a list of texts. */
export const TEXT_OR_LIST = ['string', 'array'] as const

/** Describes a JSON Schema with the annotations that messages and documentation need. */
export interface Schema {
  readonly type?:
    | 'object'
    | 'array'
    | 'string'
    | 'integer'
    | 'number'
    | 'boolean'
    | typeof TEXT_OR_OBJECT
    | typeof TEXT_OR_LIST
  /** Explains the setting in full sentences, for the documentation. */
  readonly description?: string
  readonly default?: unknown
  /** Says in the documentation what holds by default, where that is not one value. */
  readonly defaultText?: string
  /** Says in a message what is allowed, where the other keywords do not say it well enough. */
  readonly expected?: string
  /** Names the unit of a number in the plural. */
  readonly unit?: string
  /** Names the generated type. */
  readonly title?: string
  readonly properties?: Readonly<Record<string, Schema>>
  readonly additionalProperties?: boolean
  readonly required?: readonly string[]
  readonly items?: Schema
  readonly minItems?: number
  readonly maxItems?: number
  readonly enum?: readonly string[]
  readonly const?: string
  readonly pattern?: string
  readonly minLength?: number
  readonly maxLength?: number
  readonly minimum?: number
  readonly maximum?: number
  readonly oneOf?: readonly Schema[]
  readonly discriminator?: { readonly propertyName: string }
}

const inWords = (words: readonly string[], conjunction: 'and' | 'or'): string =>
  [words.slice(0, -1).join(', '), words.at(-1)].filter(Boolean).join(` ${conjunction} `)

/** Says what is allowed, to end a sentence that begins with "expected". */
export const expectedOf = ({
  expected,
  type,
  unit,
  minimum,
  maximum,
  properties,
  ...schema
}: Schema): string => {
  if (expected !== undefined) return expected
  if (schema.enum !== undefined) return inWords(schema.enum, 'or')
  switch (type) {
    case 'boolean':
      return 'true or false'
    case 'integer':
      return `a whole number of ${unit} from ${minimum} to ${maximum}`
    case 'number':
      return `a number of ${unit} from ${minimum} to ${maximum}`
    case 'object':
      return `an object with ${inWords(Object.keys(properties ?? {}), 'and')}`
    default:
      return 'another value'
  }
}

type Annotations = Pick<Schema, 'default' | 'defaultText' | 'expected'>

export const text = (description: string, annotations: Annotations = {}): Schema => ({
  type: 'string',
  minLength: 1,
  expected: 'a text that is not empty',
  description,
  ...annotations,
})
export const matching = (
  pattern: string,
  expected: string,
  description: string,
  annotations: Annotations = {},
): Schema => ({ type: 'string', pattern, expected, description, ...annotations })
/** Takes a value of any type, which is checked elsewhere. */
export const anything = (description: string): Schema => ({ description })
export const flag = (description: string, annotations: Annotations): Schema => ({
  type: 'boolean',
  description,
  ...annotations,
})
export const oneOf = (values: readonly string[], description: string, annotations: Annotations): Schema => ({
  type: 'string',
  enum: values,
  description,
  ...annotations,
})
export const integer = (
  unit: string,
  minimum: number,
  maximum: number,
  description: string,
  annotations: Annotations = {},
): Schema => ({ type: 'integer', unit, minimum, maximum, description, ...annotations })
export const number = (
  unit: string,
  minimum: number,
  maximum: number,
  description: string,
  annotations: Annotations = {},
): Schema => ({ type: 'number', unit, minimum, maximum, description, ...annotations })
export const list = (
  items: Schema,
  expected: string,
  description: string,
  more: Partial<Schema> = {},
): Schema => ({
  type: 'array',
  items,
  expected,
  description,
  ...more,
})
export const object = (
  title: string,
  properties: Readonly<Record<string, Schema>>,
  more: Partial<Schema> = {},
): Schema => ({ type: 'object', title, additionalProperties: false, properties, ...more })
/** Takes a text, or an object; the keywords for texts apply to the one and those for objects to the other. */
export const textOrObject = (asText: Schema, asObject: Schema, expected: string): Schema => ({
  ...asText,
  ...asObject,
  type: TEXT_OR_OBJECT,
  expected,
})
