/** Describes the machine that figures were measured on, and gives server and load a core each. */
import { spawnSync } from 'node:child_process'
import { closeSync, fdatasyncSync, openSync, readFileSync, rmSync, writeSync } from 'node:fs'
import { cpus, loadavg, release, totalmem } from 'node:os'
import { join } from 'node:path'

/** Pins this process to core 1 and returns a prefix that pins a server to core 0, where `taskset` can. */
export function pinning() {
  const possible = cpus().length > 1 && spawnSync('taskset', ['--version']).status === 0
  if (!possible) return { pinned: false, serverPrefix: [] }
  // `-a` moves all threads of this process, so that the load never takes the server's core.
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

/** Returns the median time to flush as many appended bytes as a batch has. */
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

/** Counts the flush requests that all disks have completed so far; undefined where there is no /proc. */
export function diskFlushes() {
  try {
    const lines = readFileSync('/proc/diskstats', 'utf8').trim().split('\n')
    return lines.reduce((sum, line) => sum + Number(line.trim().split(/\s+/)[18] ?? 0), 0)
  } catch {
    return undefined
  }
}
