/**
 * A session and a person are erased from all sinks at once, and the collector is killed half-way. Each store
 * is then read without the collector: it holds nothing of what was erased, and everything else once.
 */
import { randomBytes } from 'node:crypto'
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import { acme, type CollectorProcess, globex } from '../processes/collector-process.js'
import {
  compare,
  endAll,
  exactly,
  missingOf,
  readersOf,
  startWith,
  untilDelivered,
} from '../stores/all-sinks.js'
import { queryEmbedded, readObjects, type StoredEvent } from '../stores/read-stores.js'
import { dynamoDbStore, minioStore, openSearchStore, postgresStore, type Store } from '../stores/stores.js'
import { newBatch, newEvent, postUntilAccepted, type WireEvent } from '../traffic/send-events.js'

const SESSION = 'session-that-is-forgotten'
const PERSON = 'jane.the.customer'
/** Names the sessions of the person. */
const HERS = ['hers-at-noon', 'hers-at-night', 'hers-at-dawn']
/** These sinks are throttled when the collector is killed. */
const LATE = ['s3', 'opensearch', 'opensearch-sessions'] as const
const LIMIT = 300_000

interface Receipt {
  readonly id: string
  readonly state: string
  readonly sinks: Readonly<Record<string, { state: string; records: number; objects?: number }>>
}

const missing = missingOf('minio', 'dynamodb', 'opensearch', 'postgres')

let stores: Store[] = []
let collector: CollectorProcess | undefined

beforeAll(async () => {
  const [minio, dynamodb, opensearch, postgres] = [
    inject('minio'),
    inject('dynamodb'),
    inject('opensearch'),
    inject('postgres'),
  ]
  if ('reason' in minio || 'reason' in dynamodb || 'reason' in opensearch || 'reason' in postgres) return
  const place = `erasure-${randomBytes(4).toString('hex')}`
  stores = [
    await minioStore(minio, place),
    await minioStore(minio, `${place}-parquet`, 'parquet'),
    await dynamoDbStore(dynamodb, place),
    await openSearchStore(opensearch, `${place}-`),
    await postgresStore(postgres, place.replace('-', '_')),
  ]
  collector = await startWith(stores)
}, LIMIT)

afterAll(() => endAll(collector, stores), LIMIT)

const erasedSession = (size: number): WireEvent[] =>
  newBatch(size).map((event) => ({ ...event, session_id: SESSION }))

const ofPerson = (size: number): WireEvent[] =>
  newBatch(size).map((event, i) => ({ ...event, session_id: HERS[i % HERS.length], user: PERSON }))

const ofOthers = (size: number): WireEvent[] =>
  newBatch(size).map((event, i) => ({ ...event, user: `someone-${i % 9}` }))

async function ask(running: CollectorProcess, method: string, path: string): Promise<Receipt> {
  const response = await fetch(`${running.url}${path}`, {
    method,
    headers: { authorization: `Bearer ${acme.readToken}` },
  })
  expect(response.status).toBe(method === 'DELETE' ? 202 : 200)
  return (await response.json()) as Receipt
}

const read = (running: CollectorProcess, { id }: Receipt) => ask(running, 'GET', `/v1/erasures/${id}`)

async function finished(running: CollectorProcess, receipt: Receipt): Promise<Receipt> {
  const state = async () => (await read(running, receipt)).state
  await expect.poll(state, { interval: 200 }).not.toBe('pending')
  return read(running, receipt)
}

const eraseBoth = async (running: CollectorProcess) => ({
  session: await ask(running, 'DELETE', `/v1/sessions/${SESSION}`),
  person: await ask(running, 'DELETE', `/v1/users/${PERSON}`),
})

/** Returns how many records each sink reports as removed. */
const counts = ({ sinks }: Receipt) =>
  Object.fromEntries(
    Object.entries(sinks).map(([name, { records, objects = 0 }]) => [name, [records, objects]]),
  )

async function filesOf(folder: string): Promise<{ readonly path: string; readonly bytes: Buffer }[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true })
  const paths = entries
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => join(parentPath, name))
  return Promise.all(paths.map(async (path) => ({ path, bytes: await readFile(path) })))
}

/** Returns the pseudonym under which the stores know the person. */
const pseudonymOf = (events: readonly StoredEvent[]): string =>
  String(events.find(({ session_id }) => session_id === HERS[0])?.user)

