/** `hushlog doctor`: what the collector needs on this machine, tried for real. Ends with 1 when something is missing. */
import { closeSync, fdatasyncSync, mkdirSync, openSync, rmSync, statfsSync, writeSync } from 'node:fs'
import { createServer } from 'node:net'
import { join } from 'node:path'
import type { CollectorConfig } from '../config/config.js'
import { findDashboard, readBrowserScript } from '../http/assets.js'
import { checkSinks } from './doctor-sinks.js'
import { type ConfigOption, load } from './load.js'

interface Finding {
  readonly ok: boolean
  readonly what: string
}

const MINIMUM_NODE: readonly [number, number] = [20, 19]
const MIB = 1024 ** 2

const node = (): Finding => {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number)
  const ok = major > MINIMUM_NODE[0] || (major === MINIMUM_NODE[0] && minor >= MINIMUM_NODE[1])
  return { ok, what: `Node.js ${process.versions.node} (needs ${MINIMUM_NODE.join('.')} or later)` }
}

/** How long the disk takes to make a write durable: what an answer waits for at least. */
const disk = ({ dataDir }: CollectorConfig): Finding => {
  const file = join(dataDir, `doctor-${process.pid}`)
  try {
    mkdirSync(dataDir, { recursive: true, mode: 0o700 })
    const handle = openSync(file, 'wx')
    const begin = performance.now()
    for (let i = 0; i < 10; i++) {
      writeSync(handle, Buffer.alloc(4096))
      fdatasyncSync(handle)
    }
    const each = (performance.now() - begin) / 10
    closeSync(handle)
    return { ok: true, what: `data folder can be written; a flush takes ${each.toFixed(1)} ms` }
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown error'
    return { ok: false, what: `data folder ${dataDir} cannot be written (${code})` }
  } finally {
    rmSync(file, { force: true })
  }
}

const space = ({ dataDir, log }: CollectorConfig): Finding => {
  const { bavail, bsize } = statfsSync(dataDir)
  const free = bavail * bsize
  const what = `${Math.floor(free / MIB)} MiB free; the log may take ${Math.floor(log.maxBytes / MIB)} MiB`
  return { ok: free > log.maxBytes, what }
}

const port = ({ listen: { host, port: number } }: CollectorConfig): Promise<Finding> =>
  new Promise((resolve) => {
    const server = createServer()
    server.once('error', (error: NodeJS.ErrnoException) =>
      resolve({ ok: false, what: `${host}:${number} cannot be listened on (${error.code})` }),
    )
    server.listen(number, host, () => {
      server.close(() => resolve({ ok: true, what: `${host}:${number} is free` }))
    })
  })

const built = (name: string, found: boolean): Finding => ({
  ok: found,
  what: `${name} ${found ? 'is there' : 'is missing: build it'}`,
})

export const doctor = async (options: ConfigOption): Promise<void> => {
  const { config } = load(options)
  const writable = disk(config)
  const findings = [
    node(),
    writable,
    ...(writable.ok ? [space(config)] : []),
    await port(config),
    ...(await checkSinks(config.sinks)),
    built('the browser SDK', readBrowserScript() !== undefined),
    built('the dashboard', findDashboard() !== undefined),
  ]
  for (const { ok, what } of findings) process.stdout.write(`${ok ? 'ok  ' : 'FAIL'}  ${what}\n`)
  if (findings.some(({ ok }) => !ok)) process.exitCode = 1
}
