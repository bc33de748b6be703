/** Asks a running collector as its admin. Commands need it for what no other process can change: the log and the sinks. */
import type { ReadableStream } from 'node:stream/web'
import { backOff, isObject, SECOND } from '@hushlog/base'
import { sleep, systemClock } from '../runtime/clock.js'
import { addresses } from './banner.js'
import { type ConfigOption, load } from './load.js'

export interface RemoteOption extends ConfigOption {
  readonly url?: string
}

export type Answer = Readonly<Record<string, unknown>>

export interface RunningCollector {
  /** @throws Error with what the collector says, when it refuses. */
  request(method: string, path: string, body?: unknown): Promise<Answer>
  /**
   * Asks again until a job is no longer pending.
   *
   * @param job as the collector answered it
   */
  waitFor(path: string, job: Answer): Promise<Answer>
  /** Returns the body as it arrives. @throws Error with what the collector says, when it refuses. */
  download(path: string): Promise<ReadableStream<Uint8Array>>
}

/** Many jobs end at once, and a long one need not be asked for often. */
const POLLING = { firstMs: 0.2 * SECOND, longestMs: 2 * SECOND }

/** Nothing listens at the address, or it is no HTTP server. */
export class NoCollectorError extends Error {
  override readonly name = 'NoCollectorError'
}

/** @throws Error when the configuration has no admin password. */
export function runningCollector({ url, ...options }: RemoteOption): RunningCollector {
  const { config } = load(options)
  const base = (url ?? addresses(config.listen.host, config.listen.port).url).replace(/\/$/, '')
  const { adminPassword } = config
  if (adminPassword === undefined)
    throw new Error(
      "this needs the admin's password: set HUSHLOG_ADMIN_PASSWORD, or admin_password in the configuration " +
        '(hushlog keys reset-admin makes another where the collector made it)',
    )
  const authorization = `Basic ${Buffer.from(`admin:${adminPassword}`).toString('base64')}`

  const send = (method: string, path: string, body?: unknown): Promise<Response> =>
    fetch(`${base}${path}`, {
      method,
      // A kept connection would keep this process for seconds.
      headers: { authorization, 'content-type': 'application/json', connection: 'close' },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    }).catch(() => {
      throw new NoCollectorError(`no collector answers at ${base}; start it, or name another with --url`)
    })

  const answerOf = async (response: Response): Promise<Answer> => {
    const answer: unknown = await response.json().catch(() => undefined)
    if (!isObject(answer)) throw new Error(`${base} answered ${response.status} and not as a collector does`)
    if (response.ok) return answer
    const { title, detail, code, pointer } = answer
    const place = typeof pointer === 'string' && pointer !== '' ? ` at ${pointer}` : ''
    const reason = detail === undefined ? place : `${place}: ${String(detail)}`
    throw new Error(`the collector refused (${String(code ?? response.status)}): ${String(title)}${reason}`)
  }

  const request: RunningCollector['request'] = async (method, path, body) =>
    answerOf(await send(method, path, body))

  return {
    request,
    async waitFor(path, job) {
      let answer = job
      for (let times = 0; answer.state === 'pending'; times++) {
        await sleep(systemClock, backOff(times, 1, POLLING), new AbortController().signal)
        answer = await request('GET', path)
      }
      return answer
    },
    async download(path) {
      const response = await send('GET', path)
      if (response.ok && response.body !== null) return response.body as ReadableStream<Uint8Array>
      await answerOf(response)
      throw new Error(`${base} answered ${response.status} without a body`)
    },
  }
}
