/**
 * Processes with a spool are killed in the middle of bursts, two at a time on one folder. What `track` took
 * arrives once.
 */
import { spawn } from 'node:child_process'
import { mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { acme, type CollectorProcess, startCollector } from '../processes/collector-process.js'
import { allDelivered, queryEmbedded } from '../stores/read-stores.js'

const sdk = fileURLToPath(new URL('../../packages/sdk-node/dist/index.js', import.meta.url))
let collector: CollectorProcess
let folder: string

beforeAll(async () => {
  collector = await startCollector()
  folder = await mkdtemp(join(tmpdir(), 'hushlog-spool-e2e-'))
})
afterAll(async () => {
  await collector.dispose()
  await rm(folder, { recursive: true, force: true })
})

/** Says how many events are tracked between two pauses. */
const STEP = 20

/**
 * Makes a program that tracks in steps, and writes the number of the last event that was taken, without a
 * buffer.
 */
const host = (name: string) => `
  import { writeSync } from 'node:fs'
  import { createHushlog } from ${JSON.stringify(sdk)}
  const hush = createHushlog({ endpoint: '${collector.url}', writeKey: '${acme.writeKey}', flushInterval: 50, spool: ${JSON.stringify(folder)} })
  let n = 0
  const step = () => {
    for (let i = 0; i < ${STEP}; i++) if (hush.track('cta_clicked', { session_id: '${name}', trace_id: 't' + ++n })) writeSync(1, n + '\\n')
    setTimeout(step, 2)
  }
  step()`

function start(source: string) {
  const child = spawn(process.execPath, ['--input-type=module', '-e', source], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  let output = ''
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    output += text
  })
  const ended = new Promise<number | null>((resolve) => child.once('close', resolve))
  return { child, ended, output: () => output }
}

const lastOf = (output: string) => Number(output.trimEnd().split('\n').at(-1))

/** Kills the process some milliseconds after its first step. @returns the last number that it wrote */
async function killed(name: string, after: number): Promise<number> {
  const { child, ended, output } = start(host(name))
  while (lastOf(output()) <= STEP) await new Promise((resolve) => setTimeout(resolve, 5))
  await new Promise((resolve) => setTimeout(resolve, after))
  child.kill('SIGKILL')
  await ended
  return lastOf(output())
}

test('nothing that was taken is lost or doubled by SIGKILL', async () => {
  const taken = new Map<string, number>()
  const times = [40, 150, 400]
  for (const [round, time] of times.entries()) {
    const names = [`a${round}`, `b${round}`]
    const last = await Promise.all(names.map((name, i) => killed(name, time + i * 70)))
    names.forEach((name, i) => {
      taken.set(name, last[i] ?? 0)
    })
  }
  const { ended, output } = start(`
    import { createHushlog } from ${JSON.stringify(sdk)}
    const hush = createHushlog({ endpoint: '${collector.url}', writeKey: '${acme.writeKey}', spool: ${JSON.stringify(folder)} })
    console.log(JSON.stringify(await hush.shutdown(60000)))`)
  expect(await ended).toBe(0)
  expect(JSON.parse(output())).toMatchObject({ captured: 0, queued: 0, dropped: {} })
  expect(await readdir(folder)).toEqual([])

  await allDelivered(collector.url)
  await collector.stop()
  const rows = await queryEmbedded(
    collector.dataDir,
    'SELECT session_id, count(*)::INT AS events, count(DISTINCT trace_id)::INT AS numbers FROM events GROUP BY 1',
  )
  for (const [name, last] of taken) {
    const row = rows.find(({ session_id }) => session_id === name)
    // One more event may have been taken without its number being written.
    expect([last, last + 1]).toContain(row?.events)
    expect(row?.numbers).toBe(row?.events)
    expect(last).toBeGreaterThan(STEP)
  }
})
