/** What the figures were measured on, and which cores the two sides get. */
import { spawnSync } from 'node:child_process'
import { closeSync, fdatasyncSync, openSync, readFileSync, rmSync, writeSync } from 'node:fs'
import { cpus, loadavg, release, totalmem } from 'node:os'
import { join } from 'node:path'

/** Server on core 0, load on core 1; without `taskset` or a second core nothing is pinned. */
export function pinning() {
  const possible = cpus().length > 1 && spawnSync('taskset', ['--version']).status === 0
  if (!possible) return { pinned: false, serverPrefix: [] }
  // All threads of this process, so that the load never takes the server's core.
  spawnSync('taskset', ['-a', '-p', '-c', '1', String(process.pid)])
  return { pinned: true, serverPrefix: ['taskset', '-c', '0'] }
}

/** Lets this process run anywhere again. */
export function unpin() {
  spawnSync('taskset', ['-a', '-p', '-c', `0-${cpus().length - 1}`, String(process.pid)])
}

export function machineFacts(folder) {
  const [model] = cpus()
  return [
    `${cpus().length} × ${model?.model ?? 'unknown processor'}`,
    `${Math.round(totalmem() / 2 ** 30)} GB`,
    `Node ${process.version}`,
    `${process.platform} ${release()}`,
    `fdatasync ${fdatasyncMs(folder).toFixed(2)} ms`,
    `load ${loadavg()[0].toFixed(1)}`,
  ].join(' · ')
}

/** Median time to flush a batch's worth of appended bytes. */
function fdatasyncMs(folder) {
  const path = join(folder, 'fdatasync-probe')
  const file = openSync(path, 'a')
  const block = Buffer.alloc(37_500)
  const times = []
  for (let i = 0; i < 100; i++) {
    writeSync(file, block)
    const begun = performance.now()
    fdatasyncSync(file)
    times.push(performance.now() - begun)
  }
  closeSync(file)
  rmSync(path)
  return times.sort((a, b) => a - b)[50]
}

/** Flush requests that all disks have completed since they were attached; undefined where it cannot be known. */
export function diskFlushes() {
  try {
    const lines = readFileSync('/proc/diskstats', 'utf8').trim().split('\n')
    return lines.reduce((sum, line) => sum + Number(line.trim().split(/\s+/)[18] ?? 0), 0)
  } catch {
    return undefined
  }
}
