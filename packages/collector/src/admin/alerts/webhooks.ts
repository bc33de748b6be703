/**
 * Tells webhooks what changed. Each webhook of an alert has a queue of its own, so that one that is out of reach delays
 * no other and no evaluation. A message is tried again with growing waits, and given up after a time.
 */
import { createHash } from 'node:crypto'
import { type BackOffLimits, backOff, HOUR, MINUTE, SECOND } from '@hushlog/base'
import { decodeTime, ulid } from 'ulid'
import type { AlertSettings } from '../../config/config.js'
import type { Clock } from '../../runtime/clock.js'
import type { Logger } from '../../runtime/logger.js'
import type { Job, Scheduler } from '../../runtime/scheduler.js'
import { withTimeLimit } from '../../runtime/with-time-limit.js'
import type { Message } from './alert-file.js'
import { type Post, postWebhook, type WebhookTarget } from './post-webhook.js'

/** Receivers answer within seconds; more is a receiver that hangs. */
const TIME_LIMIT = 10 * SECOND
/** The waits grow to ten minutes, so that a restart of the receiver is outlived and a dead one is left alone. */
const WAITS: BackOffLimits = { firstMs: 2 * SECOND, longestMs: 10 * MINUTE, shortestMs: 500 }
const MAX_ATTEMPTS = 10
/** Older news of an alert misleads; messages that wait behind others are given up by it too. */
const MAX_AGE = HOUR
/** A queue of a receiver that is out of reach holds at most so many messages, the oldest are given up. */
const MAX_WAITING = 1000

export interface WebhooksOptions {
  readonly clock: Clock
  readonly scheduler: Scheduler
  readonly logger: Logger
  readonly post: Post
  /** Returns at least 0 and less than 1. */
  readonly random: () => number
  /** Saves what `waiting` returns. */
  readonly save: () => Promise<void>
}

export interface Webhooks {
  /** Takes these alerts in place of those before; messages to webhooks that are gone are dropped. */
  setAlerts(alerts: readonly AlertSettings[]): void
  /** Adds a message to the queue of each webhook of the alert. Call `save` and then `send`. */
  add(alert: AlertSettings, body: (id: string) => string): void
  /** Puts messages back that a former process has left. */
  restore(messages: readonly Message[]): void
  waiting(): readonly Message[]
  /** Begins to send what waits. */
  send(): void
}

interface Queue {
  readonly alert: string
  target: WebhookTarget
  messages: Message[]
  readonly job: Job
  /** Attempts that failed since one succeeded. */
  failures: number
}

type Attempted = 'done' | 'stopped' | number

const nameOf = (alert: string, url: string): string =>
  createHash('sha256').update(`${alert}\n${url}`).digest('hex').slice(0, 32)

export function createWebhooks({ clock, scheduler, logger, post, random, save }: WebhooksOptions): Webhooks {
  const queues = new Map<string, Queue>()

  const giveUp = ({ alert, target }: Queue, attempts: number): void =>
    logger.error({ alert, host: new URL(target.url).host, attempts }, 'a webhook was not told of an alert')

  /** @returns `done` with the message, or the milliseconds until the next attempt */
  async function attempt(queue: Queue, message: Message, signal: AbortSignal): Promise<Attempted> {
    const { alert, target } = queue
    const code = await withTimeLimit(clock, TIME_LIMIT, signal, (limited) =>
      postWebhook(post, target, message, clock.now(), limited),
    )
    if (code === undefined) {
      queue.failures = 0
      return 'done'
    }
    // An attempt that was broken off by the end of the process is made again by the next one.
    if (signal.aborted) return 'stopped'
    const attempts = message.attempts + 1
    const { host } = new URL(target.url)
    if (queue.failures === 0) logger.warn({ alert, host, code }, 'a webhook failed; it is tried again')
    const wait = backOff(queue.failures++, random(), WAITS)
    if (attempts >= MAX_ATTEMPTS || clock.now() - decodeTime(message.id) > MAX_AGE) {
      giveUp(queue, attempts)
      return 'done'
    }
    queue.messages = queue.messages.map((each) => (each === message ? { ...message, attempts } : each))
    return wait
  }

  async function work(queue: Queue, signal: AbortSignal): Promise<void> {
    for (let message = queue.messages[0]; message !== undefined; message = queue.messages[0]) {
      const { id } = message
      const attempted = await attempt(queue, message, signal)
      if (attempted === 'stopped') return
      if (attempted === 'done') queue.messages = queue.messages.filter((each) => each.id !== id)
      await save()
      if (attempted !== 'done') return queue.job.after(attempted)
    }
  }

  function createQueue(alert: string, target: WebhookTarget): Queue {
    const queue: Queue = {
      alert,
      target,
      messages: [],
      failures: 0,
      job: scheduler.schedule({ name: 'alert webhook', run: (signal) => work(queue, signal), retry: WAITS }),
    }
    return queue
  }

  return {
    setAlerts(alerts) {
      const wanted = new Set<string>()
      for (const { name, notify } of alerts)
        for (const each of notify) {
          if (typeof each === 'string') continue
          const target = { url: each.webhook, secret: each.secret }
          const id = nameOf(name, target.url)
          wanted.add(id)
          const queue = queues.get(id)
          if (queue === undefined) queues.set(id, createQueue(name, target))
          else queue.target = target
        }
      for (const [id, { job }] of queues) {
        if (wanted.has(id)) continue
        queues.delete(id)
        void job.stop()
      }
    },
    add({ name, notify }, body) {
      for (const each of notify) {
        if (typeof each === 'string') continue
        const target = nameOf(name, each.webhook)
        const queue = queues.get(target)
        if (queue === undefined) continue
        const id = ulid(clock.now())
        queue.messages.push({ id, target, body: body(id), attempts: 0 })
        const oldest = queue.messages.length > MAX_WAITING ? queue.messages.shift() : undefined
        if (oldest !== undefined) giveUp(queue, oldest.attempts)
      }
    },
    restore(messages) {
      for (const message of messages) queues.get(message.target)?.messages.push(message)
    },
    waiting: () => [...queues.values()].flatMap(({ messages }) => messages),
    send() {
      // A queue whose receiver fails waits for its time.
      for (const { messages, failures, job } of queues.values())
        if (messages.length > 0 && failures === 0) void job.now()
    },
  }
}
