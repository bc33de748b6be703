/** Starts the servers that a run compares, and says how to send to each and when it is done. */
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { freePort } from '../../e2e/processes/free-port.mjs'
import { startServer } from './server-process.mjs'

const BASELINE = fileURLToPath(new URL('./baseline-server.mjs', import.meta.url))
const ROOT = fileURLToPath(new URL('../..', import.meta.url))
const WRITE_KEY = 'hlw_benchwritekey000000000001'
const METRICS_TOKEN = 'bench-metrics-token'

export async function startBaseline({ folder, prefix }) {
  const port = await freePort()
  const server = await startServer({
    name: 'bare server',
    argv: [BASELINE, String(port), join(folder, 'baseline.log')],
    port,
    readyPath: '/',
    prefix,
  })
  return {
    ...server,
    request: { url: server.url, path: '/', headers: jsonGzip },
    settled: async () => undefined,
  }
}

/** @param checkout the root of the repository whose built collector is started */
export async function startCollector({ name, folder, prefix, sinks, nodeArgs = [], checkout = ROOT }) {
  const port = await freePort()
  const home = join(folder, name.replaceAll(/[^a-z]+/g, '-'))
  mkdirSync(home, { recursive: true })
  const config = {
    listen: `127.0.0.1:${port}`,
    data_dir: './data',
    env: 'bench',
    metrics_token: METRICS_TOKEN,
    tenants: [{ id: 'bench', name: 'Bench', write_keys: [{ key: WRITE_KEY, origins: ['*'] }] }],
    sinks,
  }
  // JSON is YAML.
  writeFileSync(join(home, 'hushlog.yaml'), JSON.stringify(config, undefined, 2))
  const server = await startServer({
    name,
    argv: [...nodeArgs, join(checkout, 'packages/collector/bin/hushlog.mjs'), 'serve'],
    port,
    readyPath: '/readyz',
    env: { HUSHLOG_CONFIG: join(home, 'hushlog.yaml'), NODE_ENV: 'production' },
    cwd: home,
    prefix,
  })
  return {
    ...server,
    home,
    request: {
      url: server.url,
      path: '/v1/events',
      headers: { ...jsonGzip, authorization: `Bearer ${WRITE_KEY}` },
    },
    settled: () => lagIsZero(server.url),
  }
}

const jsonGzip = { 'content-type': 'application/json', 'content-encoding': 'gzip' }

/** Waits until no sink has anything left to deliver. It resolves at once when there is no sink. */
async function lagIsZero(url) {
  while ((await lagRecords(url)) > 0) await new Promise((resolve) => setTimeout(resolve, 20))
}

export async function lagRecords(url) {
  return metric(await metrics(url), 'hushlog_sink_lag_records')
}

export async function metrics(url) {
  const response = await fetch(`${url}/metrics`, { headers: { authorization: `Bearer ${METRICS_TOKEN}` } })
  return response.text()
}

/** Returns the sum of a metric over its labels. */
export function metric(text, name) {
  const lines = text.split('\n').filter((line) => line.startsWith(`${name}{`) || line.startsWith(`${name} `))
  return lines.reduce((sum, line) => sum + Number(line.slice(line.lastIndexOf(' ') + 1)), 0)
}
