/** `npm start` beside another instance says what is in its way, and shows no password that opens neither. */
import { execFile } from 'node:child_process'
import { existsSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterEach, expect, test } from 'vitest'
import { type CollectorProcess, startCollector } from '../processes/collector-process.js'

const START = fileURLToPath(new URL('../../scripts/start.mjs', import.meta.url))

let collector: CollectorProcess | undefined
let folder: string | undefined
afterEach(async () => {
  await collector?.dispose()
  if (folder !== undefined) await rm(folder, { recursive: true, force: true })
  collector = undefined
  folder = undefined
})

/** Runs `npm start` with these ports until it ends. */
async function startBeside(listen: string, demoListen: string) {
  folder = await mkdtemp(join(tmpdir(), 'hushlog-start-'))
  const { HUSHLOG_CONFIG: _, NODE_OPTIONS: __, ...environment } = process.env
  return new Promise<{ code: unknown; output: string }>((resolve) => {
    const env = {
      ...environment,
      HUSHLOG_LISTEN: listen,
      HUSHLOG_DEMO_LISTEN: demoListen,
      HUSHLOG_DATA_DIR: join(folder ?? '', 'data'),
    }
    execFile(process.execPath, [START], { env }, (error, stdout, stderr) =>
      resolve({ code: error?.code, output: stdout + stderr }),
    )
  })
}

test('names the port and its owner, and ends before it makes a history', async () => {
  const running = await startCollector()
  collector = running
  const { code, output } = await startBeside(`127.0.0.1:${running.port}`, '127.0.0.1:0')
  expect(code).toBe(1)
  expect(output).not.toContain('Making up')
  expect(existsSync(join(folder ?? '', 'data/demo-data.json'))).toBe(false)
  expect(output).toContain(
    `hushlog: cannot listen on 127.0.0.1:${running.port}: another Hushlog collector uses it; stop that one, or set`,
  )
  expect(output).not.toMatch(/password|Dashboard/i)
})

test('names the port of the demo that is taken, and makes nothing', async () => {
  const running = await startCollector()
  collector = running
  const { code, output } = await startBeside('127.0.0.1:0', `127.0.0.1:${running.port}`)
  expect([code, output]).toEqual([
    1,
    expect.stringContaining(
      `The demo cannot listen on 127.0.0.1:${running.port} (EADDRINUSE); choose another`,
    ),
  ])
  expect(output).not.toContain('Making up')
})
