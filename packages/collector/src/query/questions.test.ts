/** Runs each request of docs/metrics.md that answers a question, over events of every kind. */
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createEmbeddedStore, type EmbeddedStore } from '../sinks/embedded/embedded.js'
import { testBatch } from '../testing/sink-contract.js'
import { checkFunnel } from './funnel/check-funnel.js'
import { runFunnel } from './funnel/run-funnel.js'
import { recordsTogether } from './presets/case.fixture.js'
import { reportCases } from './presets/cases.fixture.js'
import { NOW, type Served, serve } from './server.fixture.js'

interface Section {
  readonly title: string
  readonly questions: readonly {
    readonly question: string
    readonly query?: object
    readonly funnel?: object
    readonly path?: string
  }[]
}

const file = join(import.meta.dirname, '../../generate/questions.json')
const sections = JSON.parse(await readFile(file, 'utf8')) as readonly Section[]
const questions = sections.flatMap((section) => section.questions)

const access = { tenants: ['acme'], admin: false, who: 'test' }

let folder: string
let embedded: EmbeddedStore
let served: Served

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'hushlog-questions-'))
  embedded = createEmbeddedStore({ name: 'embedded', dataDir: folder })
  const signal = new AbortController().signal
  await embedded.sink.open(signal)
  const records = recordsTogether(reportCases, 'acme')
  expect(await embedded.sink.write(testBatch(records), signal)).toEqual({ failed: [] })
  served = await serve(embedded.reports, access)
})

afterAll(async () => {
  await served.close()
  await embedded.sink.close()
  await rm(folder, { recursive: true })
})

describe('a question', () => {
  it.each(questions.filter(({ query }) => query !== undefined))('$question', async ({ query }) => {
    const response = await served.get(`/v1/query?q=${encodeURIComponent(JSON.stringify(query))}`)
    expect([response.status, await response.json()]).toMatchObject([200, { rows: expect.any(Array) }])
  })

  it.each(questions.filter(({ funnel }) => funnel !== undefined))('$question', async ({ funnel }) => {
    const from = { name: 'embedded', sink: 'embedded', store: embedded.reports } as const
    const answer = await runFunnel(from, checkFunnel(funnel, access, NOW), NOW)
    expect(answer.steps[0]?.count).toBeGreaterThan(0)
  })

  // The metrics of the process are no report.
  const paths = questions.filter(({ path }) => path !== undefined && path !== '/metrics')
  it.each(paths)('$question', async ({ path = '' }) => {
    const response = await served.get(path.replace('{id}', 'acme'))
    await response.arrayBuffer()
    expect([path, response.status]).toEqual([path, 200])
  })
})
