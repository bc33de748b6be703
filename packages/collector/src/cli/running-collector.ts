/** Asks the running collector, as its admin: what it has open can be changed by no other process. */
import { addresses } from './banner.js'
import { type ConfigOption, load } from './load.js'

export interface RemoteOption extends ConfigOption {
  readonly url?: string
}

export interface RunningCollector {
  /** The parsed answer. @throws with what the collector says, when it refuses. */
  ask(method: string, path: string, body?: unknown): Promise<Readonly<Record<string, unknown>>>
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

  return {
    async ask(method, path, body) {
      const sent = body === undefined ? {} : { body: JSON.stringify(body) }
      const response = await fetch(`${base}${path}`, {
        method,
        // A connection that is kept would keep this process for seconds.
        headers: { authorization, 'content-type': 'application/json', connection: 'close' },
        ...sent,
      }).catch(() => {
        throw new Error(`no collector answers at ${base}; start it, or name another with --url`)
      })
      const answer: unknown = await response.json().catch(() => undefined)
      if (!isObject(answer))
        throw new Error(`${base} answered ${response.status} and not as a collector does`)
      if (response.ok) return answer
      const { title, detail, code } = answer
      const why = detail === undefined ? '' : `: ${String(detail)}`
      throw new Error(`the collector refused (${String(code ?? response.status)}): ${String(title)}${why}`)
    },
  }
}
