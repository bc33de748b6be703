/**
 * A session is erased from every store, whatever happens meanwhile, and the receipt says what was removed.
 */
import { spawn } from 'node:child_process'
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterEach, expect, test } from 'vitest'
import {
  acme,
  adminPassword,
  type CollectorProcess,
  globex,
  KILLS,
  KILLS_TIMEOUT,
  startCollector,
} from '../processes/collector-process.js'
import { allDelivered, queryEmbedded, readMetric, readObjects } from '../stores/read-stores.js'
import { newEvent, postAccepted, type WireEvent } from '../traffic/send-events.js'

const COMMAND = fileURLToPath(new URL('../../packages/collector/bin/hushlog.mjs', import.meta.url))

interface Receipt {
  readonly id: string
  readonly state: string
  readonly sinks: Readonly<Record<string, { state: string; records: number; lower_bound?: true }>>
}

let collector: CollectorProcess | undefined
afterEach(async () => {
  await collector?.dispose()
  collector = undefined
})

const FORGOTTEN = 'session-that-is-forgotten'
const PERSON = 'jane.the.customer'

/**
 * Makes events of which a tenth is of the session to be erased, and a tenth of the person, in sessions of her
 * own.
 */
function batchOf(size: number, hour: number): WireEvent[] {
  const time = Date.now() - hour * 3_600_000
  return Array.from({ length: size }, (_, i) => {
    if (i % 10 === 0) return newEvent({ session_id: FORGOTTEN, event: 'page_view' }, time)
    if (i % 10 === 1) return newEvent({ session_id: `hers-${i}`, user: PERSON }, time)
    return newEvent({ session_id: `session-${i % 7}`, user: `someone-${i}` }, time)
  })
}

const ask = async (
  running: CollectorProcess,
  method: string,
  path: string,
  token: string = acme.readToken,
) => {
  const response = await fetch(`${running.url}${path}`, {
    method,
    headers: { authorization: `Bearer ${token}` },
  })
  return { status: response.status, body: (await response.json()) as Receipt }
}

async function finished(running: CollectorProcess, id: string): Promise<Receipt> {
  const read = async () => (await ask(running, 'GET', `/v1/erasures/${id}`)).body
  await expect.poll(async () => (await read()).state, { interval: 200 }).not.toBe('pending')
  return read()
}

async function filesWith(folder: string, text: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true })
  const files = entries
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => join(parentPath, name))
  const contents = await Promise.all(files.map(async (file) => (await readFile(file)).includes(text)))
  return files.filter((_, i) => contents[i])
}

test('a session and a person leave nothing in any store, and the receipt counts them', async () => {
  const running = await startCollector()
  collector = running
  for (let hour = 0; hour < 3; hour++) await postAccepted(running.url, acme.writeKey, batchOf(100, hour))
  await postAccepted(running.url, globex.writeKey, batchOf(10, 0))

  // The requests come before the sinks have delivered anything.
  const session = await ask(running, 'DELETE', `/v1/sessions/${FORGOTTEN}`)
  const person = await ask(running, 'DELETE', `/v1/users/${PERSON}`)
  expect([session.status, person.status]).toEqual([202, 202])
  for (const { id } of [session.body, person.body]) {
    const receipt = await finished(running, id)
    expect(receipt).toMatchObject({
      state: 'done',
      sinks: { embedded: { state: 'done', records: 30 }, file: { state: 'done', records: 30 } },
    })
    expect(JSON.stringify(receipt)).not.toMatch(/forgotten|jane|h[up]_/)
  }
  expect((await ask(running, 'GET', `/v1/erasures/${session.body.id}`, globex.readToken)).status).toBe(404)
  expect(await readMetric(running.url, 'hushlog_erasures_pending')).toBe(0)
  expect(await readMetric(running.url, 'hushlog_sink_erased_total', 'sink="file"')).toBe(60)

  const again = await ask(running, 'DELETE', `/v1/sessions/${FORGOTTEN}`)
  expect((await finished(running, again.body.id)).sinks).toMatchObject({
    embedded: { records: 0 },
    file: { records: 0 },
  })
  await allDelivered(running.url)
  expect(await running.stop()).toBe(0)
  expect(running.output()).not.toMatch(/forgotten|jane/)

  const left = await readObjects(running.exportDir)
  expect(left).toHaveLength(240 + 10)
  const rows = await queryEmbedded(running.dataDir, 'SELECT tenant_id, session_id FROM events')
  expect(rows).toHaveLength(250)
  for (const stored of [left, rows])
    expect(
      stored.filter(({ session_id }) => session_id === FORGOTTEN).map(({ tenant_id }) => tenant_id),
    ).toEqual([globex.id])
  // Only the first tenant has this session of hers: no file holds its id, nor does the log.
  expect(await filesWith(running.folder, 'hers-91')).toEqual([])
})

