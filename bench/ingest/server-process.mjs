/**
 * Starts a server to be measured as a child process, and ends it when the benchmark ends, however that ends.
 */
import { spawn } from 'node:child_process'
import { readFileSync } from 'node:fs'

const READY_MS = 30_000
const running = new Set()
process.once('exit', () => {
  for (const child of running) child.kill('SIGKILL')
})

export async function startServer({ name, argv, port, readyPath, env = {}, cwd, prefix }) {
  const [command, ...args] = [...prefix, process.execPath, ...argv]
  const child = spawn(command, args, {
    cwd,
    env: { ...process.env, ...env },
    stdio: ['ignore', 'ignore', 'pipe'],
  })
  running.add(child)
  let stderr = ''
  child.stderr.setEncoding('utf8').on('data', (text) => {
    stderr = (stderr + text).slice(-4000)
  })
  const ended = new Promise((resolve) => {
    child.once('error', (error) => resolve(error.message))
    child.once('close', (code, signal) => resolve(code ?? signal))
  }).finally(() => running.delete(child))

  const url = `http://127.0.0.1:${port}`
  const stop = async () => {
    child.kill('SIGTERM')
    const timer = setTimeout(() => child.kill('SIGKILL'), 20_000)
    const code = await ended
    clearTimeout(timer)
    return code
  }

  const deadline = Date.now() + READY_MS
  while (!(await answers(`${url}${readyPath}`))) {
    if (!running.has(child)) throw new Error(`${name} ended with ${await ended}: ${stderr}`)
    if (Date.now() > deadline) {
      await stop()
      throw new Error(`${name} was not ready in ${READY_MS} ms: ${stderr}`)
    }
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
  return {
    name,
    url,
    pid: child.pid,
    stop,
    memoryMb: () => sumMemory(treeOf(child.pid).map(memoryMb)),
    cpuSeconds: () => treeOf(child.pid).reduce((sum, pid) => sum + cpuSeconds(pid), 0),
  }
}

async function answers(url) {
  try {
    const response = await fetch(url)
    await response.arrayBuffer()
    return response.ok
  } catch {
    return false // not listening yet
  }
}

/** Returns a process and its children, such as the engine of the embedded store. */
function treeOf(pid) {
  try {
    const children = readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').trim()
    return [pid, ...(children === '' ? [] : children.split(' ').map(Number).flatMap(treeOf))]
  } catch {
    return [pid]
  }
}

/** Adds up what processes had at most, though not all at the same time. */
function sumMemory(all) {
  if (all.includes(undefined)) return undefined
  return all.reduce((sum, { now, peak }) => ({ now: sum.now + now, peak: sum.peak + peak }))
}

/** Returns the resident megabytes now and at most; undefined where there is no /proc. */
export function memoryMb(pid) {
  try {
    const status = readFileSync(`/proc/${pid}/status`, 'utf8')
    const read = (field) => Math.round(Number(new RegExp(`${field}:\\s+(\\d+)`).exec(status)?.[1]) / 1024)
    return { now: read('VmRSS'), peak: read('VmHWM') }
  } catch {
    return undefined
  }
}

/**
 * Returns the processor time of all threads so far, in seconds. /proc counts hundredths; without /proc this
 * is not a number.
 */
export function cpuSeconds(pid) {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
    return (Number(fields[11]) + Number(fields[12])) / 100
  } catch {
    return Number.NaN
  }
}
