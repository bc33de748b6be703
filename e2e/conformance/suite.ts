/** Runs one case of `cases.json` with one driver, and returns what it observed. */
import cases from './cases.json' with { type: 'json' }
import type { DrivenClient, Driver, Ledger } from './driver.js'
import { type Answer, startFakeCollector } from './fake-collector.js'

type Step =
  | { readonly track: number; readonly event?: string; readonly fields?: Readonly<Record<string, unknown>> }
  /** Waits for so many milliseconds. */
  | { readonly wait: number }
  /** Waits until nothing is queued, at most so many milliseconds; the client sends by itself. */
  | { readonly settle: number }
  | { readonly flush: number }
  | { readonly shutdown: number }
  | { readonly call: string }

export interface Case {
  readonly id: string
  readonly description: string
  readonly options?: Readonly<Record<string, unknown>>
  readonly answers: readonly Answer[]
  readonly steps: readonly Step[]
  readonly expect: Expectation
}

interface Expectation {
  /** Everything that is not named is 0 or empty. */
  readonly ledger?: Partial<Ledger>
  readonly stored?: number
  /** Requires a number between the two. */
  readonly requests?: readonly number[]
  readonly max_batch?: number
  readonly concurrency?: number
  /** Requires so many milliseconds between the first and the second request. */
  readonly min_gap?: number
  /** Allows these drop reasons only, for cases whose numbers depend on sizes. */
  readonly dropped_only?: readonly string[]
  /** Requires so many milliseconds between the `sent_at` of the first and of the second request. */
  readonly sent_at_gap?: number
  /** Requires these drop reasons in the client reports that arrived. */
  readonly reported?: readonly string[]
}

export const conformanceCases = cases as readonly Case[]

export interface Observation {
  readonly ledger: Ledger
  readonly stored: number
  readonly requests: number
  readonly maxBatch: number
  readonly concurrency: number
  readonly gap: number
  /** Holds the milliseconds between the `sent_at` of the first two requests. */
  readonly sentAtGap: number
  readonly reported: readonly string[]
  /** Lists the ids whose content differed between two attempts. */
  readonly changed: readonly string[]
}

export async function observe(driver: Driver, { answers, options, steps }: Case): Promise<Observation> {
  const collector = await startFakeCollector(answers)
  try {
    const client = await driver.start({
      endpoint: collector.url,
      writeKey: 'hlw_conformance',
      flushInterval: 100,
      autoTrack: false,
      ...options,
    })
    for (const step of steps) {
      if ('track' in step)
        await client.trackMany(step.track, step.event ?? 'cta_clicked', step.fields ?? { label: 'buy' })
      else if ('wait' in step) await new Promise((resolve) => setTimeout(resolve, step.wait))
      else if ('settle' in step) await settle(client, step.settle)
      else if ('call' in step) await client.call(step.call)
      else if ('flush' in step) await client.call('flush', step.flush)
      else await client.call('shutdown', step.shutdown)
    }
    const ledger = (await client.call('stats')) as Ledger
    // This ends the client's retries before the server ends.
    await client.call('shutdown', 0)
    const { requests, stored, reports, concurrency, changed } = collector
    return {
      ledger,
      stored: stored.size,
      requests: requests.length,
      maxBatch: Math.max(0, ...requests.map(({ events }) => events.length)),
      concurrency,
      gap: requests[1]?.at ?? 0,
      sentAtGap: (requests[1]?.sentAt ?? 0) - (requests[0]?.sentAt ?? 0),
      reported: [...reports.values()].flatMap(({ drops }) =>
        String(drops)
          .split(',')
          .map((pair) => pair.replace(/:\d+$/, '')),
      ),
      changed,
    }
  } finally {
    await collector.close()
  }
}

async function settle(client: DrivenClient, limit: number): Promise<void> {
  const from = Date.now()
  while (((await client.call('stats')) as Ledger).queued > 0 && Date.now() - from < limit)
    await new Promise((resolve) => setTimeout(resolve, 20))
}
