/**
 * Runs the built collector as an operator does: `hushlog serve` as a process on a free port of the loopback,
 * with a folder of its own for configuration, data and exported files. It can be killed at any moment and
 * started again on the same data and port.
 */
import { type ChildProcess, spawn } from 'node:child_process'
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { freePort } from './free-port.mjs'

const COMMAND = fileURLToPath(new URL('../../packages/collector/bin/hushlog.mjs', import.meta.url))
const READY_MS = 120_000
const OUTPUT_CHARS = 8 * 1024 * 1024

/** Says how often a test of kills kills the collector; `npm run test:long` does it more often. */
export const KILLS = Number(process.env.HUSHLOG_KILLS ?? 5)
/** The time limit of such a test in milliseconds: a busy machine takes seconds to start a collector. */
export const KILLS_TIMEOUT = 60_000 + KILLS * 10_000

/** The default configuration has these two tenants. */
export const acme = {
  id: 'acme',
  writeKey: 'hlw_e2eacmewritekey0000000001',
  readToken: 'hlr_e2eacmereadtoken000000001',
} as const
export const globex = {
  id: 'globex',
  writeKey: 'hlw_e2eglobexwritekey00000001',
  readToken: 'hlr_e2eglobexreadtoken0000001',
} as const
export const adminPassword = 'e2e-admin-password'
export const metricsToken = 'e2e-metrics-token'

export interface CollectorProcessOptions {
  /** Top-level keys of the configuration file, over the default ones; paths are relative to `folder`. */
  readonly config?: Readonly<Record<string, unknown>>
  readonly env?: Readonly<Record<string, string>>
  /** Holds words in front of the command, such as `['taskset', '-c', '0']`. */
  readonly prefix?: readonly string[]
  readonly nodeArgs?: readonly string[]
}

export interface CollectorProcess {
  readonly url: string
  readonly port: number
  /** Holds the configuration, `data` and `export`. */
  readonly folder: string
  readonly dataDir: string
  /** The file sink of the default configuration writes to this folder. */
  readonly exportDir: string
  readonly configFile: string
  pid(): number | undefined
  running(): boolean
  /** Resolves when `/readyz` answers 200. */
  start(): Promise<void>
  /** Sends SIGKILL, and resolves when the process has ended. */
  kill(): Promise<void>
  /** Sends SIGTERM, and resolves with the exit code. */
  stop(): Promise<number | null>
  /** Returns what all processes of this collector wrote so far. */
  stdout(): string
  stderr(): string
  /** Returns stdout and stderr together. */
  output(): string
  dispose(): Promise<void>
}

const tenants = [
  {
    id: acme.id,
    name: 'Acme',
    write_keys: [{ key: acme.writeKey, origins: ['*'] }],
    read_tokens: [{ token: acme.readToken, scopes: ['read', 'erase'] }],
    content: 'off',
  },
  {
    id: globex.id,
    name: 'Globex',
    write_keys: [{ key: globex.writeKey, origins: ['https://app.globex.example'] }],
    read_tokens: [{ token: globex.readToken, scopes: ['read', 'erase'] }],
    content: 'redacted',
  },
]

/** Lets the default tenants take and keep events of fixed times, which are older with each day. */
export const keepsOldEvents = {
  max_event_age_days: 3650,
  tenants: tenants.map((tenant) => ({ ...tenant, retention_days: 3650 })),
}

/**
 * Makes the default configuration: two tenants, the embedded sink, and a file sink that writes an object
 * every second.
 */
export const defaultConfig = (port: number): Record<string, unknown> => ({
  listen: `127.0.0.1:${port}`,
  data_dir: './data',
  env: 'test',
  admin_password: adminPassword,
  metrics_token: metricsToken,
  tenants,
  sinks: [{ type: 'file', path: './export', roll_seconds: 1 }],
})

/** Prepares the folder and starts the process. */
export async function startCollector(options: CollectorProcessOptions = {}): Promise<CollectorProcess> {
  const collector = await prepareCollector(options)
  try {
    await collector.start()
  } catch (error) {
    await collector.dispose()
    throw error
  }
  return collector
}

export async function prepareCollector(options: CollectorProcessOptions = {}): Promise<CollectorProcess> {
  const port = await freePort()
  const folder = await mkdtemp(join(tmpdir(), 'hushlog-e2e-'))
  const dataDir = join(folder, 'data')
  const exportDir = join(folder, 'export')
  const configFile = join(folder, 'hushlog.yaml')
  const url = `http://127.0.0.1:${port}`
  await mkdir(dataDir, { recursive: true })
  // Any JSON is YAML.
  await writeFile(configFile, JSON.stringify({ ...defaultConfig(port), ...options.config }, undefined, 2))

  const output = { stdout: '', stderr: '' }
  let child: ChildProcess | undefined
  let exited: Promise<number | null> = Promise.resolve(null)

  const running = () => child !== undefined && child.exitCode === null && child.signalCode === null

  const signal = async (name: NodeJS.Signals) => {
    if (running()) child?.kill(name)
    return exited
  }

  const launch = () => {
    const argv = [...(options.prefix ?? []), process.execPath, ...(options.nodeArgs ?? []), COMMAND, 'serve']
    const [command = process.execPath, ...args] = argv
    const { NODE_OPTIONS: _nodeOptions, ...environment } = process.env
    const started = spawn(command, args, {
      cwd: folder,
      env: { ...environment, HUSHLOG_CONFIG: configFile, ...options.env },
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    for (const name of ['stdout', 'stderr'] as const) {
      started[name].setEncoding('utf8').on('data', (text: string) => {
        output[name] = (output[name] + text).slice(-OUTPUT_CHARS)
      })
    }
    exited = new Promise((resolve, reject) => {
      started.once('error', reject)
      const killWithUs = () => started.kill('SIGKILL')
      process.once('exit', killWithUs)
      // `close` comes after the last output; `exit` may come before it.
      started.once('close', (code) => {
        process.off('exit', killWithUs)
        resolve(code)
      })
    })
    // A caller that waits for the exit gets the error; without one it must not end the test run.
    exited.catch(() => undefined)
    child = started
  }

  return {
    url,
    port,
    folder,
    dataDir,
    exportDir,
    configFile,
    pid: () => child?.pid,
    running,
    async start() {
      if (running()) throw new Error('the collector is already running')
      launch()
      const deadline = Date.now() + READY_MS
      while (!(await isReady(url))) {
        if (!running())
          throw new Error(`the collector ended with ${await exited}\n${output.stderr.slice(-4000)}`)
        if (Date.now() > deadline) {
          await signal('SIGKILL')
          throw new Error(`the collector was not ready in ${READY_MS} ms\n${output.stderr.slice(-4000)}`)
        }
        await new Promise((resolve) => setTimeout(resolve, 25))
      }
    },
    async kill() {
      await signal('SIGKILL')
    },
    stop: () => signal('SIGTERM'),
    stdout: () => output.stdout,
    stderr: () => output.stderr,
    output: () => output.stdout + output.stderr,
    async dispose() {
      await signal('SIGKILL')
      await rm(folder, { recursive: true, force: true })
    },
  }
}

async function isReady(url: string): Promise<boolean> {
  try {
    const response = await fetch(`${url}/readyz`, { signal: AbortSignal.timeout(2_000) })
    await response.arrayBuffer()
    return response.status === 200
  } catch {
    return false // The collector does not listen yet.
  }
}
