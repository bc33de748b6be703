/** Tests that every report answers the same from PostgreSQL as from the embedded store, by the same SQL. */
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { connect, createServer, type Socket } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DAY } from '@hushlog/base'
import type { AnalyticsData } from '@hushlog/schema/reports'
import { tables } from '@hushlog/schema/tables'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createEmbeddedStore } from '../sinks/embedded/embedded.js'
import { createTestDatabase, type TestDatabase } from '../sinks/postgres/database.fixture.js'
import { createPostgresStore } from '../sinks/postgres/postgres.js'
import { seededEvents } from '../testing/seeded-events.fixture.js'
import { testBatch } from '../testing/sink-contract.js'
import { withServer } from '../testing/with-server.fixture.js'
import { comparable, NOW, names, type Served, serve } from './server.fixture.js'

const never = () => new AbortController().signal

const events = seededEvents({
  seed: 20260105,
  count: 6000,
  tenants: ['acme', 'globex'],
  from: NOW - 95 * DAY,
  to: NOW + DAY,
})

/** Cells are parsed, since PostgreSQL orders the members of an object differently. */
const formats: readonly (readonly [string, (body: string) => readonly unknown[]])[] = [
  ['ndjson', (body) => body.split('\n').map((line) => comparable(line))],
  ['csv', (body) => body.split('\n').map((line) => comparable(cellsOf(line)))],
]

/** The texts of these events have no line breaks. */
const cellsOf = (line: string): readonly string[] =>
  Array.from(line.matchAll(/("(?:[^"]|"")*"|[^,]*)(?:,|$)/g), ([, cell = '']) =>
    cell.startsWith('"') ? cell.slice(1, -1).replaceAll('""', '"') : cell,
  )

withServer('postgres', (server) => {
  const access = { tenants: [...names.keys()], admin: true, who: 'test' }
  let folder: string
  let database: TestDatabase
  let embedded: ReturnType<typeof createEmbeddedStore>
  let postgres: ReturnType<typeof createPostgresStore>
  let ours: Served
  let theirs: Served

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'hushlog-both-'))
    database = await createTestDatabase(server.url)
    embedded = createEmbeddedStore({ name: 'embedded', dataDir: folder })
    postgres = createPostgresStore({ ...database, name: 'postgres' })
    for (const { sink } of [embedded, postgres]) {
      await sink.open(never())
      expect(await sink.write(testBatch(events), never())).toEqual({ failed: [] })
    }
    const capturesText = (tenant: string) => tenant === 'acme'
    ours = await serve(embedded.reports, access, { capturesText })
    // A query is compiled for the store by its name.
    const named = [{ name: 'postgres', sink: 'postgres', store: postgres.reports }] as const
    theirs = await serve(named, access, { capturesText })
  })
  afterAll(async () => {
    await ours.close()
    await theirs.close()
    await embedded.sink.close()
    await postgres.sink.close()
    await database.remove()
    await rm(folder, { recursive: true })
  })

  describe.each([...names.keys()])('reports of %s', (tenant) => {
    it.each([1, 2, 7, 30, 90])('are the same over %i days', async (days) => {
      const path = `/analytics/data?figures=none&tenant=${tenant}&days=${days}`
      const read = async (served: Served) => ({ ...(await served.json<AnalyticsData>(path)), store: null })
      const expected = comparable(await read(ours))
      expect(comparable(await read(theirs))).toEqual(expected)
    })

    it('are the same as exported events', async () => {
      const path = `/analytics/export?tenant=${tenant}&days=90&format=json`
      const expected = await ours.json<readonly unknown[]>(path)
      expect(comparable(await theirs.json(path))).toEqual(comparable(expected))
      expect(expected.length > 0).toBe(tenant !== 'empty')
    })
  })

  it.each([1, 30, 90])('the overview is the same over %i days', async (days) => {
    const path = `/reports/overview?days=${days}`
    expect(comparable(await theirs.json(path))).toEqual(comparable(await ours.json(path)))
  })

  describe.each(['acme', 'globex'])('exports of %s', (tenant) => {
    const types = ['events', ...tables.flatMap(({ events: [first = ''] }) => first)]
    const span = `tenant=${tenant}&from=${new Date(NOW - 9 * DAY).toISOString()}&to=${new Date(NOW).toISOString()}`
    it.each(types)('are the same: %s', async (type) => {
      for (const [format, linesOf] of formats) {
        const read = async (served: Served) => {
          const response = await served.get(`/export/${format}/${type}?${span}`)
          expect(response.status).toBe(200)
          return linesOf(await response.text())
        }
        const [expected, actual] = [await read(ours), await read(theirs)]
        expect(actual).toEqual(expected)
        expect(expected.length).toBeGreaterThan(2)
      }
    })
  })

  it('come from the embedded store while PostgreSQL is out of reach, and say so', async () => {
    const url = new URL(database.url)
    const { port, hostname } = url
    const sockets = new Set<Socket>()
    /** Stands between the sink and the server, so that the server goes away for this test alone. */
    const between = createServer((socket) => {
      const onward = connect(Number(port), hostname)
      for (const each of [socket, onward]) sockets.add(each.on('error', () => undefined))
      socket.pipe(onward).pipe(socket)
    }).listen(0, '127.0.0.1')
    await once(between, 'listening')
    const address = between.address()
    url.port = String(typeof address === 'object' && address !== null ? address.port : 0)
    const far = createPostgresStore({ ...database, url: url.href, name: 'postgres' })
    await far.sink.open(never())
    let time = NOW
    const served = await serve(
      [
        { name: 'postgres', sink: 'postgres', store: far.reports },
        { name: 'embedded', sink: 'embedded', store: embedded.reports },
      ],
      access,
      { now: () => time },
    )
    const storeOf = async (path: string) => {
      const response = await served.get(path)
      await response.arrayBuffer()
      return [response.status, response.headers.get('hushlog-store')]
    }
    const paths = ['/analytics/data?tenant=acme', '/reports/overview', '/export/ndjson/events?tenant=acme']
    for (const path of paths) expect(await storeOf(path)).toEqual([200, 'postgres'])
    between.close()
    for (const socket of sockets) socket.destroy()
    for (const path of paths) expect(await storeOf(path)).toEqual([200, 'embedded'])
    const fallen = await served.json<AnalyticsData>('/analytics/data?tenant=acme')
    expect(fallen.store).toBe('embedded')
    expect(comparable(fallen.totals)).toEqual(
      comparable((await ours.json<AnalyticsData>('/analytics/data?tenant=acme')).totals),
    )
    between.listen(Number(url.port), '127.0.0.1')
    await once(between, 'listening')
    time += 11_000
    expect(await storeOf(paths[0] ?? '')).toEqual([200, 'postgres'])
    await served.close()
    await far.sink.close()
    between.close()
    for (const socket of sockets) socket.destroy()
  })

  it('exports the same lines as CSV', async () => {
    const lines = async (served: Served) =>
      (await (await served.get('/analytics/export?format=csv&tenant=acme&days=30')).text()).split('\n')
    const [expected, actual] = [await lines(ours), await lines(theirs)]
    expect(actual.length).toBe(expected.length)
    expect(actual.slice(0, 2)).toEqual(expected.slice(0, 2))
  })
})
