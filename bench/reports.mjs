/**
 * `npm run bench -- reports [--events 10000000] [--days 90] [--seed 1] [--rounds 5] [--rate 2000] [--hour 5000000]
 * [--postgres 1000000] [--no-clickhouse] [--folder <path>]`
 *
 * Measures how long reports and questions take through HTTP while events come in and the running hour has many rows. The
 * history is that of `hushlog demo-data`, of two tenants. Then ClickHouse's engine answers the same questions over a copy
 * of the store, with nothing else to do; `ratio` is the collector's median divided by its. `figures` says whether both
 * gave the same sum of the first metric. PostgreSQL has a history of its own, without live events; 0 leaves it out.
 * Processor time is that of the whole process less what it takes while nobody asks. With `--folder` the history is kept
 * there and used again.
 */
import { existsSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import * as postgres from '../e2e/servers/postgres.mjs'
import { table, thousands } from './ingest/figures.mjs'
import { installClickHouse, startClickHouse } from './reports/clickhouse.mjs'
import { createHome, makeHistory, startCollector, TENANTS } from './reports/collector.mjs'
import { sendAll, sendSteadily } from './reports/live-events.mjs'
import { measure, measureIdle } from './reports/measure.mjs'
import { listPresets } from './reports/presets.mjs'
import { questions } from './reports/queries.mjs'

const { values: options } = parseArgs({
  options: {
    events: { type: 'string', default: '10000000' },
    days: { type: 'string', default: '90' },
    seed: { type: 'string', default: '1' },
    rounds: { type: 'string', default: '5' },
    rate: { type: 'string', default: '2000' },
    hour: { type: 'string', default: '5000000' },
    postgres: { type: 'string', default: '1000000' },
    clickhouse: { type: 'boolean', default: true },
    folder: { type: 'string' },
  },
  allowNegative: true,
})
const rounds = Number(options.rounds)
const rate = Number(options.rate)
/** The store has what came in so many milliseconds ago. */
const SETTLED = 10_000
const IDLE_SECONDS = 10
/** No question has more groups, so that all of them can be compared. */
const LIMIT = 1_000

const folder = options.folder ?? mkdtempSync(join(tmpdir(), 'hushlog-bench-reports-'))
const work = mkdtempSync(join(tmpdir(), 'hushlog-bench-reports-work-'))
process.once('exit', () => {
  rmSync(work, { recursive: true, force: true })
  if (options.folder === undefined) rmSync(folder, { recursive: true, force: true })
})
for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, () => process.exit(1))

const ms = (value) => (value === undefined ? '–' : value.toFixed(0))
const iso = (time) => new Date(time).toISOString()
const sumOf = (values) => values.reduce((sum, value) => sum + Number(value), 0)

function requestOf({ ask, days }, now) {
  const range = [iso(now - days * 86_400_000), iso(now)]
  return { tenant: TENANTS[0], ...ask, date_range: range, limit: LIMIT, include: { empty_buckets: false } }
}

async function askQuestions(collector, now, idle) {
  const asked = []
  for (const question of questions) {
    // A question that was asked before would be answered from memory: each round's period ends a millisecond later.
    const ask = (left) => collector.ask('/v1/query', requestOf(question, now - left))
    const result = await measure(collector, ask, { rounds, idle })
    const first = sumOf(result.answer.rows.map(({ metrics }) => metrics[0]))
    asked.push({ ...result, question, first, from: result.answer.meta.from })
  }
  return asked
}

