/**
 * Runs the built collector of a checkout as a process, with two tenants, in a folder that is removed at the end.
 */
import { spawn } from 'node:child_process'
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { freePort } from '../processes/free-port.mjs'

const READY_MS = 60_000
/** Time that a collector has to end by itself. */
const STOP_MS = 15_000

/** Attacks use the first key; an honest client of the same tenant has the second. */
export const attacked = {
  id: 'attacked',
  writeKey: 'hlw_attackedwritekey000000001',
  honestKey: 'hlw_attackedwritekey000000002',
  readToken: 'hlr_attackedreadtoken00000001',
}
export const honest = {
  id: 'honest',
  writeKey: 'hlw_honestwritekey00000000001',
  readToken: 'hlr_honestreadtoken0000000001',
}
export const adminPassword = 'attack-admin-password'

const configFor = (port, config) => ({
  listen: `127.0.0.1:${port}`,
  data_dir: './data',
  env: 'test',
  admin_password: adminPassword,
  tenants: [
    {
      id: attacked.id,
      name: 'Attacked',
      write_keys: [
        { key: attacked.writeKey, origins: ['*'] },
        { key: attacked.honestKey, origins: ['*'] },
      ],
      read_tokens: [attacked.readToken],
      content: 'redacted',
    },
    {
      id: honest.id,
      name: 'Honest',
      write_keys: [{ key: honest.writeKey, origins: ['*'] }],
      read_tokens: [honest.readToken],
      content: 'off',
    },
  ],
  ...config,
})

/** @param config top-level keys of the configuration, over the default ones */
export async function startCollector(checkout, config = {}) {
  const port = await freePort()
  const folder = mkdtempSync(join(tmpdir(), 'hushlog-attack-'))
  const remove = () => rmSync(folder, { recursive: true, force: true })
  const file = join(folder, 'hushlog.yaml')
  // Any JSON is YAML.
  writeFileSync(file, JSON.stringify(configFor(port, config)))
  const { NODE_OPTIONS: _nodeOptions, ...env } = process.env
  const command = join(checkout, 'packages/collector/bin/hushlog.mjs')
  const child = spawn(process.execPath, [command, 'serve'], {
    cwd: folder,
    env: { ...env, HUSHLOG_CONFIG: file },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const onExit = () => {
    child.kill('SIGKILL')
    remove()
  }
  process.once('exit', onExit)
  let output = ''
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text) => {
      output = (output + text).slice(-1_000_000)
    })
  }
  const ended = new Promise((resolve) => child.once('close', resolve))
  const url = `http://127.0.0.1:${port}`
  const deadline = Date.now() + READY_MS
  while (!(await answers(`${url}/readyz`))) {
    if (child.exitCode !== null || Date.now() > deadline) {
      child.kill('SIGKILL')
      throw new Error(`the collector did not start: ${output.slice(-2000)}`)
    }
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
  return {
    url,
    port,
    folder,
    output: () => output,
    isRunning: () => child.exitCode === null && child.signalCode === null,
    cpuMs: () => cpuMs(child.pid),
    memoryMb: () => memoryMb(child.pid),
    async stop() {
      child.kill('SIGTERM')
      const timer = setTimeout(() => child.kill('SIGKILL'), STOP_MS)
      await ended
      clearTimeout(timer)
      process.off('exit', onExit)
      remove()
    },
  }
}

async function answers(url) {
  try {
    const response = await fetch(url)
    await response.arrayBuffer()
    return response.ok
  } catch {
    return false // It does not listen yet.
  }
}

/** Returns the processor time of all threads so far; the kernel counts it in nanoseconds. */
function cpuMs(pid) {
  const folder = `/proc/${pid}/task`
  const times = readdirSync(folder).map((id) => readFileSync(`${folder}/${id}/schedstat`, 'utf8'))
  return times.reduce((sum, text) => sum + Number(text.split(' ', 1)[0]), 0) / 1e6
}

/** Returns the resident megabytes. */
const memoryMb = (pid) =>
  Math.round(Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]) / 1024)
