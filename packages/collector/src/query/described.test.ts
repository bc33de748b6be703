/** Tests that the answers of reports are as OpenAPI describes them. */
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Ajv2020 } from 'ajv/dist/2020.js'
import { afterAll, beforeAll, expect, it } from 'vitest'
import type { JsonSchema } from '../http/route.js'
import { createEmbeddedStore, type EmbeddedStore } from '../sinks/embedded/embedded.js'
import { testBatch } from '../testing/sink-contract.js'
import { analyticsSchema } from './analytics/analytics-schema.js'
import { recordsTogether } from './presets/case.fixture.js'
import { reportCases } from './presets/cases.fixture.js'
import { overviewTenantsSchema } from './presets/overview-tenants.js'
import { reportSchema } from './presets/report-schema.js'
import { reports } from './presets/reports.js'
import { serve } from './server.fixture.js'

let folder: string
let embedded: EmbeddedStore

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'hushlog-described-'))
  embedded = createEmbeddedStore({ name: 'embedded', dataDir: folder })
  const signal = new AbortController().signal
  await embedded.sink.open(signal)
  const records = recordsTogether(reportCases, 'acme')
  expect(await embedded.sink.write(testBatch(records), signal)).toEqual({ failed: [] })
})

afterAll(async () => {
  await embedded.sink.close()
  await rm(folder, { recursive: true })
})

const described: readonly (readonly [path: string, schema: JsonSchema])[] = [
  ['/analytics/data?tenant=acme', analyticsSchema],
  ...reports.map((report) => {
    const more = report.name === 'overview' ? { tenants: overviewTenantsSchema } : {}
    const compare = report.compares ? '&compare=previous_period' : ''
    const path = report.tenants === 'path' ? `${report.name}/acme?days=7` : `${report.name}?tenant=*&days=7`
    return [`/reports/${path}${compare}`, reportSchema(report, more)] as const
  }),
]

it.each(described)('%s answers as it is described', async (path, schema) => {
  const served = await serve(embedded.reports, { tenants: ['acme', 'globex'], admin: true, who: 'test' })
  const response = await served.get(path)
  const validate = new Ajv2020({ strict: false, validateFormats: false, allErrors: true }).compile(schema)
  const isValid = validate(await response.json())
  expect([response.status, isValid, validate.errors]).toEqual([200, true, null])
  await served.close()
})