test.skipIf(missing.length > 0)(
  'a session and a person leave nothing in any of the sinks, though the collector is killed half-way',
  { timeout: LIMIT },
  async () => {
    const running = collector
    if (running === undefined) throw new Error('the collector did not start')
    console.log(`  against ${stores.map(({ version }) => version).join(', ')}, embedded, file`)
    const session = erasedSession(60)
    const person = ofPerson(45)
    const others = [...ofOthers(200), newEvent({ session_id: 'hers-no-more', user: 'jane.the.other' })]
    // Another tenant has a session and a person of the same names.
    const namesakes = [...erasedSession(5), ...ofPerson(6)]
    const mixed = [...session, ...others, ...person].sort(({ id }, other) =>
      id.slice(-4) < other.id.slice(-4) ? -1 : 1,
    )
    const half = mixed.length / 2
    await postUntilAccepted(running.url, acme.writeKey, mixed.slice(0, half))
    await postUntilAccepted(running.url, globex.writeKey, namesakes)
    await postUntilAccepted(running.url, acme.writeKey, mixed.slice(half))
    await untilDelivered(running, ['embedded', 'file', ...stores.flatMap(readersOf)], LIMIT)
    const everything = [...mixed, ...namesakes].map(({ id }) => id)
    for (const store of stores) {
      const ids = (await store.events()).map(({ id }) => id)
      expect({ store: store.name, ...compare(everything, ids) }).toEqual({ store: store.name, ...exactly })
    }
    const pseudonym = pseudonymOf(await (stores[4]?.events() ?? []))
    expect(pseudonym).toMatch(/^hp_[0-9a-f]{32}$/)

    const late = stores.filter(({ name }) => LATE.some((one) => one === name))
    for (const { gate } of late) gate.throttle(1)
    const asked = await eraseBoth(running)
    const halfDone = async () => {
      const { sinks } = await read(running, asked.person)
      return Object.entries(sinks).flatMap(([name, { state }]) => (state === 'done' ? [name] : []))
    }
    const early = ['embedded', 'file', 's3-parquet', 'dynamodb', 'postgres']
    await expect.poll(halfDone, { interval: 100 }).toHaveLength(early.length)
    expect((await halfDone()).sort()).toEqual(early.sort())
    await running.kill()
    for (const { gate } of late) gate.open()
    await running.start()

    const receipts = {
      session: await finished(running, asked.session),
      person: await finished(running, asked.person),
    }
    expect([receipts.session.state, receipts.person.state]).toEqual(['done', 'done'])
    for (const [of, events, summaries] of [
      ['session', session, 1],
      ['person', person, HERS.length],
    ] as const) {
      const { 'opensearch-sessions': sessions, ...sinks } = receipts[of].sinks
      expect(sessions).toMatchObject({ records: 0, objects: summaries })
      expect(Object.keys(sinks).sort()).toEqual([...early, 's3', 'opensearch'].sort())
      for (const [sink, { records }] of Object.entries(sinks))
        expect({ of, sink, records }).toEqual({ of, sink, records: events.length })
      for (const sink of ['file', 's3', 's3-parquet']) expect(sinks[sink]?.objects).toBeGreaterThan(0)
    }
    expect(JSON.stringify(receipts)).not.toMatch(/forgotten|jane|hers-at|h[up]_/)

    const again = await eraseBoth(running)
    for (const receipt of Object.values(again)) {
      const { state, ...rest } = await finished(running, receipt)
      expect(state).toBe('done')
      const nothing = Object.fromEntries(Object.keys(rest.sinks).map((sink) => [sink, [0, 0]]))
      expect(counts({ state, ...rest })).toEqual(nothing)
    }
    expect(await running.stop()).toBe(0)

    const kept = [...others, ...namesakes].map(({ id }) => id)
    const erased = [...session, ...person].map(({ id }) => id)
    const rows = await queryEmbedded(running.dataDir, 'SELECT * FROM events')
    const contents: Record<string, readonly StoredEvent[]> = {
      embedded: rows.map((row) => ({ ...row, id: String(row.id) })),
      file: await readObjects(running.exportDir),
    }
    for (const store of stores) contents[store.name] = await store.events()
    for (const [store, events] of Object.entries(contents)) {
      const ids = events.map(({ id }) => id)
      expect({ store, ...compare(kept, ids) }).toEqual({ store, ...exactly })
      const texts = JSON.stringify(events.filter(({ tenant_id }) => tenant_id === acme.id))
      expect({ store, left: tracesIn(texts, [SESSION, ...HERS, pseudonym, ...erased]) }).toEqual({
        store,
        left: [],
      })
    }
    const summaries = (await stores.find(({ sessions }) => sessions)?.sessions?.()) ?? []
    const ours = summaries.filter(({ tenant_id }) => tenant_id === acme.id)
    expect(tracesIn(JSON.stringify(ours), [SESSION, ...HERS, pseudonym, ...erased])).toEqual([])
    const counted = summaries.reduce((sum, { event_count }) => sum + Number(event_count), 0)
    expect(counted).toBe(kept.length)
    // Names that the other tenant has as well are still there.
    for (const { path, bytes } of await filesOf(running.folder))
      expect({ path, left: tracesIn(bytes, [pseudonym, ...erased]) }).toEqual({ path, left: [] })
    expect(tracesIn(running.output(), [SESSION, PERSON, ...HERS, pseudonym])).toEqual([])
  },
)

const tracesIn = (where: string | Buffer, traces: readonly string[]): string[] =>
  traces.filter((trace) => where.includes(trace))
