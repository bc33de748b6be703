/** A platform for tests, whose clock, network and random numbers do what the test says. */
import { RULES_VERSION } from '@hushlog/schema/sanitize'
import type { Platform, SendRequest, SendResponse } from './platform.js'

/** A response, or a connection that breaks before there is one. */
export type FakeResponse =
  | { readonly status: number; readonly retryAfter?: string; readonly body?: string }
  | 'lost'

type TextRequest = SendRequest & { readonly body: string }

export interface FakePlatform extends Platform {
  readonly requests: TextRequest[]
  readonly warnings: string[]
  /** Decides about each request. The default stores everything. */
  respond: (request: SendRequest, events: { id: string; event: string }[]) => FakeResponse
  /** While true, requests get their response only by `release`. */
  isHolding: boolean
  release(): Promise<void>
  /** Moves the clock, and runs due timers in order. Promises settle in between. */
  advance(ms: number): Promise<void>
  time: number
  sessionId: string | undefined
  share: number
  readonly timers: number
}

export function createFakePlatform(): FakePlatform {
  const timers = new Set<{ readonly at: number; readonly run: () => void }>()
  let held: (() => void)[] = []
  let ids = 0

  async function settle() {
    for (let i = 0; i < 1000; i++) await Promise.resolve()
  }

  const fake: FakePlatform = {
    requests: [],
    warnings: [],
    respond: () => ({ status: 202 }),
    isHolding: false,
    time: Date.UTC(2026, 0, 31),
    sessionId: undefined,
    share: 1,
    async release() {
      const released = held
      held = []
      for (const resolve of released) resolve()
      await settle()
    },
    async advance(ms) {
      const end = fake.time + ms
      await settle()
      for (;;) {
        const due = [...timers].filter((timer) => timer.at <= end).sort((a, b) => a.at - b.at)[0]
        if (due === undefined) break
        timers.delete(due)
        fake.time = Math.max(fake.time, due.at)
        due.run()
        await settle()
      }
      fake.time = end
    },
    get timers() {
      return timers.size
    },
    now: () => fake.time,
    random: () => fake.share,
    newId: () => `01${`${++ids}`.padStart(24, '0')}`,
    byteLength: (text) => {
      let bytes = 0
      for (const char of text) {
        const code = char.codePointAt(0) ?? 0
        bytes += code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x10000 ? 3 : 4
      }
      return bytes
    },
    setTimer(run, ms) {
      const timer = { at: fake.time + Math.max(0, ms), run }
      timers.add(timer)
      return () => timers.delete(timer)
    },
    async sendRequest(request: TextRequest) {
      fake.requests.push(request)
      if (fake.isHolding) await new Promise<void>((resolve) => held.push(resolve))
      const response = fake.respond(request, JSON.parse(request.body).events)
      if (response === 'lost') throw new Error('connection reset')
      return { retryAfter: undefined, body: '', ...response } satisfies SendResponse
    },
    warn: (message) => fake.warnings.push(message),
    buildContext: (own) => ({ ...(own as object), sdk: 'test', sdk_version: '1.0.0', rules: RULES_VERSION }),
    currentScope: () => ({ session_id: fake.sessionId }),
  }
  return fake
}

/** Options of a client in tests: one second between batches, a minute until an event expires. */
export const testOptions = {
  content: 'off',
  consent: 'granted',
  maxQueueBytes: 1024 * 1024,
  maxAge: 60_000,
  flushInterval: 1000,
  requestTimeout: 10_000,
  sampleRate: 1,
} as const
