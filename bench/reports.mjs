/**
 * `npm run bench -- reports [--events 10000000] [--days 90] [--rounds 5]`
 *
 * Measures how many milliseconds reports of the embedded store take, first from rows and then from hourly
 * rollups. The store holds many events of two tenants, four fifths of them of one. Wall time depends on what
 * else the machine does; processor time less so.
 */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { openEmbeddedReports } from '@hushlog/collector/testing'
import { generate } from './reports/generate.mjs'

const { values: options } = parseArgs({
  options: {
    events: { type: 'string', default: '10000000' },
    days: { type: 'string', default: '90' },
    rounds: { type: 'string', default: '5' },
  },
})
const rounds = Number(options.rounds)
const folder = mkdtempSync(join(tmpdir(), 'hushlog-bench-reports-'))
process.once('exit', () => rmSync(folder, { recursive: true, force: true }))
for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, () => process.exit(1))

async function measured(step) {
  const before = process.cpuUsage()
  const began = performance.now()
  await step()
  const { user, system } = process.cpuUsage(before)
  return { wall: performance.now() - began, cpu: (user + system) / 1000 }
}

const middle = (values) => values.sort((a, b) => a - b)[Math.floor(values.length / 2)]

async function report(title, reports) {
  console.log(`\n${title} (milliseconds: median wall, worst wall, median processor)`)
  const questions = [1, 7, 30, 90].map((days) => [
    `analytics, ${days} days`,
    () => reports.analytics('acme', days),
  ])
  questions.push(['overview, 30 days', () => reports.overview(['acme', 'globex'], 30)])
  for (const [name, ask] of questions) {
    const all = []
    for (let round = 0; round < rounds; round++) all.push(await measured(ask))
    const walls = all.map(({ wall }) => wall)
    const figures = [middle([...walls]), Math.max(...walls), middle(all.map(({ cpu }) => cpu))]
    console.log(name.padEnd(22), ...figures.map((figure) => figure.toFixed(0).padStart(7)))
  }
}

const made = await measured(() =>
  generate(join(folder, 'embedded.duckdb'), {
    events: Number(options.events),
    days: Number(options.days),
    now: Date.now(),
  }),
)
console.log(`${options.events} events over ${options.days} days, made in ${(made.wall / 1000).toFixed(0)} s`)
const reports = await openEmbeddedReports(folder)
await report('from rows', reports)
const summing = await measured(() => reports.updateRollups())
console.log(`\nrolled up in ${(summing.cpu / 1000).toFixed(1)} s of processor time`)
await report('from rollups', reports)
await reports.close()
