/**
 * `npm run bench -- sanitizer <folder> [--rounds 5] [--write]`
 *
 * How much of what people must not leave behind each tool masks, how much ordinary text it touches, and what it costs, all in the same
 * run. The folder holds labelled texts as `*.jsonl` or `*.jsonl.gz`, one record a line: `{ text, spans: [{ start, end, type }],
 * source?, tier?, ctx? }`; a record without spans and with a `tier` is ordinary text. Data is no part of this repository. A value
 * counts as masked when each of its letters and digits is. Times are medians, beside `JSON.parse` of the same event on the same
 * machine: the ratio is what compares between machines. `--write` keeps the shares for `docs/privacy.md` and measures no times;
 * run `npm run generate` after it.
 */
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { gunzipSync } from 'node:zlib'
import { redactText, sanitize } from '@hushlog/schema/sanitize'
import { redact as redactInBrowser, sanitize as sanitizeInBrowser } from '@hushlog/schema/sanitize-browser'
import { median, table } from './ingest/figures.mjs'
import { competitors } from './sanitizer/competitors.mjs'
import { maskedBy } from './sanitizer/masked.mjs'

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { rounds: { type: 'string', default: '5' }, write: { type: 'boolean', default: false } },
})
const folder = positionals[0]
if (folder === undefined || !existsSync(folder)) {
  console.error('Usage: npm run bench -- sanitizer <folder of labelled texts (*.jsonl, *.jsonl.gz)>')
  console.error(folder === undefined ? 'No folder was given.' : 'There is no such folder.')
  process.exit(2)
}
const files = readdirSync(folder).filter((name) => /\.jsonl(\.gz)?$/.test(name))
if (files.length === 0) {
  console.error('The folder holds neither *.jsonl nor *.jsonl.gz.')
  process.exit(2)
}
const records = files.flatMap((name) => {
  const raw = readFileSync(join(folder, name))
  const text = (name.endsWith('.gz') ? gunzipSync(raw) : raw).toString('utf8')
  return text
    .split('\n')
    .filter((line) => line.trim() !== '')
    .map((line) => JSON.parse(line))
})

const tools = [
  { name: 'hushlog, full set', redact: (text) => redactText(text).text },
  { name: "hushlog, browser's set", redact: (text) => redactInBrowser(text) },
  ...(await competitors()),
]
/** Names and street addresses are out of reach of rules; what counts as the rest differs from source to source. */
const TYPES = ['email', 'phone', 'credit_card', 'iban', 'national_id', 'ip', 'mac', 'secret', 'tracking_url']

/** Offsets of the masked parts, per tool and record. */
function score(redact) {
  const found = Object.fromEntries(TYPES.map((type) => [type, { all: 0, hit: 0 }]))
  const clean = { all: 0, hit: 0 }
  for (const { text, spans, tier, ctx } of records) {
    if (tier === 'ambiguous') continue
    // A bare number of a state says nothing about itself: it counts with its context only.
    const counted = spans.filter((span) => !(span.type === 'national_id' && ctx === 'bare'))
    if (counted.length === 0 && tier !== 'clean') continue
    const masked = maskedBy(text, redact(text))
    if (spans.length === 0) {
      clean.all++
      if (masked.includes(1)) clean.hit++
    }
    for (const { start, end, type } of counted) {
      const entry = found[type]
      if (entry === undefined) continue
      entry.all++
      let whole = true
      for (let i = start; i < end && whole; i++)
        whole = masked[i] === 1 || !/[\p{L}\p{N}]/u.test(text.charAt(i))
      if (whole) entry.hit++
    }
  }
  return { found, clean }
}

const percent = ({ all, hit }) => (all === 0 ? '-' : `${((100 * hit) / all).toFixed(1)} %`)
const scores = tools.map(({ redact }) => score(redact))
console.log(`${records.length} records; % of values wholly masked, and of ordinary texts touched\n`)
console.log(
  table([
    ['', ...tools.map(({ name }) => name)],
    ...TYPES.map((type) => [type, ...scores.map(({ found }) => percent(found[type]))]),
    ['ordinary text touched', ...scores.map(({ clean }) => percent(clean))],
  ]),
)

if (values.write) {
  const share = ({ all, hit }) => Math.round((1000 * hit) / Math.max(1, all)) / 1000
  const [full, browser] = scores
  const figures = (of) => ({ all: of(full).all, full: share(of(full)), browser: share(of(browser)) })
  const found = Object.fromEntries(TYPES.map((type) => [type, figures((of) => of.found[type])]))
  const content = { records: records.length, found, clean: figures((of) => of.clean) }
  writeFileSync(
    new URL('sanitizer/figures.json', import.meta.url),
    `${JSON.stringify(content, undefined, 2)}\n`,
  )
  process.exit()
}

const metadata = {
  id: '01JDAAAAAAAAAAAAAAAAAA0000',
  event: 'agent_response',
  ts: '2026-11-21T10:00:00.000Z',
  schema_version: 1,
  session_id: 'a81bc81b-dead-4e5d-abff-90865d1e13b1',
  query_id: 'q-1',
  response_length: 250,
  processing_time_ms: 850,
  has_visualization: true,
  topic: 'billing',
  success: true,
  model: 'gpt-4o-mini',
  input_tokens: 820,
  output_tokens: 140,
}
const message =
  'Hello, I would like to know how the revenue of the third quarter compares with the second one, and whether the ' +
  'table that I uploaded yesterday has any missing values in the column for the region. Thanks'
const json = JSON.stringify(metadata)
const texts = records.map(({ text }) => text).slice(0, 2000)
const kilobytes = texts.reduce((sum, text) => sum + Buffer.byteLength(text), 0) / 1000

/** Microseconds of one call. */
function time(call, calls) {
  const rounds = Array.from({ length: Number(values.rounds) + 1 }, () => {
    const start = performance.now()
    for (let i = 0; i < calls; i++) call()
    return ((performance.now() - start) * 1000) / calls
  })
  return median(rounds.slice(1))
}

const parse = time(() => JSON.parse(json), 20_000)
const ratio = (us) => `${us.toFixed(2)} (${(us / parse).toFixed(1)}×)`
console.log(
  `\nMicroseconds, and as multiples of JSON.parse of the metadata-only event (${parse.toFixed(2)})\n`,
)
console.log(
  table([
    ['', 'metadata-only event', `message of ${message.length} characters`, 'kB of the labelled texts'],
    ...tools.map(({ name, redact }, i) => [
      name,
      [sanitize, sanitizeInBrowser][i] === undefined
        ? '-'
        : ratio(time(() => [sanitize, sanitizeInBrowser][i](metadata), 20_000)),
      ratio(time(() => redact(message), 2_000)),
      ratio(time(() => texts.forEach((text) => void redact(text)), 1) / kilobytes),
    ]),
  ]),
)
