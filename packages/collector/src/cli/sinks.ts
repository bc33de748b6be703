/**
 * `hushlog sinks` shows which sink holds the log back, and detaches or attaches one: through the running
 * collector, or in the data folder for the next start when none runs.
 */
import type { CollectorConfig } from '../config/config.js'
import { checkDataFolder } from '../config/data-folder.js'
import { type AttachPoint, type DetachedSinks, openDetachedSinks } from '../delivery/detached-sinks.js'
import type { SinkStatus } from '../delivery/fan-out.js'
import { lockFolder } from '../runtime/lock-folder.js'
import { load } from './load.js'
import { printJson, printLines } from './output.js'
import { NoCollectorError, type RemoteOption, runningCollector } from './running-collector.js'

const MIB = 1024 * 1024

interface SinksAnswer {
  readonly log: { readonly records: number; readonly bytes: number; readonly limit_bytes: number }
  readonly sinks: readonly SinkStatus[]
}

/** Session summaries are a sink of their own. */
const namesOf = ({ sinks }: CollectorConfig): readonly string[] =>
  sinks
    .filter(({ enabled }) => enabled)
    .flatMap((sink) =>
      sink.type === 'opensearch' && sink.sessions !== undefined
        ? [sink.name, sink.sessions.name]
        : [sink.name],
    )

/**
 * Asks the running collector, or uses the data folder when none answers at the configured address.
 *
 * @throws FolderLockedError when a collector has the data folder open and does not answer there
 */
async function runningOrOffline<T>(
  options: RemoteOption,
  ask: (collector: ReturnType<typeof runningCollector>) => Promise<T>,
  offline: (config: CollectorConfig, detached: DetachedSinks) => Promise<T>,
): Promise<T> {
  const { config } = load(options)
  if (config.adminPassword !== undefined || options.url !== undefined) {
    try {
      return await ask(runningCollector(options))
    } catch (thrown) {
      if (!(thrown instanceof NoCollectorError) || options.url !== undefined) throw thrown
    }
  }
  checkDataFolder(config.dataDir)
  const unlock = await lockFolder(config.dataDir, 'the data folder')
  try {
    return await offline(config, openDetachedSinks(config.dataDir))
  } finally {
    unlock()
  }
}

function checkName(config: CollectorConfig, name: string): void {
  const names = namesOf(config)
  if (!names.includes(name)) throw new Error(`there is no such sink; sinks: ${names.join(', ')}`)
}

const inWords = (sink: SinkStatus): string =>
  [
    `${sink.name} (${sink.type}): ${sink.state.replace('_', ' ')}`,
    `${sink.lag_records} records behind`,
    ...(sink.lag_records > 0
      ? [`about ${Math.ceil(sink.lag_bytes / MIB)} MiB`, `the oldest ${Math.round(sink.lag_seconds)} s old`]
      : []),
    ...(sink.holds_log_back ? ['holds the log back'] : []),
    ...(sink.last_error === null ? [] : [`last error ${sink.last_error.code} at ${sink.last_error.at}`]),
    ...(sink.failing_since === null ? [] : [`failing since ${sink.failing_since}`]),
    ...(sink.detached_since === null
      ? []
      : [`detached since ${sink.detached_since}`, `${sink.detached} records lost to it`]),
  ].join(', ')

export async function listSinks(options: RemoteOption & { readonly json?: true }): Promise<void> {
  const answer = await runningOrOffline<SinksAnswer | { readonly sinks: readonly OfflineSink[] }>(
    options,
    async (collector) => (await collector.request('GET', '/v1/sinks')) as unknown as SinksAnswer,
    async (config, detached) => ({ sinks: namesOf(config).map((name) => offlineSink(name, detached)) }),
  )
  if (options.json) return printJson(answer)
  if (!('log' in answer)) {
    printLines([
      'no collector runs; this is what the next start does',
      ...answer.sinks.map(({ name, state, since }) =>
        since === null ? `${name}: ${state}` : `${name}: ${state}, since ${since}`,
      ),
    ])
    return
  }
  const { bytes, limit_bytes, records } = answer.log
  printLines([
    `log: ${records} records, ${Math.ceil(bytes / MIB)} of ${Math.floor(limit_bytes / MIB)} MiB`,
    ...answer.sinks.map(inWords),
  ])
}

interface OfflineSink {
  readonly name: string
  readonly state: 'attached' | 'detached' | 'attaches at the next start'
  readonly since: string | null
}

function offlineSink(name: string, detached: DetachedSinks): OfflineSink {
  const found = detached.get(name)
  if (found === undefined) return { name, state: 'attached', since: null }
  return {
    name,
    state: found.attach === null ? 'detached' : 'attaches at the next start',
    since: found.since,
  }
}

const pathOf = (name: string, action: 'detach' | 'attach'): string =>
  `/v1/sinks/${encodeURIComponent(name)}/${action}`

export async function detachSink(name: string, options: RemoteOption): Promise<void> {
  const sink = await runningOrOffline<object>(
    options,
    (collector) => collector.request('POST', pathOf(name, 'detach')),
    async (config, detached) => {
      checkName(config, name)
      const before = detached.get(name)
      const since = before?.since ?? new Date().toISOString()
      await detached.set(name, { since, position: before?.position ?? null, attach: null })
      return offlineSink(name, detached)
    },
  )
  printJson(sink)
}

export async function attachSink(
  name: string,
  { from, ...options }: RemoteOption & { readonly from: AttachPoint },
): Promise<void> {
  const sink = await runningOrOffline<object>(
    options,
    (collector) => collector.request('POST', pathOf(name, 'attach'), { from }),
    async (config, detached) => {
      checkName(config, name)
      const before = detached.get(name)
      // A detachment that no start has seen is taken back: the sink's reader is as it was.
      if (before?.position === null) await detached.remove(name)
      else if (before !== undefined) await detached.set(name, { ...before, attach: from })
      return offlineSink(name, detached)
    },
  )
  printJson(sink)
}
