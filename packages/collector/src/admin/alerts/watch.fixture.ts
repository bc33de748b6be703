/** Watches alerts over values that a test sets, with a clock that a test moves and webhooks that it answers. */
import { join } from 'node:path'
import { MINUTE } from '@hushlog/base'
import type { AlertSettings } from '../../config/config.js'
import type { Figure } from '../../query/run-query.js'
import { createScheduler } from '../../runtime/scheduler.js'
import { createTestClock, type TestClock } from '../../runtime/test-clock.fixture.js'
import { type AlertFile, createAlertFile } from './alert-file.js'
import { type Alerts, createAlerts } from './alerts.js'
import type { Post } from './post-webhook.js'
import type { ReadWindow } from './read-window.js'

export const START = Date.UTC(2026, 0, 5, 12)

export const alertOf = (more: Partial<AlertSettings> = {}): AlertSettings => ({
  name: 'no-match',
  tenant: '*',
  query: { metrics: ['no_match_rate'] },
  above: 0.2,
  window: '1h',
  periods: 1,
  notify: ['log'],
  ...more,
})

export interface Told {
  readonly level: 'info' | 'warn' | 'error'
  readonly message: string
  readonly fields: Readonly<Record<string, unknown>>
}

export interface Sent {
  readonly url: string
  readonly headers: Readonly<Record<string, string>>
  readonly body: string
  /** Milliseconds since the epoch. */
  readonly at: number
}

export interface Watched {
  readonly alerts: Alerts
  readonly clock: TestClock
  readonly told: Told[]
  readonly sent: Sent[]
  /** Returns the lines that say what an alert did, as `name tenant state`. */
  states(): readonly string[]
  /** Moves time on, a step at a time so that work on files keeps up. */
  minutes(count: number): Promise<void>
  stop(): Promise<void>
}

export interface WatchOptions {
  readonly folder: string
  readonly alerts: readonly AlertSettings[]
  readonly tenants?: () => readonly string[]
  /** The value of a window, by how many windows lie after it: 0 is the one that ends now. */
  readonly value: (tenant: string, back: number) => Figure
  readonly answer?: (sent: Sent) => number | Promise<number>
  readonly start?: number
}

/** Tells when nothing of a file is being written. */
function createWatchedFile(path: string) {
  const file = createAlertFile(path)
  let writing = 0
  const watched: AlertFile = {
    read: file.read,
    async save(content) {
      writing++
      try {
        await file.save(content)
      } finally {
        writing--
      }
    },
  }
  /** Lets what waits for promises and for the disk go on. */
  const settle = async (): Promise<void> => {
    do for (let i = 0; i < 10; i++) await new Promise((resolve) => setImmediate(resolve))
    while (writing > 0)
  }
  return { file: watched, settle }
}

export async function watch(options: WatchOptions): Promise<Watched> {
  const { folder, value, answer = () => 200, tenants = () => ['acme'], start = START } = options
  const clock = createTestClock(start)
  const { file, settle } = createWatchedFile(join(folder, 'alerts.json'))
  const told: Told[] = []
  const sent: Sent[] = []
  const log = (level: Told['level']) => (fields: Told['fields'], message: string) => {
    told.push({ level, fields, message })
  }
  const scheduler = createScheduler({
    clock,
    random: () => 0.5,
    onError: (job, thrown) => log('error')({ job, thrown: String(thrown) }, 'a job failed'),
  })
  const readWindow: ReadWindow = async ({ tenants: asked, range, now }) => {
    const back = (now - range.to) / (range.to - range.from)
    return new Map(asked.map((tenant) => [tenant, value(tenant, back)]))
  }
  const post: Post = async (url, headers, body) => {
    const request = { url, headers, body, at: clock.now() }
    sent.push(request)
    return answer(request)
  }
  const alerts = createAlerts({
    file,
    readWindow,
    tenants,
    clock,
    scheduler,
    logger: { info: log('info'), warn: log('warn'), error: log('error') },
    post,
    random: () => 0.5,
  })
  alerts.setAlerts(options.alerts)
  await alerts.start()
  return {
    alerts,
    clock,
    told,
    sent,
    states: () =>
      told
        .filter(({ message }) => message === 'alert')
        .map(({ fields: { name, tenant, state } }) => `${name} ${tenant} ${state}`),
    async minutes(count) {
      for (let i = 0; i < count * 4; i++) {
        await clock.advance(MINUTE / 4)
        await settle()
      }
    },
    stop: () => scheduler.stop(),
  }
}
