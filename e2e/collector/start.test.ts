/** `npm start` beside another instance says what is in its way, and shows no password that opens neither. */
import { execFile } from 'node:child_process'
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

test('names the port and its owner, and ends', async () => {
  const running = await startCollector()
  collector = running
  folder = await mkdtemp(join(tmpdir(), 'hushlog-start-'))
  const { HUSHLOG_CONFIG: _, NODE_OPTIONS: __, ...environment } = process.env
  const { code, output } = await new Promise<{ code: unknown; output: string }>((resolve) => {
    const env = {
      ...environment,
      HUSHLOG_LISTEN: `127.0.0.1:${running.port}`,
      HUSHLOG_DEMO_LISTEN: '127.0.0.1:0',
      HUSHLOG_DATA_DIR: join(folder ?? '', 'data'),
    }
    execFile(process.execPath, [START], { env }, (error, stdout, stderr) =>
      resolve({ code: error?.code, output: stdout + stderr }),
    )
  })
  expect(code).toBe(1)
  expect(output).toContain(
    `hushlog: cannot listen on 127.0.0.1:${running.port}: another Hushlog collector uses it; stop that one, or set`,
  )
  expect(output).not.toMatch(/password|Dashboard/i)
})
