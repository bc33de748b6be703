/**
 * `npm run bench -- sanitizer [folder] [--rounds 5] [--write]`
 *
 * Measures what the sanitizer and other tools mask (% of values), wrongly touch (% of texts) and cost (µs a
 * call). The folder holds labelled texts as `*.jsonl` or `*.jsonl.gz`, one record a line: `{ text, spans: [{
 * start, end, type }], source?, tier?, ctx? }`. A record without spans and with a `tier` is ordinary text.
 * The repository holds no such data; without a folder only times are measured. A value counts as masked when
 * each of its letters and digits is. Times are medians, also as multiples of `JSON.parse` of the same event,
 * which compare between machines. `--write` writes the shares for `docs/privacy.md` and measures no times;
 * run `npm run generate` after it.
 */
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { gunzipSync } from 'node:zlib'
import { redactText } from '@hushlog/sanitizer'
import { redactInPage } from '@hushlog/sanitizer/page'
import { sanitize } from '@hushlog/schema/sanitize'
import { sanitize as sanitizeInBrowser } from '@hushlog/schema/sanitize-browser'
import { median, table } from './ingest/figures.mjs'
import { competitors } from './sanitizer/competitors.mjs'
import { hostile } from './sanitizer/hostile.mjs'
import { maskedBy } from './sanitizer/masked.mjs'

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { rounds: { type: 'string', default: '5' }, write: { type: 'boolean', default: false } },
})
const records = read(positionals[0])

/** Reads the labelled texts. Without any it returns none and prints why. */
function read(folder) {
  const files =
    folder !== undefined && existsSync(folder)
      ? readdirSync(folder).filter((name) => /\.jsonl(\.gz)?$/.test(name))
      : []
  if (files.length === 0) {
    const why =
      folder === undefined
        ? 'No folder was given'
        : `The folder ${existsSync(folder) ? 'holds no *.jsonl or *.jsonl.gz' : 'does not exist'}`
    console.log(`${why}: times only. Recall: npm run bench -- sanitizer <folder of labelled texts>`)
  }
  return files.flatMap((name) => {
    const raw = readFileSync(join(folder, name))
    const text = (name.endsWith('.gz') ? gunzipSync(raw) : raw).toString('utf8')
    return text
      .split('\n')
      .filter((line) => line.trim() !== '')
      .map((line) => JSON.parse(line))
  })
}

const tools = [
  { name: 'hushlog, full set', redact: (text) => redactText(text).text },
  { name: "hushlog, browser's set", redact: (text) => redactInPage(text) },
  ...(await competitors()),
]
/**
 * The types that are compared. Rules cannot find names and street addresses; sources disagree about other
 * types.
 */
const TYPES = ['email', 'phone', 'credit_card', 'iban', 'national_id', 'ip', 'mac', 'secret', 'tracking_url']

/** Counts, by type, the values that a tool masks as a whole, and the ordinary texts that it touches. */
function score(redact) {
  const found = Object.fromEntries(TYPES.map((type) => [type, { all: 0, hit: 0 }]))
  const clean = { all: 0, hit: 0 }
  for (const { text, spans, tier, ctx } of records) {
    if (tier === 'ambiguous') continue
    // The bare number of an identity card looks like any number: it counts only with its context.
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
const scores = records.length > 0 ? tools.map(({ redact }) => score(redact)) : []
if (records.length > 0) {
  console.log(`${records.length} records; % of values wholly masked, and of ordinary texts touched\n`)
  console.log(
    table([
      ['', ...tools.map(({ name }) => name)],
      ...TYPES.map((type) => [type, ...scores.map(({ found }) => percent(found[type]))]),
      ['ordinary text touched', ...scores.map(({ clean }) => percent(clean))],
    ]),
  )
}

if (values.write) {
  if (records.length === 0) process.exit(2)
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
/** Without labelled texts, times are measured on a thousand copies of the message. */
const texts =
  records.length > 0
    ? records.map(({ text }) => text).slice(0, 2000)
    : Array.from({ length: 1000 }, () => message)
const kilobytes = texts.reduce((sum, text) => sum + Buffer.byteLength(text), 0) / 1000

/** Returns the median time of one call in microseconds. */
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
    [
      '',
      'metadata-only event',
      `message of ${message.length} characters`,
      records.length > 0 ? 'kB of the labelled texts' : 'kB of messages',
    ],
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

/**
 * Returns nanoseconds a character for ordinary messages of a length, and for hostile texts of that length.
 */
function worst(redact, length, calls) {
  const per = (text) => (time(() => redact(text), calls) * 1000) / text.length
  const ordinary = per(`${message} `.repeat(Math.ceil(length / message.length)).slice(0, length))
  const costs = hostile(length).map(({ unit, text }) => ({ unit, cost: per(text) }))
  const most = costs.reduce((a, b) => (b.cost > a.cost ? b : a))
  const mean = costs.reduce((sum, { cost }) => sum + cost, 0) / costs.length
  return { ordinary, mean, most }
}

const ns = (value) => value.toFixed(0)
console.log('\nHostile text: nanoseconds a character, and the repeated part that costs most\n')
console.log(
  table([
    ['', 'length', 'ordinary', 'hostile, mean', 'hostile, most', 'of all', 'unit'],
    ...tools.slice(0, 2).flatMap(({ name, redact }) =>
      [
        [4096, 10],
        [1_000_000, 1],
      ].map(([length, calls]) => {
        const { ordinary, mean, most } = worst(redact, length, calls)
        const whole = `${((most.cost * length) / 1e6).toFixed(2)} ms`
        return [name, String(length), ns(ordinary), ns(mean), ns(most.cost), whole, JSON.stringify(most.unit)]
      }),
    ),
  ]),
)
