/** Turns the text of a configuration file into checked settings, and says where in the text each fault is. */
import { isObject } from '@hushlog/base'
import { type Document, isMap, isNode, isScalar, LineCounter, parseDocument, visit } from 'yaml'
import { camelCase } from './camel-case.js'
import { checkSettings, type Fault, type Path } from './check.js'
import { ConfigError, type ConfigFault } from './config-error.js'
import { type Environment, fillReferences, hideReferences } from './environment.js'
import type { Settings } from './settings.gen.js'

/** Finds faults of a content that the schema admits. */
export type FindFaults = (content: Readonly<Record<string, unknown>>) => readonly Fault[]

export const displayPath = (path: Path): string =>
  path.map((step, i) => (typeof step === 'number' ? `[${step}]` : i === 0 ? step : `.${step}`)).join('')

/** Returns the offset of a key, or of a value, in the text. */
const offsetOf = (document: Document, { path, isKey = false }: Fault): number => {
  if (isKey) {
    const parent = path.length === 1 ? document.contents : document.getIn(path.slice(0, -1), true)
    const pairs = isMap(parent) ? parent.items : []
    const pair = pairs.find(({ key }) => isScalar(key) && String(key.value) === String(path.at(-1)))
    if (isScalar(pair?.key)) return pair.key.range?.[0] ?? 0
  }
  const node = path.length === 0 ? document.contents : document.getIn(path, true)
  return (isNode(node) ? node.range?.[0] : undefined) ?? 0
}

/**
 * @param file names the text in messages
 * @param findMore finds what the schema cannot, once there are no other faults
 * @throws ConfigError with every fault that was found.
 */
export const parseSettings = (
  file: string,
  text: string,
  environment: Environment,
  findMore: FindFaults = () => [],
): Settings => {
  const lines = new LineCounter()
  const hidden = hideReferences(text)
  const document = parseDocument(hidden, { lineCounter: lines, prettyErrors: false })
  const place = (offset: number) => {
    const { line, col } = lines.linePos(offset)
    return { line, column: col }
  }
  const failOn = (faults: readonly ConfigFault[]): void => {
    if (faults.length > 0) throw new ConfigError(file, faults)
  }
  failOn(
    document.errors.map(({ pos, code }) => ({ ...place(pos[0]), at: '', message: `not YAML (${code})` })),
  )
  if (hidden !== text) failOn(fillAll(document, environment, place))

  const content: unknown = document.toJS() ?? {}
  const placed = (fault: Fault): ConfigFault => ({
    ...place(offsetOf(document, fault)),
    at: displayPath(fault.path),
    message: fault.message,
  })
  failOn(checkSettings(content).map(placed))
  if (!isObject(content)) throw new TypeError('the schema admits objects only')
  failOn(findMore(content).map(placed))
  return camelCase<Settings>(content)
}

/** @returns a fault for each variable that is not set */
const fillAll = (
  document: Document,
  environment: Environment,
  place: (offset: number) => Pick<ConfigFault, 'line' | 'column'>,
): readonly ConfigFault[] => {
  const faults: ConfigFault[] = []
  visit(document, {
    Scalar(_, node) {
      if (typeof node.value !== 'string') return
      node.value = fillReferences(node.value, environment, (name) => {
        const message = 'the environment variable is not set'
        faults.push({ ...place(node.range?.[0] ?? 0), at: name, message })
      })
    },
  })
  return faults
}
