/**
 * Watches figures: each alert of the configuration asks its query about the window that ends now, and about those before
 * it where that could change its state, and tells when it fires and when it ends.
 *
 * Invariants:
 *  - A change is on disk before anybody is told, so that a restart tells nothing twice.
 *  - A window without a value, and figures that are late, change nothing.
 *  - One evaluation runs at a time, and asks one statement at a time.
 */
import { SECOND } from '@hushlog/base'
import type { AlertSettings } from '../../config/config.js'
import type { Range } from '../../query/language/range.js'
import type { Figure } from '../../query/run-query.js'
import type { Clock } from '../../runtime/clock.js'
import { describeError } from '../../runtime/describe-error.js'
import type { Logger } from '../../runtime/logger.js'
import { createRepeats } from '../../runtime/repeats.js'
import type { Scheduler } from '../../runtime/scheduler.js'
import type { AlertFile, AlertFileContent, StoredState } from './alert-file.js'
import { judge, speaksAgainst, thresholdOf } from './judge.js'
import { messageOf } from './message.js'
import type { Post } from './post-webhook.js'
import type { ReadWindow } from './read-window.js'
import { createWebhooks } from './webhooks.js'
import { intervalOf, windowAt, windowMs } from './window.js'

/** It is looked at that often whether an alert is due; the shortest interval of one is a minute. */
const TICK = 15 * SECOND

/** What is known of an alert for a tenant. Times are milliseconds since the epoch. */
export interface AlertStatus {
  readonly alert: AlertSettings
  readonly tenant: string
  readonly firing: boolean
  /** When the state became what it is; undefined for an alert that has not fired yet. */
  readonly since: number | undefined
  /** The value of the window that was looked at last; undefined before the first look. */
  readonly last: { readonly value: Figure; readonly range: Range } | undefined
}

export interface AlertsOptions {
  readonly file: AlertFile
  readonly readWindow: ReadWindow
  /** Returns the ids of all tenants. */
  readonly tenants: () => readonly string[]
  readonly clock: Clock
  readonly scheduler: Scheduler
  readonly logger: Logger
  readonly post: Post
  readonly random?: () => number
}

export interface Alerts {
  /** Takes these alerts in place of those before. The state of an alert stays with its name. */
  setAlerts(alerts: readonly AlertSettings[]): void
  /** Reads what a former process knew and begins to watch. */
  start(): Promise<void>
  /** Returns every alert with each of its tenants, in the order of the configuration. */
  status(): readonly AlertStatus[]
}

interface Known {
  firing: boolean
  since: number | undefined
  changedBy: number
  last: AlertStatus['last']
}

interface Change {
  readonly tenant: string
  readonly firing: boolean
  readonly value: number
}

const keyOf = (alert: string, tenant: string): string => `${alert}/${tenant}`

