/**
 * Answers a message, and tracks what happened. `answer` passes text to `track` only as `query_text` and `response_text`, which
 * leave redacted, and only because content capture is on in the demo.
 */
import { withSession } from '@hushlog/sdk-node'
import { noAnswer, retrieve } from './knowledge.mjs'
import { generate, search } from './vendors.mjs'

const agents = ['agent-mira', 'agent-jon', 'agent-sol']
const pick = (list) => list[Math.floor(Math.random() * list.length)]

/** @param hush a Hushlog client of `@hushlog/sdk-node` */
export function createSupport(hush) {
  return {
    /** A message without a session comes from a person who opted out: it is answered and not tracked. */
    answer: ({ session, message }) =>
      session === undefined ? answer(noClient, message) : withSession(session, () => answer(hush, message)),
  }
}

const noClient = { track: () => false }

async function answer(hush, message) {
  const started = performance.now()
  const found = await search()
  hush.track('vendor_call', { vendor: found.vendor, latency_ms: found.latency_ms, result: outcome(found) })
  const { entry, score, found: entries_retrieved } = retrieve(message)
  const no_match = entry === undefined
  decide(hush, entry, score, found.latency_ms)

  const text = entry === undefined ? noAnswer : pick(entry.answers)
  const { ok, vendor, latency_ms, ...usage } = await generate(text)
  hush.track('vendor_call', { vendor, latency_ms, result: outcome({ ok }), ...usage })
  if (!ok) hush.track('error', { error_type: 'vendor_unavailable', operation: 'generate_answer' })

  const reply = ok ? text : 'Our writing service is away for a moment. Please ask again.'
  const figures = {
    topic: entry?.topic ?? 'unknown',
    entries_retrieved,
    match_score: score,
    no_match,
    success: ok,
    response_length: reply.length,
    retrieval_time_ms: found.latency_ms,
    generation_time_ms: latency_ms,
    processing_time_ms: Math.round(performance.now() - started),
    ...(ok ? {} : { error_type: 'vendor_unavailable' }),
  }
  hush.track('agent_response', { query_text: message, response_text: reply, ...figures, ...usage })
  conclude(hush, entry, ok, score)
  return { text: reply, ...figures }
}

const outcome = ({ ok }) => (ok ? 'ok' : 'error')

function decide(hush, entry, score, latency_ms) {
  hush.track('decision', {
    decision: {
      primary_intent: entry?.topic ?? 'unknown',
      department: entry?.department ?? 'support',
      tier: score > 0.7 ? 'self-service' : 'assisted',
      ...(entry ? { template_id: entry.template } : {}),
      confidence: score,
    },
    step: 'route',
    result: entry ? 'matched' : 'no_match',
    latency_ms,
  })
}

/** Tracks that a certain answer was sent, or that an uncertain one waits for a person, who sometimes reroutes it. */
function conclude(hush, entry, ok, score) {
  const template = entry ? { template_id: entry.template } : {}
  if (!ok) hush.track('automation_outcome', { outcome: 'failed', ...template })
  else if (score >= 0.6) hush.track('automation_outcome', { outcome: 'sent', ...template })
  else {
    hush.track('automation_outcome', { outcome: 'blocked', block_reason: 'low_confidence', ...template })
    if (Math.random() < 0.5) {
      hush.track('override', {
        override_type: 'tag',
        label: 'rerouted',
        from_department: entry?.department ?? 'support',
        to_department: 'human-desk',
        agent: pick(agents),
      })
    }
  }
}
