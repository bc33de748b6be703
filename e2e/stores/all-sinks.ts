/** Starts a collector with all sinks, set up as an operator does it, and compares what its stores hold. */
import { spawn } from 'node:child_process'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { inject, type ProvidedContext } from 'vitest'
import { type CollectorProcess, prepareCollector } from '../processes/collector-process.js'
import { readMetric } from './read-stores.js'
import type { Store } from './stores.js'

const COMMAND = fileURLToPath(new URL('../../packages/collector/bin/hushlog.mjs', import.meta.url))

/**
 * Returns which servers this run does not have; their reasons are printed at its end. A test must name its
 * servers in its own file, since a run starts those that its files mention.
 */
export const missingOf = (...names: readonly (keyof ProvidedContext)[]): readonly string[] =>
  names.filter((name) => 'reason' in inject(name))

/** Prepares the stores and starts a collector that writes to them. */
export async function startWith(
  stores: readonly Store[],
  config: Readonly<Record<string, unknown>> = {},
): Promise<CollectorProcess> {
  for (const store of stores) await store.prepare()
  const collector = await prepareCollector({
    config: {
      ...config,
      sinks: [{ type: 'file', path: './export', roll_seconds: 1 }, ...stores.map(({ sink }) => sink)],
    },
  })
  for (const { name } of stores) await setUp(collector, name)
  await collector.start()
  return collector
}

/** Undoes `startWith`, also when that failed. */
export async function endAll(
  collector: CollectorProcess | undefined,
  stores: readonly Store[],
): Promise<void> {
  await collector?.dispose()
  for (const store of stores) {
    await store.gate.close()
    await store.remove()
  }
}

function setUp({ configFile }: CollectorProcess, sink: string): Promise<void> {
  const child = spawn(process.execPath, [COMMAND, 'setup', sink, '--config', configFile], {
    stdio: ['ignore', 'ignore', 'inherit'],
  })
  return new Promise((resolve, reject) =>
    child.once('exit', (code) =>
      code === 0 ? resolve() : reject(new Error(`setup ${sink} ended with ${code}`)),
    ),
  )
}

export const readersOf = ({ name, readers = [name] }: Store): readonly string[] => readers

export const lagOf = ({ url }: CollectorProcess, sink: string): Promise<number> =>
  readMetric(url, 'hushlog_sink_lag_records', `sink="${sink}"`)

export async function untilDelivered(
  collector: CollectorProcess,
  sinks: readonly string[],
  limit: number,
): Promise<void> {
  const end = Date.now() + limit
  for (const sink of sinks)
    for (let lag = await lagOf(collector, sink); lag > 0; lag = await lagOf(collector, sink)) {
      if (Date.now() > end) throw new Error(`${sink} still lacks ${lag} records`)
      await sleep(200)
    }
}

/** Compares what a store holds with what was sent. */
export function compare(sent: readonly string[], found: readonly string[]) {
  const stored = new Set(found)
  const known = new Set(sent)
  return {
    missing: sent.filter((id) => !stored.has(id)).length,
    twice: found.length - stored.size,
    unknown: [...stored].filter((id) => !known.has(id)).length,
  }
}

export const exactly = { missing: 0, twice: 0, unknown: 0 } as const