async function measureEmbedded() {
  const home = await createHome(folder, [{ type: 'embedded' }])
  if (!existsSync(home.dataDir)) {
    const speed = makeHistory(home, options)
    console.log(
      `${thousands(options.events)} events of ${options.days} days, stored at ${thousands(speed)} a second`,
    )
  }
  const collector = await startCollector(home)
  if (Number(options.hour) > 0) {
    await sendAll(collector.ingest, Number(options.hour))
    console.log(`${thousands(options.hour)} events in the running hour`)
  }
  await collector.answers()
  await collector.stored()
  const steady = rate > 0 ? sendSteadily(collector.ingest, rate) : undefined
  const idle = await measureIdle(collector, IDLE_SECONDS)
  const now = Date.now() - SETTLED
  const reports = []
  for (const preset of await listPresets(collector.ask))
    reports.push({
      ...preset,
      ...(await measure(collector, () => collector.ask(preset.path), { rounds, idle })),
    })
  const asked = await askQuestions(collector, now, idle)
  const came = await steady?.stop()
  const memory = collector.memoryMb()
  await collector.stop()
  console.log(
    `\nEmbedded store: ${memory.now} MB, at most ${memory.peak}; ${thousands(came ?? 0)} events a second came in and took ${(100 * idle).toFixed(0)} % of a core\n`,
  )
  const rows = reports.map(({ name, median, worst, cpu }) => [name, ms(median), ms(worst), ms(cpu)])
  console.log(table([['report, milliseconds', 'median', 'worst', 'processor'], ...rows]))
  return { home, asked, now }
}

async function askClickHouse({ home, asked, now }) {
  const reason = options.clickhouse ? await installClickHouse() : 'it was left out'
  if (reason !== undefined) return { reason, answers: asked.map(() => undefined) }
  const data = join(work, 'copy')
  mkdirSync(data)
  const server = await startClickHouse({ store: join(home.dataDir, 'embedded.duckdb'), folder: data })
  const answers = []
  for (const { days, sql } of questions) {
    const [from, to] = [now - days * 86_400_000, now].map(
      (time) => `'${iso(time).replace(/[TZ]/g, ' ').trim()}'`,
    )
    const scope = `tenant_id = '${TENANTS[0]}' AND ts >= ${from} AND ts < ${to}`
    answers.push(await measure(server, () => server.query(sql(scope)), { rounds, idle: 0 }))
  }
  const memory = server.memoryMb()
  server.stop()
  return { memory, answers }
}

function printQuestions(asked, { reason, memory, answers }) {
  const title = [
    'question, milliseconds',
    'median',
    'worst',
    'processor',
    'from',
    'ClickHouse',
    'worst',
    'processor',
    'ratio',
    'figures',
  ]
  const rows = asked.map((own, i) => {
    const other = answers[i]
    const left = [own.question.name, ms(own.median), ms(own.worst), ms(own.cpu), own.from]
    if (other === undefined) return [...left, '–', '–', '–', '–', '–']
    const first = sumOf(other.answer.rows.map(({ m0 }) => m0))
    const figures = first === own.first ? 'equal' : `${own.first} / ${first}`
    return [
      ...left,
      ms(other.median),
      ms(other.worst),
      ms(other.cpu),
      (own.median / other.median).toFixed(1),
      figures,
    ]
  })
  console.log(`\n${table([title, ...rows])}`)
  console.log(
    reason === undefined
      ? `ClickHouse: ${memory.now} MB, at most ${memory.peak}`
      : `No ClickHouse: ${reason}`,
  )
}

async function measurePostgres(events) {
  const installed = await postgres.install((line) => console.log(`  ${line}`))
  if ('reason' in installed) return console.log(`\nNo PostgreSQL: ${installed.reason}`)
  const server = await postgres.start({ folder: join(work, 'postgres') })
  try {
    const home = await createHome(join(work, 'on-postgres'), [
      { type: 'embedded', enabled: false },
      { type: 'postgres', name: 'postgres', url: server.url },
    ])
    const speed = makeHistory(home, { ...options, events })
    const collector = await startCollector(home)
    await collector.answers()
    const asked = await askQuestions(collector, Date.now(), 0)
    await collector.stop()
    const rows = asked.map(({ question, median, worst, from }) => [
      question.name,
      ms(median),
      ms(worst),
      from,
    ])
    console.log(
      `\nPostgreSQL ${server.version}: ${thousands(events)} events, stored at ${thousands(speed)} a second\n`,
    )
    console.log(table([['question, milliseconds', 'median', 'worst', 'from'], ...rows]))
  } finally {
    await server.stop()
  }
}

const embedded = await measureEmbedded()
printQuestions(embedded.asked, await askClickHouse(embedded))
if (Number(options.postgres) > 0) await measurePostgres(Number(options.postgres))
