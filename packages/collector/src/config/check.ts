/** Checks the content of a configuration against the schema and fills in defaults. */
import { isObject } from '@hushlog/base'
import { Ajv, type ErrorObject, type ValidateFunction } from 'ajv'
import { didYouMean } from './did-you-mean.js'
import { ruleFaults } from './rule-faults.js'
import { configSchema } from './schema.js'
import { expectedOf, type Schema } from './schema-language.js'

export type Path = readonly (string | number)[]

/** Says what is wrong, without the value, which may be a secret. */
export interface Fault {
  readonly path: Path
  readonly message: string
  /** Is true when the key is wrong rather than its value. */
  readonly isKey?: boolean
}

let compiled: ValidateFunction | undefined

/** Compiles once: a command that needs no configuration does not pay for it. */
const validator = (): ValidateFunction => {
  compiled ??= new Ajv({
    allErrors: true,
    verbose: true,
    useDefaults: true,
    discriminator: true,
    strict: false,
  }).compile(configSchema)
  return compiled
}

const pathOf = (pointer: string): Path =>
  pointer
    .split('/')
    .slice(1)
    .map((step) => step.replaceAll('~1', '/').replaceAll('~0', '~'))
    .map((step) => (/^\d+$/.test(step) ? Number(step) : step))

const unknownKey = (key: string, path: Path, allowed: readonly string[]): Fault => {
  const near = didYouMean(key, allowed)
  const hint = near === undefined ? '.' : `; did you mean ${near}?`
  return {
    path: [...path, key],
    message: `unknown key${hint} Allowed: ${allowed.join(', ')}`,
    isKey: true,
  }
}

/** Returns the values of the property that tells the alternatives of a schema apart. */
const tagsOf = ({ oneOf = [] }: Schema, tag: string): readonly string[] =>
  oneOf.flatMap(({ properties }) => properties?.[tag]?.const ?? [])

/** @returns undefined for an error that another one says better */
const toFault = ({ keyword, params, parentSchema, instancePath }: ErrorObject): Fault | undefined => {
  const path = pathOf(instancePath)
  // Ajv reports every error with the schema that it was given.
  const schema = parentSchema as Schema
  switch (keyword) {
    case 'additionalProperties':
      return unknownKey(String(params.additionalProperty), path, Object.keys(schema.properties ?? {}))
    case 'required':
      return { path, message: `${params.missingProperty} is missing` }
    case 'discriminator': {
      const { tag, tagValue } = params
      const at = [...path, String(tag)]
      if (tagValue === undefined) return undefined
      if (typeof tagValue !== 'string') return { path: at, message: `expected a sink ${tag}` }
      return { path: at, message: `unknown sink ${tag}. Allowed: ${tagsOf(schema, tag).join(', ')}` }
    }
    default:
      return { path, message: `expected ${expectedOf(schema)}` }
  }
}

const isDifferent = (fault: Fault, i: number, faults: readonly Fault[]): boolean =>
  !faults
    .slice(0, i)
    .some(({ path, message }) => message === fault.message && String(path) === String(fault.path))

/**
 * Checks everything that can be said of one value without the others.
 *
 * @param content as it was parsed; missing values with a default are filled in
 */
export const checkSettings = (content: unknown): readonly Fault[] => {
  const validate = validator()
  const faults = validate(content)
    ? []
    : (validate.errors ?? []).flatMap((error) => toFault(error) ?? []).filter(isDifferent)
  return isObject(content) ? [...faults, ...ruleFaults(content)] : faults
}
