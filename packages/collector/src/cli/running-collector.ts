/** Asks the running collector, as its admin: what it has open can be changed by no other process. */
import type { ReadableStream } from 'node:stream/web'
import { addresses } from './banner.js'
import { type ConfigOption, load } from './load.js'

export interface RemoteOption extends ConfigOption {
  readonly url?: string
}

export interface RunningCollector {
  /** The parsed answer. @throws with what the collector says, when it refuses. */
  ask(method: string, path: string, body?: unknown): Promise<Readonly<Record<string, unknown>>>
  /** The body as it comes. @throws with what the collector says, when it refuses. */
  download(path: string): Promise<ReadableStream<Uint8Array>>
}

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null

export function runningCollector({ url, ...options }: RemoteOption): RunningCollector {
  const { config } = load(options)
  const base = (url ?? addresses(config.listen.host, config.listen.port).url).replace(/\/$/, '')
  const { adminPassword } = config
  if (adminPassword === undefined)
    throw new Error('this needs an admin_password in the configuration, or HUSHLOG_ADMIN_PASSWORD')
  const authorization = `Basic ${Buffer.from(`admin:${adminPassword}`).toString('base64')}`

  const request = (method: string, path: string, body?: unknown): Promise<Response> =>
    fetch(`${base}${path}`, {
      method,
      // A connection that is kept would keep this process for seconds.
      headers: { authorization, 'content-type': 'application/json', connection: 'close' },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    }).catch(() => {
      throw new Error(`no collector answers at ${base}; start it, or name another with --url`)
    })

  async function answerOf(response: Response): Promise<Readonly<Record<string, unknown>>> {
    const answer: unknown = await response.json().catch(() => undefined)
    if (!isObject(answer)) throw new Error(`${base} answered ${response.status} and not as a collector does`)
    if (response.ok) return answer
    const { title, detail, code } = answer
    const why = detail === undefined ? '' : `: ${String(detail)}`
    throw new Error(`the collector refused (${String(code ?? response.status)}): ${String(title)}${why}`)
  }

  return {
    ask: async (method, path, body) => answerOf(await request(method, path, body)),
    async download(path) {
      const response = await request('GET', path)
      if (!response.ok || response.body === null) await answerOf(response)
      return response.body as ReadableStream<Uint8Array>
    },
  }
}
