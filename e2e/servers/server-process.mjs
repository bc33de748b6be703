/**
 * Starts a server as a child process, with its output in a file, and ends it with this process, whatever
 * happens.
 */
import { spawn } from 'node:child_process'
import { closeSync, openSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'

/**
 * Limits a start, in milliseconds. A cold start takes seconds of processor time, and a busy machine may give
 * it a hundredth.
 */
const READY_LIMIT_MS = 600_000
/** A server that has not ended so long after SIGTERM is killed. */
const STOP_LIMIT_MS = 120_000

/** These end with this process, also when a signal or a fault ends it. */
const running = new Set()
process.once('exit', () => {
  for (const child of running) child.kill('SIGKILL')
})

/**
 * @param {{
 *   name: string,
 *   folder: string,
 *   command: string,
 *   args: readonly string[],
 *   env?: Record<string, string>,
 *   user?: { uid: number, gid: number },
 *   ready: () => Promise<boolean>,
 *   stopSignal?: NodeJS.Signals,
 * }} options `ready` may throw while the server does not listen yet
 * @returns {Promise<{ pid: number, stop(): Promise<void>, kill(): Promise<void> }>}
 */
export async function startServer({ name, folder, command, args, env, user, ready, stopSignal = 'SIGTERM' }) {
  const log = join(folder, `${name}.log`)
  const handle = openSync(log, 'a')
  const child = spawn(command, args, {
    cwd: folder,
    env: { ...process.env, ...env },
    stdio: ['ignore', handle, handle],
    ...user,
  })
  closeSync(handle)
  running.add(child)
  let isOver = false
  const ended = new Promise((resolve) => {
    const over = () => {
      isOver = true
      running.delete(child)
      resolve()
    }
    child.once('exit', over)
    child.once('error', over)
  })

  const end = async (signal) => {
    if (!isOver) child.kill(signal)
    const limit = new AbortController()
    const late = sleep(STOP_LIMIT_MS, 'late', { signal: limit.signal, ref: false }).catch(() => 'in time')
    if ((await Promise.race([ended, late])) === 'late') {
      child.kill('SIGKILL')
      await ended
    }
    limit.abort()
  }

  const limit = Date.now() + READY_LIMIT_MS
  while (!(await answers(ready))) {
    if (isOver) throw new Error(`${name} ended while it started: ${lastLines(log)}`)
    if (Date.now() > limit) {
      await end('SIGKILL')
      throw new Error(`${name} was not ready after ${READY_LIMIT_MS / 1000} s: ${lastLines(log)}`)
    }
    await sleep(100)
  }
  return { pid: child.pid, stop: () => end(stopSignal), kill: () => end('SIGKILL') }
}

async function answers(ready) {
  try {
    return await ready()
  } catch {
    return false // It does not listen yet; the time limit decides.
  }
}

/** @param {string} log */
function lastLines(log) {
  return readFileSync(log, 'utf8').trim().split('\n').slice(-5).join(' | ')
}

/**
 * Returns whether an HTTP server answers with one of the states.
 *
 * @param {string} url
 * @param {readonly number[]} states
 * @param {RequestInit} [init]
 */
export async function answersWith(url, states, init) {
  const response = await fetch(url, { ...init, signal: AbortSignal.timeout(30_000) })
  await response.arrayBuffer()
  return states.includes(response.status)
}
