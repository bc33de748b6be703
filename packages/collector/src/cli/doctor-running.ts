/** Asks for `hushlog doctor` whether a collector runs at the address of the configuration, and how it fares. */
import { isObject, SECOND } from '@hushlog/base'
import type { CollectorConfig } from '../config/config.js'
import { addresses } from './banner.js'

export interface RunningState {
  readonly url: string
  readonly isReady: boolean
  /** Codes that say why it is not ready, or which store is not open yet. */
  readonly reasons: readonly string[]
  /** The sinks as `GET /v1/sinks` shows them; undefined without the admin's password. */
  readonly sinks: readonly Readonly<Record<string, unknown>>[] | undefined
}

/** A collector on this machine answers within this many milliseconds. */
const LIMIT = 3 * SECOND

/** @returns undefined when no collector answers at the address */
export async function findRunning({
  listen,
  adminPassword,
}: Pick<CollectorConfig, 'listen' | 'adminPassword'>): Promise<RunningState | undefined> {
  const { url } = addresses(listen.host, listen.port)
  const get = async (path: string, headers: Record<string, string> = {}) => {
    // A kept connection would keep this process for seconds.
    const init = { headers: { ...headers, connection: 'close' }, signal: AbortSignal.timeout(LIMIT) }
    const response = await fetch(`${url}${path}`, init)
    const body: unknown = await response.json()
    return { ok: response.ok, body: isObject(body) ? body : {} }
  }
  try {
    const alive = await get('/healthz')
    if (alive.body.status !== 'alive') return undefined
    const { ok, body } = await get('/readyz')
    const reasons = Array.isArray(body.reasons) ? body.reasons.map(String) : []
    const authorization = `Basic ${Buffer.from(`admin:${adminPassword}`).toString('base64')}`
    const { sinks } = adminPassword === undefined ? {} : (await get('/v1/sinks', { authorization })).body
    return { url, isReady: ok, reasons, sinks: Array.isArray(sinks) ? sinks.filter(isObject) : undefined }
  } catch {
    // Nobody answers, or somebody who is no collector.
    return undefined
  }
}
