/** Holds docs/codes.md to the codes in the sources: it lists every one of each closed set, and no other. */
import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { problems } from '../../packages/collector/src/http/problem.js'
import { rejectCodes } from '../../packages/collector/src/ingest/counts.js'
import { sinkFailures } from '../../packages/collector/src/sinks/sink.js'
import { dropReasons } from '../../packages/sdk-core/src/ledger.js'

const [, requests = '', events = '', drops = '', records = ''] = readFileSync(
  new URL('../../docs/codes.md', import.meta.url),
  'utf8',
).split(/^## /m)

/** Returns the codes of the rows of a table, each behind what its row begins with. */
const rowsOf = (section: string): readonly string[] =>
  [...section.matchAll(/^\| (\d{3} \| )?`(\w+)` \| .+ \| .+ \|$/gm)].map(
    ([, status = '', code]) => status + code,
  )

test.each([
  ['requests', requests, Object.entries(problems).map(([code, { status }]) => `${status} | ${code}`)],
  ['events', events, rejectCodes],
  ['drops', drops, dropReasons],
  ['records', records, sinkFailures],
])('lists every code of %s', (_, section, codes) => {
  expect([...rowsOf(section)].sort()).toEqual([...codes].sort())
})
