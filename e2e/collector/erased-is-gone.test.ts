/**
 * When a receipt says `done`, no byte of what was erased is in the data folder, whatever its size. What is
 * searched for is 64 random letters, since words come out of compression in parts.
 */
import { randomInt } from 'node:crypto'
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterEach, expect, test } from 'vitest'
import { startRefusingTable } from '../fixtures/refusing-table.mjs'
import { acme, type CollectorProcess, startCollector } from '../processes/collector-process.js'
import { allDelivered, readObjects } from '../stores/read-stores.js'
import { newBatch, newEvent, postAccepted, type WireEvent } from '../traffic/send-events.js'

let collector: CollectorProcess | undefined
let table: Awaited<ReturnType<typeof startRefusingTable>> | undefined
afterEach(async () => {
  await collector?.dispose()
  await table?.stop()
  collector = undefined
})

const randomText = () => Array.from({ length: 64 }, () => String.fromCharCode(97 + randomInt(26))).join('')

const tenant = {
  id: acme.id,
  write_keys: [{ key: acme.writeKey, origins: ['*'] }],
  read_tokens: [acme.readToken],
  content: 'redacted',
}

/** Starts a collector whose every store is in its data folder, and whose table refuses incidents. */
async function start(): Promise<CollectorProcess> {
  table = await startRefusingTable()
  const config = {
    tenants: [tenant],
    sinks: [
      { type: 'file', path: './data/export', roll_seconds: 1, content: 'include' },
      {
        type: 'dynamodb',
        name: 'table',
        table: 'events',
        region: 'us-east-1',
        endpoint: table.url,
        access_key_id: 'test',
        secret_access_key: 'test',
        events: ['incident'],
        content: 'include',
      },
    ],
  }
  collector = await startCollector({ config })
  return collector
}

/** Returns every file that holds a text, plain or as UTF-16 or base64, however it lies in three bytes. */
async function filesWith(folder: string, text: string): Promise<string[]> {
  const patterns = [Buffer.from(text), Buffer.from(text, 'utf16le')]
  for (let skip = 0; skip < 3; skip++) {
    const encoded = Buffer.from(text.slice(skip)).toString('base64')
    patterns.push(Buffer.from(encoded.slice(0, encoded.length - 4)))
  }
  const entries = await readdir(folder, { recursive: true, withFileTypes: true })
  const found: string[] = []
  for (const entry of entries.filter((each) => each.isFile())) {
    const content = await readFile(join(entry.parentPath, entry.name)).catch(() => Buffer.alloc(0))
    if (patterns.some((pattern) => content.includes(pattern))) found.push(entry.name)
  }
  return found
}

const ask = async (running: CollectorProcess, method: string, path: string) => {
  const headers = { authorization: `Basic ${Buffer.from('admin:e2e-admin-password').toString('base64')}` }
  const response = await fetch(`${running.url}${path}`, { method, headers })
  if (!response.ok) throw new Error(`${method} ${path.split('?')[0]} answered ${response.status}`)
  return response.text()
}

async function erase(running: CollectorProcess, path: string): Promise<void> {
  const { id } = JSON.parse(await ask(running, 'DELETE', `${path}?tenant=${acme.id}`)) as { id: string }
  const state = async () => JSON.parse(await ask(running, 'GET', `/v1/erasures/${id}`)).state as string
  await expect.poll(state, { interval: 100, timeout: 60_000 }).toBe('done')
}

interface Person {
  readonly user: string
  readonly session: string
  readonly text: string
  readonly file: string
  readonly property: string
}

const newPerson = (): Person => ({
  user: randomText(),
  session: randomText(),
  text: randomText(),
  file: randomText(),
  property: randomText(),
})

/** Makes what a person leaves: texts, a file, a property and an event that a sink refuses. */
function eventsOf({ user, session, text, file, property }: Person): WireEvent[] {
  const from = { user, session_id: session }
  return [
    newEvent({ ...from, event: 'session_start' }),
    newEvent({ ...from, event: 'user_query', query_text: `What about ${text}?` }),
    newEvent({ ...from, event: 'agent_response', response_text: text, success: true }),
    newEvent({ ...from, event: 'file_upload', file_name: `${file}.csv` }),
    newEvent({ ...from, event: 'custom', name: 'note', properties: { note: property } }),
    newEvent({ ...from, event: 'incident', service: 'search', status: 'opened' }),
  ]
}

/** Returns all that must be gone, with the pseudonyms that the collector made of the person. */
async function tracesOf(running: CollectorProcess, person: Person): Promise<string[]> {
  const objects = await readObjects(join(running.dataDir, 'export'))
  const hers = objects.filter(({ session_id }) => session_id === person.session)
  expect(hers).toHaveLength(6)
  // Otherwise the test would look for what was never there.
  for (const text of [person.text, person.file, person.property]) expect(JSON.stringify(hers)).toContain(text)
  const pseudonyms = hers.map(({ user }) => String(user))
  expect(pseudonyms[0]).toMatch(/^hp_/)
  return [...new Set([...Object.values(person), ...pseudonyms])]
}

const traceless = async (running: CollectorProcess, traces: readonly string[]) => {
  for (const trace of traces) expect(await filesWith(running.dataDir, trace)).toEqual([])
}

test('a person is gone from a collector of ten events', async () => {
  const running = await start()
  const person = newPerson()
  await postAccepted(running.url, acme.writeKey, [...eventsOf(person), ...newBatch(4)])
  await allDelivered(running.url)
  const traces = await tracesOf(running, person)
  expect(await filesWith(join(running.dataDir, 'dead-letters'), person.session)).toEqual(['table.ndjson'])
  await erase(running, `/v1/users/${person.user}`)
  await traceless(running, traces)
  expect(await running.stop()).toBe(0)
  await traceless(running, traces)
})

test('a session is gone from a collector of 60,000 events of which some were not delivered yet', async () => {
  const running = await start()
  const person = newPerson()
  for (let i = 0; i < 12; i++) {
    const batch = newBatch(5_000)
    await postAccepted(running.url, acme.writeKey, i === 3 ? [...batch, ...eventsOf(person)] : batch)
    if (i === 6) await allDelivered(running.url)
  }
  const traces = await tracesOf(running, person)
  await postAccepted(running.url, acme.writeKey, eventsOf(person))
  await erase(running, `/v1/sessions/${person.session}`)
  await traceless(running, traces)
})

test('a kill during an erasure leaves nothing either, once it is done', async () => {
  const running = await start()
  for (let round = 0; round < 2; round++) {
    const person = newPerson()
    await postAccepted(running.url, acme.writeKey, [...eventsOf(person), ...newBatch(500)])
    await allDelivered(running.url)
    const traces = await tracesOf(running, person)
    const { id } = JSON.parse(await ask(running, 'DELETE', `/v1/users/${person.user}?tenant=${acme.id}`)) as {
      id: string
    }
    await new Promise((resolve) => setTimeout(resolve, Math.random() * 500))
    await running.kill()
    await running.start()
    const state = async () => JSON.parse(await ask(running, 'GET', `/v1/erasures/${id}`)).state as string
    await expect.poll(state, { interval: 100, timeout: 60_000 }).toBe('done')
    await traceless(running, traces)
  }
})
