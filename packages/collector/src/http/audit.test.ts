import { expect, test } from 'vitest'
import { createScheduler } from '../runtime/scheduler.js'
import { createTestClock } from '../runtime/test-clock.fixture.js'
import { createAudit } from './audit.js'

function audited() {
  const clock = createTestClock(0)
  const lines: object[] = []
  const scheduler = createScheduler({ clock, onError: () => expect.unreachable() })
  const logger = { info: (fields: object, msg: string) => lines.push({ msg, ...fields }) }
  return { clock, lines, audit: createAudit(logger, scheduler) }
}

const read = { who: 'admin', tenant: 'acme', report: 'analytics', from: '2026-01-01' }

test('a read has a line at once, and its repetitions one a minute', async () => {
  const { clock, lines, audit } = audited()
  for (let i = 0; i < 4; i++) audit.read(read, 10)
  audit.read({ ...read, who: '…Ab3x' }, 5)
  const line = { msg: 'audit', action: 'read', ...read }
  expect(lines).toEqual([
    { ...line, times: 1, rows: 10 },
    { ...line, who: '…Ab3x', times: 1, rows: 5 },
  ])
  await clock.advance(60_000)
  expect(lines.slice(2)).toEqual([{ ...line, times: 3, rows: 30 }])
  await clock.advance(60_000)
  audit.read(read, 10)
  audit.read(read, 10)
  audit.flush()
  expect(lines.slice(3)).toEqual([
    { ...line, times: 1, rows: 10 },
    { ...line, times: 1, rows: 10 },
  ])
})
