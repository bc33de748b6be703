/** `hushlog doctor` tries out what the collector needs on this machine, and ends with 1 when something is missing. */
import { closeSync, fdatasyncSync, mkdirSync, openSync, rmSync, writeSync } from 'node:fs'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { errorCode } from '@hushlog/base'
import type { CollectorConfig } from '../config/config.js'
import { findDashboard, readBrowserScript } from '../http/assets.js'
import { createLogSpace } from '../log/index.js'
import { networkFileSystem } from '../runtime/network-folder.js'
import { findRunning, type RunningState } from './doctor-running.js'
import { type CheckResult, checkSinks } from './doctor-sinks.js'
import { type ConfigOption, load } from './load.js'
import { printLines } from './output.js'

const MINIMUM_NODE: readonly [number, number] = [20, 19]
const MIB = 1024 ** 2

const checkNode = (): CheckResult => {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number)
  const ok = major > MINIMUM_NODE[0] || (major === MINIMUM_NODE[0] && minor >= MINIMUM_NODE[1])
  return { ok, what: `Node.js ${process.versions.node} (needs ${MINIMUM_NODE.join('.')} or later)` }
}

/** Measures how long the disk takes to make a write durable, for which every answer waits. */
const checkDisk = ({ dataDir }: CollectorConfig): CheckResult => {
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
    const code = errorCode(error) ?? 'unknown error'
    return { ok: false, what: `data folder ${dataDir} cannot be written (${code})` }
  } finally {
    rmSync(file, { force: true })
  }
}

/** Two machines that share the folder would not see each other's lock. */
const checkFileSystem = ({ dataDir }: CollectorConfig): CheckResult => {
  const network = networkFileSystem(dataDir)
  if (network === undefined) return { ok: true, what: 'data folder is on a disk of this machine' }
  const { name, isSure } = network
  return isSure
    ? { ok: false, what: `data folder is on a network file system (${name}), which is not supported` }
    : { ok: true, what: `data folder is on ${name}: it is not supported where other machines mount it too` }
}

const checkSpace = ({ dataDir, log }: CollectorConfig): CheckResult => {
  const space = createLogSpace({ dir: join(dataDir, 'log'), maxBytes: log.maxBytes })
  const free = space.diskFree()
  const limit = `the log may take ${Math.floor(space.limit() / MIB)} MiB`
  if (free === undefined) return { ok: true, what: `the file system does not say what is free; ${limit}` }
  const ok = !space.isDiskFull() && (log.maxBytes === undefined || free > log.maxBytes)
  return { ok, what: `${Math.floor(free / MIB)} MiB free; ${limit}` }
}

const describeRunning = ({ url, isReady, reasons }: RunningState): CheckResult => ({
  ok: isReady,
  what: `a collector runs at ${url}: ${[isReady ? 'ready' : 'not ready', ...reasons].join(', ')}`,
})

const checkPort = ({ listen: { host, port } }: CollectorConfig): Promise<CheckResult> =>
  new Promise((resolve) => {
    const server = createServer()
    server.once('error', (error: NodeJS.ErrnoException) =>
      resolve({ ok: false, what: `${host}:${port} cannot be listened on (${error.code})` }),
    )
    server.listen(port, host, () => {
      server.close(() => resolve({ ok: true, what: `${host}:${port} is free` }))
    })
  })

const checkBuilt = (name: string, isThere: boolean): CheckResult => ({
  ok: isThere,
  what: `${name} ${isThere ? 'is there' : 'is missing: build it'}`,
})

export const doctor = async (options: ConfigOption): Promise<void> => {
  const { config } = load(options)
  const disk = checkDisk(config)
  const running = await findRunning(config)
  const results = [
    checkNode(),
    disk,
    ...(disk.ok ? [checkFileSystem(config), checkSpace(config)] : []),
    running === undefined ? await checkPort(config) : describeRunning(running),
    ...(await checkSinks(config, running)),
    checkBuilt('the browser SDK', readBrowserScript() !== undefined),
    checkBuilt('the dashboard', findDashboard() !== undefined),
  ]
  printLines(results.map(({ ok, what }) => `${ok ? 'ok  ' : 'FAIL'}  ${what}`))
  if (results.some(({ ok }) => !ok)) process.exitCode = 1
}
