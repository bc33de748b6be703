/**
 * Runs WebKitGTK, which is the nearest to Safari on Linux: WebKitWebDriver drives MiniBrowser, which draws
 * into Xvfb, since it has no headless mode. Plain WebDriver cannot take the network away, block requests or
 * set a quota.
 */
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { freePort } from '../../processes/free-port.mjs'
import type { Engine, Tab } from './engine.js'
import { startSession, type WebDriver } from './webdriver.js'

export interface WebKitPrograms {
  readonly driver: string
  readonly browser: string
}

/** The time limit of a start in milliseconds; on a busy machine starts take many times longer. */
const START_TIMEOUT = 60_000

export const webkitLacks = {
  offline: 'WebDriver cannot take the network away; the collector is unreachable instead',
  block: 'WebDriver cannot block requests',
  'last write':
    'a write to IndexedDB that begins as the page goes never ends, committed or not; a note in localStorage stands in for it',
  quota: 'WebDriver cannot set a quota',
} as const

export async function startWebKit({ driver: program, browser }: WebKitPrograms): Promise<Engine> {
  const home = mkdtempSync(join(tmpdir(), 'hushlog-webkit-'))
  const children: ChildProcess[] = []
  const stop = async () => {
    for (const child of children.reverse()) {
      if (child.exitCode !== null || child.signalCode !== null) continue
      const ended = once(child, 'exit')
      child.kill()
      await ended
    }
    rmSync(home, { recursive: true, force: true, maxRetries: 5 })
  }
  let session: WebDriver
  try {
    const display = await startDisplay(children)
    const port = await freePort()
    const env = { ...process.env, DISPLAY: display, HOME: home, XDG_RUNTIME_DIR: home, NO_AT_BRIDGE: '1' }
    children.push(spawn(program, [`--port=${port}`], { stdio: 'ignore', env }))
    const address = `http://127.0.0.1:${port}`
    await waitUntilReady(`${address}/status`)
    session = await startSession(address, {
      browserName: 'MiniBrowser',
      'webkitgtk:browserOptions': { binary: browser, args: ['--automation'] },
    })
  } catch (error) {
    await stop()
    throw error
  }
  const open = new Set<Tab>()
  const cannot = (ability: 'offline' | 'block') => () => Promise.reject(new Error(webkitLacks[ability]))

  return {
    name: 'webkit',
    version: session.version,
    lacks: webkitLacks,
    async newTab() {
      const tab = await session.newTab()
      const close = async () => {
        if (open.delete(tab)) await tab.close()
      }
      open.add(tab)
      return { ...tab, close }
    },
    setOffline: cannot('offline'),
    block: cannot('block'),
    async reset() {
      for (const tab of open) await tab.close()
      open.clear()
    },
    async close() {
      await session.close().finally(stop)
    },
  }
}

/** Starts Xvfb, which finds a free display itself. @returns the display */
async function startDisplay(children: ChildProcess[]): Promise<string> {
  const args = ['-displayfd', '1', '-screen', '0', '1280x800x24', '-nolisten', 'tcp']
  const display = spawn('Xvfb', args, { stdio: ['ignore', 'pipe', 'ignore'] })
  children.push(display)
  const [number] = await once(display.stdout, 'data', { signal: AbortSignal.timeout(START_TIMEOUT) })
  return `:${String(number).trim()}`
}

async function waitUntilReady(address: string): Promise<void> {
  for (const until = Date.now() + START_TIMEOUT; ; ) {
    try {
      if ((await fetch(address)).ok) return
    } catch (error) {
      if (Date.now() > until) throw error
    }
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
}
