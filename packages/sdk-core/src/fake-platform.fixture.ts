/** A platform for tests: the clock stands still until told, the network answers by script, nothing is random. */
import { RULES_VERSION } from '@hushlog/schema/sanitize'
import type { Platform, SendRequest, SendResponse } from './platform.js'
import { createUlids, nextUlid, type Ulids } from './ulid.js'

/** An answer, or a connection that breaks before one. */
export type Scripted =
  | { readonly status: number; readonly retryAfter?: string; readonly body?: string }
  | 'lost'

type TextRequest = SendRequest & { readonly body: string }

export interface FakePlatform extends Platform {
  readonly ids: Ulids
  readonly requests: TextRequest[]
  readonly warnings: string[]
  /** Decides about each request; the default stores everything. */
  answer: (request: SendRequest, events: { id: string; event: string }[]) => Scripted
  /** Requests wait for `release` instead of being answered at once. */
  hold: boolean
  release(): Promise<void>
  /** Runs due timers in order, letting promises settle in between. */
  advance(ms: number): Promise<void>
  time: number
  sessionId: string | undefined
  share: number
  readonly timers: number
}

export function createFakePlatform(): FakePlatform {
  const timers = new Set<{ readonly at: number; readonly run: () => void }>()
  let held: (() => void)[] = []
  let seed = 1
  const ids = createUlids((length) => {
    seed = (seed * 48271) % 0x7fffffff
    return Uint8Array.from({ length }, (_, i) => (seed >> (i % 16)) & 255)
  })

  async function settle() {
    for (let i = 0; i < 1000; i++) await Promise.resolve()
  }

  const fake: FakePlatform = {
    requests: [],
    warnings: [],
    answer: () => ({ status: 202 }),
    hold: false,
    time: Date.UTC(2026, 0, 31),
    sessionId: undefined,
    share: 1,
    async release() {
      const open = held
      held = []
      for (const answer of open) answer()
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
    ids,
    newId: (now) => nextUlid(ids, now),
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
    async send(request: TextRequest) {
      fake.requests.push(request)
      if (fake.hold) await new Promise<void>((resolve) => held.push(resolve))
      const scripted = fake.answer(request, JSON.parse(request.body).events)
      if (scripted === 'lost') throw new Error('connection reset')
      return { retryAfter: undefined, body: '', ...scripted } satisfies SendResponse
    },
    warn: (message) => fake.warnings.push(message),
    context: (own) => ({ ...(own as object), sdk: 'test', sdk_version: '1.0.0', rules: RULES_VERSION }),
    scope: () => ({ session_id: fake.sessionId }),
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
} as const