test('an erasure survives kills, and nothing that it erased comes back', {
  timeout: KILLS_TIMEOUT,
}, async () => {
  const running = await startCollector()
  collector = running
  const sent: WireEvent[] = []
  const ids: string[] = []
  for (let round = 0; round < KILLS; round++) {
    const batch = batchOf(200, round)
    sent.push(...batch)
    await postAccepted(running.url, acme.writeKey, batch)
    const { status, body } = await ask(running, 'DELETE', `/v1/sessions/${FORGOTTEN}`)
    expect(status).toBe(202)
    ids.push(body.id)
    await new Promise((resolve) => setTimeout(resolve, Math.random() * 600))
    await running.kill()
    await running.start()
  }
  for (const id of ids) expect((await finished(running, id)).state).toBe('done')
  await allDelivered(running.url)
  expect(await running.stop()).toBe(0)

  const kept = sent.filter(({ session_id }) => session_id !== FORGOTTEN).map(({ id }) => id)
  const objects = (await readObjects(running.exportDir)).map(({ id }) => id)
  const rows = (await queryEmbedded(running.dataDir, 'SELECT id FROM events')).map(({ id }) => String(id))
  expect(objects.sort()).toEqual(kept.sort())
  expect(rows.sort()).toEqual(kept)
})

const run = (args: readonly string[], running: CollectorProcess) =>
  new Promise<{ code: number | null; stdout: string; stderr: string }>((resolve) => {
    const child = spawn(process.execPath, [COMMAND, ...args], {
      env: {
        PATH: process.env.PATH,
        HUSHLOG_CONFIG: running.configFile,
        HUSHLOG_ADMIN_PASSWORD: adminPassword,
      },
    })
    const output = { stdout: '', stderr: '' }
    for (const name of ['stdout', 'stderr'] as const)
      child[name].setEncoding('utf8').on('data', (text: string) => {
        output[name] += text
      })
    child.once('close', (code) => resolve({ code, ...output }))
  })

test('the command erases, lists dead letters and replays', async () => {
  const running = await startCollector()
  collector = running
  await postAccepted(running.url, acme.writeKey, batchOf(20, 0))
  const erased = await run(['erase', 'session', FORGOTTEN, '--tenant', acme.id], running)
  expect([erased.code, JSON.parse(erased.stdout)]).toMatchObject([
    0,
    { state: 'done', sinks: { embedded: { records: 2 }, file: { records: 2 } } },
  ])
  const noTenant = await run(['erase', 'user', PERSON], running)
  expect([noTenant.code, noTenant.stderr]).toEqual([1, expect.stringContaining('tenant is needed')])

  expect(await run(['dead-letters', 'list'], running)).toMatchObject({ code: 0, stdout: 'no dead letters\n' })
  const letters = await run(['dead-letters', 'replay', '--sink', 'file'], running)
  expect([letters.code, JSON.parse(letters.stdout)]).toMatchObject([0, { state: 'done', delivered: 0 }])

  const refused = await run(['replay', '--sink', 'file', '--from', '2026-01-01'], running)
  expect([refused.code, refused.stderr]).toEqual([1, expect.stringContaining('copies_possible')])
  const sentAgain = await run(['replay', '--sink', 'file', '--from', '2026-01-01', '--copies'], running)
  expect(JSON.parse(sentAgain.stdout)).toMatchObject({ source: 'embedded', state: 'done', delivered: 18 })
  expect(await readObjects(running.exportDir)).toHaveLength(36)

  expect(await running.stop()).toBe(0)
  const stopped = await run(['erase', 'session', 'x', '--tenant', acme.id], running)
  expect([stopped.code, stopped.stderr]).toEqual([1, expect.stringContaining('no collector answers')])
})
