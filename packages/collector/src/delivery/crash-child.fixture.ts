/**
 * crash.test.ts runs this program in a process of its own and kills it. The program appends without end,
 * delivers to the embedded store and to files meanwhile, and prints the ids of what was acknowledged.
 */
import { writeSync } from 'node:fs'
import { HOUR } from '@hushlog/base'
import { testRecord } from '../log/records.fixture.js'
import { openPipeline } from './crash-pipeline.fixture.js'

const [dir = '', begin = '1'] = process.argv.slice(2)
/** Events are of so many hours, of which each is an object. */
const HOURS = 29
const types = ['user_query', 'agent_response', 'page_view', 'widget_loaded', 'error']
const { log, fanOut } = await openPipeline(dir)
await fanOut.start()
let n = Number(begin)
for (;;) {
  const records = Array.from({ length: 20 }, () =>
    testRecord({ n: n++, time: Date.now() - (n % HOURS) * HOUR, event: types[n % types.length] ?? '' }),
  )
  await log.append(records)
  // A stream would buffer: what is printed must be out when the process dies.
  writeSync(1, `${records.map(({ id }) => id).join(' ')}\n`)
}
