/** From the text of a file to its checked content, with the position of everything that is wrong. */
import { Ajv, type ErrorObject } from 'ajv'
import { isMap, isNode, isScalar, LineCounter, parseDocument, visit } from 'yaml'
import { ConfigError, type ConfigFault } from './config-error.js'
import { didYouMean } from './did-you-mean.js'
import { type Environment, fillReferences, hideReferences } from './environment.js'
import { ruleFaults } from './rule-faults.js'
import { configSchema, sinkSchemas } from './schema.js'

const ajv = new Ajv({ allErrors: true, verbose: true, strict: false })
const checkConfig = ajv.compile(configSchema)
const checkSink = new Map([...sinkSchemas].map(([type, schema]) => [type, ajv.compile(schema)]))

type Path = readonly (string | number)[]

const pathOf = (pointer: string): Path =>
  pointer
    .split('/')
    .slice(1)
    .map((step) => step.replaceAll('~1', '/').replaceAll('~0', '~'))
    .map((step) => (/^\d+$/.test(step) ? Number(step) : step))

const display = (path: Path): string =>
  path.map((step, i) => (typeof step === 'number' ? `[${step}]` : i === 0 ? step : `.${step}`)).join('')

const allowedNames = (schema: unknown): readonly string[] =>
  typeof schema === 'object' &&
  schema !== null &&
  'properties' in schema &&
  schema.properties instanceof Object
    ? Object.keys(schema.properties)
    : []

const expectedOf = (schema: unknown): string =>
  typeof schema === 'object' && schema !== null && 'expected' in schema
    ? String(schema.expected)
    : 'another value'

interface Fault {
  readonly path: Path
  readonly message: string
  /** The position is the key's, not the value's. */
  readonly key?: boolean
}

const describe = ({ keyword, params, parentSchema, instancePath }: ErrorObject, under: Path): Fault => {
  const path = [...under, ...pathOf(instancePath)]
  if (keyword === 'additionalProperties') {
    const unknown = String(params.additionalProperty)
    const allowed = allowedNames(parentSchema)
    const near = didYouMean(unknown, allowed)
    const hint = near === undefined ? '.' : `; did you mean ${near}?`
    return {
      path: [...path, unknown],
      message: `unknown key${hint} Allowed: ${allowed.join(', ')}`,
      key: true,
    }
  }
  if (keyword === 'required') return { path, message: `${params.missingProperty} is missing` }
  return { path, message: `expected ${expectedOf(parentSchema)}` }
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

const checkSinks = (sinks: unknown): Fault[] => {
  if (!Array.isArray(sinks)) return []
  return sinks.flatMap((sink: unknown, i): Fault[] => {
    if (!isRecord(sink) || typeof sink.type !== 'string') return []
    const under: Path = ['sinks', i]
    const check = checkSink.get(sink.type)
    if (check === undefined)
      return [
        {
          path: [...under, 'type'],
          message: `unknown sink type. Allowed: ${[...sinkSchemas.keys()].join(', ')}`,
        },
      ]
    return check(sink) ? [] : (check.errors ?? []).map((error) => describe(error, under))
  })
}

/** @throws ConfigError with every fault that was found. */
export const parseConfig = (
  file: string,
  text: string,
  environment: Environment,
): Record<string, unknown> => {
  const lines = new LineCounter()
  const document = parseDocument(hideReferences(text), { lineCounter: lines, prettyErrors: false })
  const at = (offset: number | undefined) => {
    const { line, col } = lines.linePos(offset ?? 0)
    return { line, column: col }
  }
  if (document.errors.length > 0) {
    throw new ConfigError(
      file,
      document.errors.map(({ pos, code }) => ({ ...at(pos[0]), at: '', message: `not YAML (${code})` })),
    )
  }

  const faults: ConfigFault[] = []
  visit(document, {
    Scalar(_, node) {
      if (typeof node.value !== 'string') return
      node.value = fillReferences(node.value, environment, (name) => {
        faults.push({ ...at(node.range?.[0]), at: name, message: 'the environment variable is not set' })
      })
    },
  })
  if (faults.length > 0) throw new ConfigError(file, faults)

  const content: unknown = document.toJS() ?? {}
  const found = checkConfig(content) ? [] : (checkConfig.errors ?? []).map((error) => describe(error, []))
  if (isRecord(content)) found.push(...checkSinks(content.sinks), ...ruleFaults(content))

  const position = ({ path, key }: Fault) => {
    const last = path.at(-1)
    if (key) {
      const parent = document.getIn(path.slice(0, -1), true)
      const pairs = isMap(parent) ? parent.items : isMap(document.contents) ? document.contents.items : []
      const pair = pairs.find((item) => isScalar(item.key) && String(item.key.value) === String(last))
      if (isScalar(pair?.key)) return at(pair.key.range?.[0])
    }
    const node = path.length === 0 ? document.contents : document.getIn(path, true)
    return at(isNode(node) ? node.range?.[0] : 0)
  }
  if (found.length > 0 || !isRecord(content)) {
    throw new ConfigError(
      file,
      found.map((fault) => ({ ...position(fault), at: display(fault.path), message: fault.message })),
    )
  }
  return content
}
