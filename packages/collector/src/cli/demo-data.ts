/**
 * `hushlog demo-data` makes up a history: believable events of an invented company, into a fresh data folder of a
 * collector that does not run.
 */
import { DAY, MINUTE, SECOND } from '@hushlog/base'
import type { CollectorConfig, SinkConfig } from '../config/config.js'
import type { Logger } from '../runtime/logger.js'
import { checkFolder, type DemoMark, type Wanted, writeMark } from './demo/demo-folder.js'
import { createHistory } from './demo/history.js'
import { storeHistories } from './demo/store-history.js'
import { type ConfigOption, load } from './load.js'
import { printJson } from './output.js'

interface DemoOptions extends ConfigOption {
  readonly events: number
  readonly days: number
  readonly tenants: number
  readonly seed: number
  readonly sinks?: readonly string[]
}

/** Progress is printed every so many milliseconds. */
const PROGRESS = 5 * SECOND
/** The history begins so many milliseconds late, because a tenant takes no event older than it keeps them. */
const MARGIN = 10 * MINUTE

/** @throws Error when the configuration has fewer tenants, or keeps events for a shorter time */
const chooseTenants = (
  { tenants }: CollectorConfig,
  { tenants: count, days }: DemoOptions,
): readonly string[] => {
  if (tenants.length < count)
    throw new Error(
      `the configuration has ${tenants.length} tenants; add ${count - tenants.length}, or say fewer`,
    )
  const chosen = tenants.slice(0, count)
  const short = chosen.find(({ retentionDays }) => retentionDays < days)
  if (short !== undefined)
    throw new Error(
      `the tenant "${short.id}" keeps events for ${short.retentionDays} days; say --days ${short.retentionDays}, ` +
        'or set its retention_days',
    )
  return chosen.map(({ id }) => id)
}

/** @throws Error when a sink is not configured, or there is none to store anything in */
const chooseSinks = ({ sinks }: CollectorConfig, also: readonly string[]): readonly SinkConfig[] => {
  const unknown = also.find((name) => !sinks.some((sink) => sink.name === name))
  if (unknown !== undefined)
    throw new Error(
      `--sinks names no sink of the configuration. There are: ${sinks.map(({ name }) => name).join(', ')}`,
    )
  const chosen = sinks.filter(({ type, name }) => type === 'embedded' || also.includes(name))
  if (chosen.length === 0)
    throw new Error('the configuration has no embedded store; name other sinks with --sinks')
  return chosen
}

/** Divides events among tenants: the first has the most, as in life. */
const divide = (events: number, tenants: number): readonly number[] => {
  const weights = Array.from({ length: tenants }, (_, i) => 1 / (i + 1))
  const total = weights.reduce((sum, weight) => sum + weight)
  const others = weights.slice(1).map((weight) => Math.floor((events * weight) / total))
  return [events - others.reduce((sum, own) => sum + own, 0), ...others]
}

const createProgress = (events: number) => {
  const began = performance.now()
  let next = began + PROGRESS
  return (stored: number): void => {
    const now = performance.now()
    if (now < next) return
    next = now + PROGRESS
    const rate = Math.round((stored * SECOND) / (now - began))
    process.stderr.write(`${stored} of ${events} events, ${rate} a second\n`)
  }
}

/** Only what keeps the history from being stored is said. */
const logger: Logger = {
  info: () => undefined,
  warn: ({ sink, code }, message) =>
    process.stderr.write(`${message} (${[sink, code].filter(Boolean).join(', ')})\n`),
  error: ({ sink, file }, message) =>
    process.stderr.write(`${message} (${[sink, file].filter(Boolean).join(', ')})\n`),
}

async function make(config: CollectorConfig, mark: DemoMark): Promise<void> {
  const { tenants, events, seed, span } = mark
  writeMark(config.dataDir, mark)
  const histories = divide(events, tenants.length).map((own, i) => ({
    tenantId: tenants[i] ?? '',
    hours: createHistory({ seed: seed + i, events: own, span }),
  }))
  await storeHistories({ config, histories, logger, progress: createProgress(events) })
  writeMark(config.dataDir, { ...mark, finished: true })
}

export const demoData = async (options: DemoOptions): Promise<void> => {
  const { config } = load(options)
  const { events, days, seed, sinks = [] } = options
  const wanted: Wanted = { seed, events, days, tenants: chooseTenants(config, options) }
  const chosen = chooseSinks(config, sinks)
  const known = checkFolder(config.dataDir, wanted)
  if (known?.finished) {
    process.stderr.write('The data folder has this history already.\n')
    return
  }
  const to = Date.now()
  const span = known?.span ?? { from: to - days * DAY + MARGIN, to }
  const began = performance.now()
  await make({ ...config, sinks: chosen }, { ...wanted, span, finished: false })
  const seconds = (performance.now() - began) / SECOND
  printJson({
    events,
    tenants: wanted.tenants,
    from: new Date(span.from).toISOString(),
    to: new Date(span.to).toISOString(),
    sinks: chosen.map(({ name }) => name),
    seconds: Math.round(seconds * 10) / 10,
    events_per_second: Math.round(events / seconds),
  })
}
