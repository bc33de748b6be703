/** crash.test.ts runs this program in a process of its own, to kill it or to fill its disk. */
import { writeSync } from 'node:fs'
import { LogFullError, openLog } from '../index.js'
import { TEST_TIME, testId, testRecord } from '../records.fixture.js'

const [mode = '', dir = '', begin = '1'] = process.argv.slice(2)
const everything = { records: Number.POSITIVE_INFINITY, bytes: Number.POSITIVE_INFINITY }
/** Prints a line without a stream, which would buffer: it must be out when the process dies. */
const print = (line: string): void => {
  writeSync(1, `${line}\n`)
}

const log = await openLog({ dir, maxBytes: 1e9, dedupeDays: 14, now: Date.now })
await log.openReader('a')
let n = Number(begin)
const next = (count: number, bytes: number) =>
  Array.from({ length: count }, () => ({ ...testRecord({ n: n++ }), bytes: Buffer.alloc(bytes, 120) }))

/** Prints the ids of the records of each append after it was acknowledged. */
const appendForever = async (): Promise<never> => {
  for (;;) {
    const records = next(5, 300)
    const results = await log.append(records)
    if (results.some((result) => result !== 'stored')) print('duplicate')
    print(records.map(({ id }) => id).join(' '))
  }
}

/** Appends until the disk is full, and prints whether the log can still be used then. */
const fill = async (): Promise<void> => {
  let refused = next(50, 4_000)
  let failure: unknown
  let before = log.stats()
  for (let i = 0; i < 1_000 && failure === undefined; i++) {
    before = log.stats()
    refused = next(50, 4_000)
    try {
      await log.append(refused)
    } catch (error) {
      failure = error
    }
  }
  const unchanged = JSON.stringify(before) === JSON.stringify(log.stats())
  const batch = log.read('a', everything)
  const contiguous = batch?.records.every(({ id }, i) => id === testId(TEST_TIME, i + 51)) === true
  if (batch !== undefined) await log.commit('a', batch.range)
  const freed = await log.trim(Date.now())
  const again = await log.append(refused).catch(() => [])
  const reason = failure instanceof LogFullError ? failure.reason : String(failure)
  print(
    JSON.stringify({
      reason,
      unchanged,
      contiguous,
      freed: freed === before.records,
      again: again.filter((result) => result === 'stored').length,
    }),
  )
  await log.close()
}

/** Dies at once after a flush, so that nothing but the flush can have written the commits. */
const flushAndDie = async (): Promise<void> => {
  await log.openReader('b')
  await log.append(next(20, 100))
  await log.flush()
  await log.commit('a', { from: 1, to: 7 })
  await log.commit('b', { from: 1, to: 15 })
  await log.flush()
  process.kill(process.pid, 'SIGKILL')
}

const modes: Readonly<Record<string, () => Promise<void>>> = { fill, flush: flushAndDie }
await (modes[mode] ?? appendForever)()
