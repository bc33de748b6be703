/**
 * `npm run bench -- tenants [--counts 1,100,2000] [--rounds 3] [--hushlog <path of another build's
 * bin/hushlog.mjs>]`
 *
 * Measures what many tenants cost a collector: milliseconds to start and to reload, and resident megabytes.
 * The start is from the start of the process until it listens, the first time and again with its data folder;
 * a reload is by SIGHUP. Brackets hold the processor time of both, which says more on a busy machine. Memory
 * is that of the whole process after each. One tenant of ten has a rule and a denied key of its own, the
 * others share their options. Figures are medians over the rounds.
 */
import { spawn } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { freePort } from '../e2e/processes/free-port.mjs'
import { median, table } from './ingest/figures.mjs'
import { cpuSeconds, memoryMb } from './ingest/server-process.mjs'

const { values: options } = parseArgs({
  options: {
    counts: { type: 'string', default: '1,100,2000' },
    rounds: { type: 'string', default: '3' },
    hushlog: {
      type: 'string',
      default: fileURLToPath(new URL('../packages/collector/bin/hushlog.mjs', import.meta.url)),
    },
  },
})

const folder = mkdtempSync(join(tmpdir(), 'hushlog-bench-tenants-'))
process.once('exit', () => rmSync(folder, { recursive: true, force: true }))
for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, () => process.exit(1))

const columns = [
  ['first start ms', 'firstStart'],
  ['start ms', 'start'],
  ['(CPU)', 'startCpu'],
  ['MB', 'memory'],
  ['reload ms', 'reload'],
  ['(CPU)', 'reloadCpu'],
  ['MB', 'memoryAfterReload'],
]
const rows = [['tenants', ...columns.map(([title]) => title)]]
for (const count of options.counts.split(',').map(Number)) {
  const figures = []
  for (let round = 0; round < Number(options.rounds); round++) figures.push(await measure(count, round))
  const middle = (name) => Math.round(median(figures.map((figure) => figure[name])))
  rows.push([count, ...columns.map(([, name]) => middle(name))])
}
console.log(table(rows))

async function measure(count, round) {
  const home = join(folder, `${count}-${round}`)
  mkdirSync(home)
  const listen = `127.0.0.1:${await freePort()}`
  const tenants = Array.from({ length: count }, (_, i) => tenant(i))
  writeFileSync(join(home, 'hushlog.yaml'), yamlOf(listen, tenants))
  const first = await start(home)
  await first.stop()
  const again = await start(home)
  const startCpu = again.cpu()
  const memory = again.memory()
  const reload = await again.reload()
  const reloadCpu = again.cpu() - startCpu
  const memoryAfterReload = again.memory()
  await again.stop()
  return {
    firstStart: first.milliseconds,
    start: again.milliseconds,
    startCpu,
    memory,
    reload,
    reloadCpu,
    memoryAfterReload,
  }
}

function tenant(i) {
  const hasOwn = i % 10 === 9
  return {
    id: `tenant-${i}`,
    name: `Tenant ${i}`,
    write_keys: [{ key: `hlw_benchwritekey${i}`, origins: [`https://app-${i}.example`] }],
    read_tokens: [`hlr_benchreadtoken${i}`],
    content: i % 2 === 0 ? 'off' : 'redacted',
    ...(hasOwn && {
      rules: [{ id: 'employee', pattern: `E${i}-[0-9]{6}` }],
      deny_keys: [`employee_number_${i}`],
    }),
  }
}

/** A line for each value, as a person writes it; every value is JSON, which is YAML. */
function yamlOf(listen, tenants) {
  const items = tenants.map((fields) => {
    const lines = Object.entries(fields).map(([name, value]) => `${name}: ${JSON.stringify(value)}`)
    return `  - ${lines.join('\n    ')}`
  })
  return `listen: ${listen}\ndata_dir: ./data\nsinks: [{ type: embedded, enabled: false }]\ntenants:\n${items.join('\n')}\n`
}

async function start(home) {
  const begun = performance.now()
  const child = spawn(process.execPath, [options.hushlog, 'serve'], {
    cwd: home,
    env: { PATH: process.env.PATH, NODE_ENV: 'production' },
    stdio: ['ignore', 'pipe', 'ignore'],
  })
  process.once('exit', () => child.kill('SIGKILL'))
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]()
  const ended = new Promise((resolve) => child.once('close', resolve))

  const saw = async (message) => {
    for (;;) {
      const { value, done } = await lines.next()
      if (done) throw new Error(`the collector ended before it said "${message}"`)
      if (JSON.parse(value).msg === message) return
    }
  }

  await saw('ready')
  return {
    milliseconds: performance.now() - begun,
    cpu: () => cpuSeconds(child.pid) * 1000,
    memory: () => memoryMb(child.pid)?.now ?? Number.NaN,
    async reload() {
      const asked = performance.now()
      child.kill('SIGHUP')
      await saw('tenants and keys reloaded')
      return performance.now() - asked
    },
    async stop() {
      child.kill('SIGTERM')
      await ended
    },
  }
}
