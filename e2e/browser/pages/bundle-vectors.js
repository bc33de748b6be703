/**
 * Tracks every shared vector through the built script and compares what it sends: a text as `query_text`, an
 * address as `target`, an event as itself.
 */
import { vectors as all } from '../../../packages/schema/dist/vectors.js'
import { canonical, countsOf } from './compare.js'

/** The script has the rules of a page; findings of other rules are left to the collector. */
const vectors = all.filter(({ set }) => set !== 'full')

/** The client makes these fields, whatever the page passes. */
const clientMade = ['id', 'event', 'schema_version']
/** The client adds these fields where the page passes none. */
const clientAdded = ['ts', 'session_id', 'user']
/** A text that leaves is no longer than this. */
const cut = 1_000

const started = new Date().toISOString()
const sent = []
const send = window.fetch
window.fetch = (address, options) => {
  // The client's report of its drops is no vector; its time tells them apart.
  const isOwnReport = (event) => event.event === 'client_report' && event.ts > started
  sent.push(...JSON.parse(options.body).events.filter((event) => !isOwnReport(event)))
  return send(address, options)
}

function tracked(vector) {
  if (vector.kind === 'text') return { event: 'user_query', query_text: vector.input }
  if (vector.kind === 'url') return { event: 'cta_clicked', target: vector.input }
  return vector.input
}

function agrees(vector, event) {
  if (vector.kind === 'url') return event.target === vector.output
  const counts = (event.context.redactions ?? '').split(',').filter((pair) => pair !== '')
  const expected = countsOf(vector.remarks ?? [])
  if (canonical(counts.sort()) !== canonical(expected)) return false
  if (vector.kind === 'text') {
    if (vector.output.length <= cut) return event.query_text === vector.output
    return event.query_text.length <= cut && vector.output.startsWith(event.query_text.slice(0, cut - 100))
  }
  const { context: _expectedContext, ...own } = vector.output
  const { context: _context, ...got } = event
  for (const name of clientMade) {
    delete own[name]
    delete got[name]
  }
  for (const name of clientAdded) if (own[name] === undefined) delete got[name]
  return canonical(own) === canonical(got)
}

async function run() {
  const result = { ran: 0, failed: [], refused: 0, byClient: [] }
  for (const vector of vectors) {
    const input = tracked(vector)
    if (typeof input !== 'object' || input === null || typeof input.event !== 'string') {
      result.byClient.push(vector.id) // A value that is no event cannot be tracked.
      continue
    }
    const { event, ...fields } = input
    const client = vector.kind === 'event' && vector.options?.content !== 'redacted' ? off : redacted
    const before = sent.length
    const taken = client.track(event, fields)
    await client.flush()
    result.ran += 1
    if (vector.error !== undefined) {
      // The page cannot make a field wrong that the client makes.
      if (clientMade.includes(vector.error.path)) result.byClient.push(vector.id)
      else if (!taken && sent.length === before) result.refused += 1
      else result.failed.push(vector.id)
    } else if (!taken || sent.length !== before + 1 || !agrees(vector, sent[before]))
      result.failed.push(vector.id)
  }
  return result
}

const create = (content) =>
  window.hushlog.createHushlog({
    endpoint: location.origin,
    writeKey: 'hlw_vectors',
    content,
    autoTrack: false,
  })
const off = create('off')
const redacted = create('redacted')
window.result = await run()
