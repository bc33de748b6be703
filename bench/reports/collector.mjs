/** Makes a data folder with invented history, runs the collector on it, and asks it as its admin. */
import { spawnSync } from 'node:child_process'
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { freePort } from '../../e2e/processes/free-port.mjs'
import { startServer } from '../ingest/server-process.mjs'

const HUSHLOG = fileURLToPath(new URL('../../packages/collector/bin/hushlog.mjs', import.meta.url))
const PASSWORD = 'bench-reports-password'
const WRITE_KEY = 'hlw_bench0000000000000000reports'

export const TENANTS = ['acme', 'globex']

/** Longer than the longest history. */
const RETENTION_DAYS = 400

/**
 * @param {string} folder
 * @param {object[]} sinks as in the configuration
 */
export async function createHome(folder, sinks) {
  mkdirSync(folder, { recursive: true })
  const port = await freePort()
  const file = join(folder, 'hushlog.json')
  const tenants = TENANTS.map((id) => ({
    id,
    retention_days: RETENTION_DAYS,
    write_keys: id === TENANTS[0] ? [{ key: WRITE_KEY }] : [],
  }))
  const config = {
    listen: `127.0.0.1:${port}`,
    data_dir: join(folder, 'data'),
    admin_password: PASSWORD,
    report_cache_seconds: 0,
    tenants,
    sinks,
  }
  // YAML takes JSON as it is.
  writeFileSync(file, JSON.stringify(config))
  return { folder, file, port, dataDir: join(folder, 'data'), sinks }
}

/** @returns events stored a second */
export function makeHistory({ file, sinks }, { events, days, seed }) {
  const args = ['demo-data', '-c', file, '--events', events, '--days', days, '--seed', seed]
  const others = sinks.filter(({ type }) => type !== 'embedded').map(({ name }) => name)
  if (others.length > 0) args.push('--sinks', others.join())
  args.push('--tenants', TENANTS.length)
  const made = spawnSync(process.execPath, [HUSHLOG, ...args.map(String)], {
    stdio: ['ignore', 'pipe', 'inherit'],
    encoding: 'utf8',
  })
  if (made.status !== 0) throw new Error('hushlog demo-data failed')
  return JSON.parse(made.stdout).events_per_second
}

export async function startCollector({ file, port }) {
  const server = await startServer({
    name: 'hushlog',
    argv: [HUSHLOG, 'serve', '-c', file],
    port,
    readyPath: '/readyz',
    prefix: [],
  })
  const headers = {
    authorization: `Basic ${Buffer.from(`admin:${PASSWORD}`).toString('base64')}`,
    'content-type': 'application/json',
  }
  /** @throws Error on any answer but 200 */
  const ask = async (path, body) => {
    const response = await fetch(`${server.url}${path}`, {
      headers,
      ...(body !== undefined && { method: 'POST', body: JSON.stringify(body) }),
    })
    const text = await response.text()
    if (!response.ok) throw new Error(`${path} answered ${response.status}: ${text.slice(0, 300)}`)
    return JSON.parse(text)
  }
  return {
    ...server,
    ask,
    ingest: {
      url: server.url,
      headers: { authorization: `Bearer ${WRITE_KEY}`, 'content-type': 'application/json' },
    },
    /** Resolves when a store answers. @throws Error when none does within a minute */
    async answers() {
      for (const deadline = Date.now() + 60_000; ; ) {
        try {
          return await ask('/reports/overview?days=1')
        } catch (thrown) {
          if (Date.now() > deadline) throw thrown
        }
        await new Promise((resolve) => setTimeout(resolve, 250))
      }
    },
    /** Resolves when no sink lacks an event. */
    async stored() {
      while ((await ask('/v1/sinks')).sinks.some(({ lag_records: lag }) => lag > 0))
        await new Promise((resolve) => setTimeout(resolve, 250))
    },
  }
}
