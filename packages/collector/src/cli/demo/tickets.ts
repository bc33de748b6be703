/** Makes support tickets: an automation reads, decides and answers; people correct, answer and resolve. */
import { HOUR, MINUTE, SECOND } from '@hushlog/base'
import { departments, intents, templates, vendors } from './company.js'
import { type Common, rounded, type Scene } from './scene.js'

const CONFIDENCE = 0.82
/** The department that people choose instead is the next one. */
const elsewhere = (department: (typeof departments)[number]): string =>
  departments[(departments.indexOf(department) + 1) % departments.length] ?? department

interface Ticket {
  readonly common: Common
  readonly department: (typeof departments)[number]
  readonly openedAt: number
  now: number
}

const stamp = (time: number): string => new Date(Math.round(time)).toISOString()

const later = (scene: Scene, ticket: Ticket, median: number, spread = 0.5): number => {
  ticket.now += scene.random.logNormal(median, spread)
  return ticket.now
}

const callModel = (scene: Scene, ticket: Ticket): void => {
  const { random, course, happen } = scene
  const vendor = random.chance(0.7) ? vendors[1] : vendors[0]
  const failed = random.chance(course.incidentAt(ticket.now)?.service === 'ticket-router' ? 0.3 : 0.015)
  const took = random.logNormal(1_100 * vendor.speed * course.releaseAt(ticket.now).latency, 0.5)
  ticket.now += took
  const output = 60 + random.below(240)
  happen('vendor_call', ticket.now, ticket.common, {
    vendor: {
      name: vendor.name,
      operation: vendor.operation,
      http_status: failed ? 429 : 200,
      retry_count: failed ? 3 : 0,
    },
    latency_ms: rounded(took),
    result: failed ? 'error' : 'ok',
    model: vendor.model,
    ...(failed
      ? { error_type: 'throttled' }
      : {
          input_tokens: 1_400,
          output_tokens: output,
          cost_usd: rounded(1_400 * vendor.input + output * vendor.output, 6),
        }),
  })
}

const decide = (scene: Scene, ticket: Ticket): { template: string; confidence: number } => {
  const { random, course, happen } = scene
  const release = course.releaseAt(ticket.now)
  const confidence = Math.min(
    0.99,
    Math.max(0.05, CONFIDENCE + release.confidence + 0.3 * (random.next() - 0.6)),
  )
  // A release shifts which templates are chosen.
  const shift = release.confidence < 0 ? 5 : 0
  const template = `tpl-${(random.popular(templates) + shift) % templates}`
  happen('decision', later(scene, ticket, 40), ticket.common, {
    decision: {
      primary_intent: random.pick(intents),
      department: ticket.department,
      tier: `tier ${1 + random.popular(3)}`,
      template_id: template,
      confidence: rounded(confidence, 3),
    },
    step: 'classify',
    result: confidence > 0.6 ? 'confident' : 'unsure',
    latency_ms: rounded(random.logNormal(120, 0.4)),
  })
  return { template, confidence }
}

const takeStep = ({ random, happen }: Scene, ticket: Ticket, name: string): void => {
  happen('step', ticket.now + 2, ticket.common, {
    name,
    step: name === 'routed' ? 'route' : 'intake',
    result: 'ok',
    latency_ms: rounded(random.logNormal(18, 0.4), 1),
    department: ticket.department,
  })
}

const change = (
  { happen }: Scene,
  ticket: Ticket,
  status: 'replied' | 'resolved' | 'reopened',
  times: { first_reply_at?: string; resolved_at?: string },
): void => {
  happen('ticket', ticket.now, ticket.common, {
    status,
    department: ticket.department,
    opened_at: stamp(ticket.openedAt),
    ...times,
  })
}

/** @returns whether an automated reply was sent */
const reply = (scene: Scene, ticket: Ticket, template: string, confidence: number): boolean => {
  const { random, happen } = scene
  const outcome =
    confidence < 0.6 ? 'blocked' : random.chance(0.04) ? 'failed' : random.chance(0.75) ? 'sent' : 'blocked'
  happen('automation_outcome', later(scene, ticket, 2 * SECOND), ticket.common, {
    outcome,
    template_id: template,
    ...(outcome === 'blocked' && { block_reason: confidence < 0.6 ? 'low confidence' : 'needs a person' }),
  })
  return outcome === 'sent'
}

const correct = (scene: Scene, ticket: Ticket): void => {
  const { random, happen } = scene
  const isMisrouted = random.chance(0.5)
  happen('override', later(scene, ticket, 25 * MINUTE), ticket.common, {
    override_type: isMisrouted ? 'tag' : 'macro',
    label: isMisrouted ? 'wrong team' : 'own words',
    from_department: ticket.department,
    to_department: isMisrouted ? elsewhere(ticket.department) : ticket.department,
    agent: `agent-${random.popular(24)}`,
  })
}

export const makeTicket = (scene: Scene, time: number): void => {
  const { random, course, happen, customers } = scene
  const number = ++scene.tickets
  const ticket: Ticket = {
    common: {
      ...(random.chance(0.7) && { user: `customer-${random.popular(customers)}` }),
      trace_id: `tr-${number}`,
      ticket_id: `T-${number}`,
      channel: random.pick(['email', 'email', 'phone', 'form']),
      context: { sdk: 'node', sdk_version: course.releaseAt(time).version, device_class: 'server' },
    },
    department: departments[random.popular(departments.length)] ?? departments[0],
    openedAt: Math.round(time),
    now: time,
  }
  happen('ticket', time, ticket.common, {
    status: 'opened',
    department: ticket.department,
    opened_at: stamp(time),
  })
  takeStep(scene, ticket, 'ticket_received')
  callModel(scene, ticket)
  const { template, confidence } = decide(scene, ticket)
  takeStep(scene, ticket, 'routed')
  const isSent = reply(scene, ticket, template, confidence)
  const isCorrected = random.chance(isSent ? 0.05 : 0.16)
  if (isCorrected) correct(scene, ticket)
  let firstReply = isSent ? ticket.now : undefined
  if (!isSent || random.chance(0.2)) {
    firstReply ??= later(scene, ticket, 2.5 * HOUR, 0.9)
    change(scene, ticket, 'replied', { first_reply_at: stamp(firstReply) })
  }
  // Some are never resolved.
  if (random.chance(0.06)) return
  const resolve = (): void => {
    later(scene, ticket, isSent ? 5 * HOUR : 20 * HOUR, 1)
    change(scene, ticket, 'resolved', {
      ...(firstReply !== undefined && { first_reply_at: stamp(firstReply) }),
      resolved_at: stamp(ticket.now),
    })
  }
  resolve()
  if (!random.chance(0.05)) return
  later(scene, ticket, 8 * HOUR)
  change(scene, ticket, 'reopened', {})
  resolve()
}
