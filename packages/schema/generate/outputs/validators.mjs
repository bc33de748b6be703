/**
 * Writes `validators.gen.js`: Ajv's standalone code, one function for the envelope and one for each event. It
 * has no import and no `eval`, so that it runs under a strict CSP.
 */
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { Ajv } from 'ajv'
import standalone from 'ajv/dist/standalone/index.js'
import { build } from 'esbuild'
import { patternOf } from '../model.mjs'
import { header } from './header.mjs'

const root = join(dirname(fileURLToPath(import.meta.url)), '../..')

const kept = [
  'type',
  'pattern',
  'const',
  'minimum',
  'maximum',
  'minLength',
  'maxLength',
  'maxItems',
  'maxProperties',
]

/** An enumeration is checked as its pattern: Ajv would keep a copy of the schema for it. */
function pick(node) {
  const picked = Object.fromEntries(kept.filter((key) => key in node).map((key) => [key, node[key]]))
  return node.enum ? { ...picked, pattern: patternOf(node) } : picked
}

const regExp = Object.assign((source, flags) => new RegExp(source, flags), { code: 'compilePattern' })

function schemaOf(field) {
  const schema = pick(field.node)
  if (field.kind === 'object') return { ...schema, ...objectOf(field.fields) }
  if (field.kind === 'array') return { ...schema, items: pick(field.items) }
  if (field.kind === 'map') return { ...schema, additionalProperties: pick(field.node.additionalProperties) }
  return schema
}

function objectOf(fields, required = fields.filter((field) => field.required).map((field) => field.name)) {
  return {
    type: 'object',
    required,
    properties: Object.fromEntries(fields.map((field) => [field.name, schemaOf(field)])),
  }
}

/** The dispatch has checked `event` already. */
const withoutEvent = (names) => names.filter((name) => name !== 'event')

export async function validators(model) {
  const ajv = new Ajv({
    // `unicode: false` counts UTF-16 units: the caps are against abuse, and counting code points costs a
    // pass.
    unicode: false,
    unicodeRegExp: false,
    allErrors: false,
    messages: false,
    strict: true,
    allowUnionTypes: true,
    strictRequired: false,
    logger: false,
    code: { source: true, esm: true, lines: true, regExp },
  })
  const envelopeFields = model.envelope.filter((field) => field.name !== 'event')
  const shared = new Set(model.envelope.filter((field) => field.required).map((field) => field.name))
  const names = { envelope: 'envelope' }
  ajv.addSchema({ $id: 'envelope', ...objectOf(envelopeFields) })
  for (const event of model.events) {
    const required = withoutEvent(event.required).filter((name) => !shared.has(name))
    ajv.addSchema({ $id: event.name, ...objectOf(event.fields, required) })
    names[`event_${event.name}`] = event.name
  }
  const bundled = await build({
    stdin: {
      contents: `import { compilePattern } from '../src/fields/last-passed.ts'\n${standalone.default(ajv, names)}`,
      loader: 'js',
      resolveDir: join(root, 'generate'),
    },
    // Names of files in the output must not depend on where this runs.
    absWorkingDir: root,
    bundle: true,
    write: false,
    format: 'esm',
    platform: 'neutral',
    target: 'es2020',
    minifySyntax: true,
    legalComments: 'none',
  })
  const code = bundled.outputFiles[0].text
  for (const forbidden of [/\bimport\b/, /\brequire\(/, /\beval\(/, /new Function/])
    if (forbidden.test(code)) throw new Error(`the validators must not contain ${forbidden}`)
  return [
    { path: 'src/gen/validators.gen.js', content: `${header}${code}${dispatch(model)}` },
    { path: 'src/gen/validators.gen.d.ts', content: declarations() },
  ]
}

function dispatch(model) {
  const entries = model.events.map(({ name }) => `  ['${name}', event_${name}],\n`)
  return `export const eventValidators = new Map([\n${entries.join('')}])\n`
}

function declarations() {
  return `${header}
/** Describes the first failure that Ajv found. */
export interface Failure {
  readonly instancePath: string
  readonly keyword: string
  readonly params: Readonly<Record<string, unknown>>
}

export interface Validator {
  (data: unknown): boolean
  errors?: readonly Failure[] | null
}

export declare const envelope: Validator
/** Holds the validators by event type. */
export declare const eventValidators: ReadonlyMap<string, Validator>
`
}