export function createAlerts({
  file,
  readWindow,
  tenants,
  clock,
  scheduler,
  logger,
  post,
  random = Math.random,
}: AlertsOptions): Alerts {
  let alerts: readonly AlertSettings[] = []
  const known = new Map<string, Known>()
  /** Holds when each alert was looked at, by its name. */
  const looked = new Map<string, number>()
  const missed = createRepeats<{ readonly alert: string; readonly code: string }>({
    scheduler,
    name: 'missed alerts',
    write: (fields, times) => logger.warn({ ...fields, times }, 'an alert could not be evaluated'),
  })

  const tenantsOf = ({ tenant }: AlertSettings): readonly string[] => {
    const all = tenants()
    if (tenant === '*') return all
    return all.filter((id) => (typeof tenant === 'string' ? id === tenant : tenant.includes(id)))
  }
  const knownOf = (alert: string, tenant: string): Known => {
    const key = keyOf(alert, tenant)
    const found = known.get(key) ?? { firing: false, since: undefined, changedBy: 0, last: undefined }
    known.set(key, found)
    return found
  }
  const pairs = () => alerts.flatMap((alert) => tenantsOf(alert).map((tenant) => ({ alert, tenant })))

  const content = (): AlertFileContent => ({
    states: pairs().flatMap(({ alert: { name }, tenant }): readonly StoredState[] => {
      const { firing, since, changedBy } = knownOf(name, tenant)
      return since === undefined ? [] : [{ alert: name, tenant, firing, since, value: changedBy }]
    }),
    messages: webhooks.waiting(),
  })
  const save = (): Promise<void> => file.save(content)
  const webhooks = createWebhooks({ clock, scheduler, logger, post, random, save })

  /** Reads the windows of the tenants, the latest first, as far back as they could change a state. */
  async function changesOf(alert: AlertSettings, now: number): Promise<readonly Change[]> {
    const values = new Map<string, Figure[]>()
    let open = tenantsOf(alert)
    for (let back = 0; back < alert.periods && open.length > 0; back++) {
      const range = windowAt(now, windowMs(alert.window), back)
      const read = await readWindow({ alert, tenants: open, range, now })
      for (const [tenant, value] of read) {
        values.set(tenant, [...(values.get(tenant) ?? []), value])
        if (back === 0) knownOf(alert.name, tenant).last = { value, range }
      }
      open = open.filter((tenant) =>
        speaksAgainst(alert, knownOf(alert.name, tenant).firing, read.get(tenant) ?? null),
      )
    }
    return [...values].flatMap(([tenant, found]): readonly Change[] => {
      const { firing } = knownOf(alert.name, tenant)
      const value = found[0] ?? null
      if (value === null || judge(alert, firing, found) === 'stays') return []
      return [{ tenant, firing: !firing, value }]
    })
  }

  async function tell(alert: AlertSettings, changes: readonly Change[], now: number): Promise<void> {
    for (const { tenant, firing, value } of changes) {
      Object.assign(knownOf(alert.name, tenant), { firing, since: now, changedBy: value })
      webhooks.add(alert, (id) => messageOf({ id, alert, tenant, firing, value, now }))
    }
    await save()
    if (alert.notify.some((each) => typeof each === 'string'))
      for (const { tenant, firing, value } of changes)
        logger[firing ? 'warn' : 'info'](
          { name: alert.name, tenant, state: firing ? 'firing' : 'ok', value, threshold: thresholdOf(alert) },
          'alert',
        )
  }

  async function evaluate(alert: AlertSettings): Promise<void> {
    const now = clock.now()
    looked.set(alert.name, now)
    try {
      const changes = await changesOf(alert, now)
      if (changes.length > 0) await tell(alert, changes, now)
    } catch (thrown) {
      const { error, code = error } = describeError(thrown)
      missed.note({ alert: alert.name, code })
    }
  }

  const isDue = ({ name, window }: AlertSettings): boolean =>
    clock.now() - (looked.get(name) ?? Number.NEGATIVE_INFINITY) >= intervalOf(windowMs(window))

  async function run(signal: AbortSignal): Promise<void> {
    for (const alert of alerts) {
      if (signal.aborted) return
      if (isDue(alert)) await evaluate(alert)
    }
    webhooks.send()
  }

  return {
    setAlerts(next) {
      alerts = next
      webhooks.setAlerts(next)
      // An alert that has another query or window is looked at again at once.
      looked.clear()
      const wanted = new Set(pairs().map(({ alert, tenant }) => keyOf(alert.name, tenant)))
      for (const key of known.keys()) if (!wanted.has(key)) known.delete(key)
    },
    async start() {
      const stored = await file.read()
      if (stored === undefined) logger.warn({}, 'the file of alerts is damaged; alerts may be told again')
      for (const { alert, tenant, firing, since, value } of stored?.states ?? [])
        Object.assign(knownOf(alert, tenant), { firing, since, changedBy: value })
      webhooks.restore(stored?.messages ?? [])
      scheduler.schedule({ name: 'alerts', every: TICK, run })
    },
    status: () =>
      pairs().map(({ alert, tenant }) => {
        const { firing, since, last } = knownOf(alert.name, tenant)
        return { alert, tenant, firing, since, last }
      }),
  }
}
