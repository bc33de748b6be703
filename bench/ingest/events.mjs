/**
 * Makes what a site with an assistant sends in a quarter of an hour: a realistic mix of events, as the SDKs
 * make them with content capture off (no `text` fields). Labels hold ordinary words, and about one in a
 * hundred a finding. Events share sessions.
 */
import { createRandom, hex, ulid } from './random.mjs'

/** Six digits follow it, which differ from body to body, so that no cache knows every string. */
export const ORDER_PATH = '/account/orders/'

const pages = [
  ['/', 'Home | Northwind Support'],
  ['/pricing', 'Plans and pricing | Northwind'],
  ['/help/shipping', 'Shipping and delivery times'],
  ['/help/returns', 'Returns and refunds'],
  [`${ORDER_PATH}000000`, 'Your order'],
  ['/products/desk-lamp-oak', 'Desk lamp in oak'],
  ['/reports/monthly', 'Monthly report'],
  ['/dashboards/inventory', 'Inventory overview'],
]
const referrers = ['www.google.com', 'www.bing.com', 'news.example.org', 'app.northwind.example']
const locales = ['en-GB', 'de-DE', 'fr-FR', 'en-US', 'pt-BR', 'ja-JP']
const zones = ['Europe/London', 'Europe/Berlin', 'America/New_York', 'Asia/Tokyo', 'America/Sao_Paulo']
const topics = [
  'shipping',
  'refunds',
  'billing',
  'account access',
  'product advice',
  'opening hours',
  'warranty',
]
const models = ['gpt-4o-mini', 'claude-sonnet-4', 'nova-lite']
const analyses = ['general', 'trend', 'correlation', 'summary', 'forecast']
const departments = ['billing', 'logistics', 'technical', 'sales']
const suggestions = [
  'Where is my order?',
  'How do I return an item?',
  'Show the monthly trend',
  'Compare two plans',
]
const findings = ['Orders of jane.doe@example.com', 'Call back +44 20 7946 0958', 'Ticket of sam@example.org']

/** Says how many events of 100 have a type, and makes the fields that it has beside the envelope. */
const mix = [
  [14, 'page_view', () => ({})],
  [
    15,
    'user_query',
    (r) => ({
      query_length: r.integer(8, 240),
      is_suggested_prompt: r.chance(0.3),
      analysis_type: r.pick(analyses),
      has_data: r.chance(0.5),
      message_number: r.integer(1, 12),
    }),
  ],
  [
    15,
    'agent_response',
    (r) => ({
      response_length: r.integer(60, 2400),
      processing_time_ms: r.duration(1200),
      retrieval_time_ms: r.duration(90),
      generation_time_ms: r.duration(1000),
      has_visualization: r.chance(0.2),
      topic: r.pick(topics),
      entries_retrieved: r.integer(0, 8),
      match_score: r.integer(0, 100) / 100,
      no_match: r.chance(0.07),
      success: r.chance(0.97),
      model: r.pick(models),
      input_tokens: r.integer(200, 4000),
      output_tokens: r.integer(20, 900),
    }),
  ],
  [12, 'message_sent', (r) => ({ message_number: r.integer(1, 12), topic: r.pick(topics), success: true })],
  [
    12,
    'vendor_call',
    (r) => ({
      vendor: {
        name: r.pick(['openai', 'anthropic', 'bedrock', 'zendesk']),
        operation: r.pick(['chat.completions', 'messages.create', 'tickets.update', 'embeddings']),
        http_status: r.chance(0.97) ? 200 : 503,
        retry_count: r.chance(0.95) ? 0 : 1,
      },
      latency_ms: r.duration(800),
      result: r.chance(0.97) ? 'success' : 'error',
    }),
  ],
  [
    8,
    'decision',
    (r) => ({
      decision: {
        primary_intent: r.pick(['refund_request', 'order_status', 'password_reset', 'cancel_plan']),
        department: r.pick(departments),
        tier: r.pick(['tier_1', 'tier_2']),
        template_id: `tpl_${r.integer(1, 60)}`,
        confidence: r.integer(30, 100) / 100,
      },
      step: 'classify',
      result: 'success',
      latency_ms: r.duration(140),
    }),
  ],
  [
    8,
    'request',
    (r) => ({
      path: r.pick(['/api/chat', '/api/orders', '/api/reports/monthly', '/api/search']),
      method: r.pick(['GET', 'POST']),
      status_code: r.chance(0.98) ? 200 : 500,
      response_time_ms: r.duration(45),
      module: r.pick(['chat', 'orders', 'reports', 'search']),
    }),
  ],
  [
    3,
    'automation_outcome',
    (r) => ({ outcome: r.pick(['sent', 'blocked', 'failed']), template_id: `tpl_${r.integer(1, 60)}` }),
  ],
  [
    2,
    'override',
    (r) => ({
      override_type: 'tag',
      label: r.pick(topics),
      from_department: r.pick(departments),
      to_department: r.pick(departments),
    }),
  ],
  [2, 'session_start', () => ({ user_agent: 'Chrome 130 on Windows' })],
  [
    1,
    'session_end',
    (r) => ({
      duration_seconds: r.integer(20, 1800),
      total_queries: r.integer(0, 12),
      total_uploads: r.integer(0, 2),
      chat_messages: r.integer(0, 24),
    }),
  ],
  [3, 'suggestion_clicked', (r) => ({ label: r.pick(suggestions) })],
  [1, 'widget_loaded', () => ({})],
  [1, 'bubble_opened', () => ({})],
  [
    1,
    'cta_clicked',
    (r) => ({ label: r.pick(['Talk to a person', 'Start free trial']), target: 'contact_form' }),
  ],
  [
    1,
    'file_upload',
    (r) => ({
      file_name: 'sales by region.csv',
      file_type: 'csv',
      file_size: r.integer(2000, 4e6),
      row_count: r.integer(10, 50_000),
      column_count: r.integer(3, 40),
      analysis_type: r.pick(analyses),
    }),
  ],
  [
    1,
    'custom',
    (r) => ({
      name: 'feature_used',
      properties: { feature: r.pick(['export', 'share', 'filter']), count: r.integer(1, 9) },
    }),
  ],
]
const deck = mix.flatMap(([share, event, fields]) => Array.from({ length: share }, () => ({ event, fields })))
if (deck.length !== 100) throw new Error(`the shares of the mix add up to ${deck.length}, not 100`)

/** These are made on a back end, so that their context names no page. */
const backEnd = new Set([
  'agent_response',
  'vendor_call',
  'decision',
  'automation_outcome',
  'override',
  'request',
])
/** These are steps of one automated reply and share a trace. */
const traced = new Set(['vendor_call', 'decision', 'automation_outcome', 'override'])

/** These have the whole context of a page; others name its path only. */
const titled = new Set(['page_view', 'message_sent', 'session_start', 'widget_loaded'])

export function createEvents(seed) {
  const random = createRandom(seed)
  const sessions = Array.from({ length: 200 }, () => newSession(random))
  const counts = new Map()

  const one = (now) => {
    const { event, fields } = random.pick(deck)
    const at = random.integer(0, sessions.length - 1)
    if (random.chance(0.02)) sessions[at] = newSession(random)
    const session = sessions[at]
    counts.set(event, (counts.get(event) ?? 0) + 1)
    const time = now - random.integer(0, 30_000)
    const server = backEnd.has(event)
    return {
      id: ulid(time),
      event,
      ts: new Date(time).toISOString(),
      schema_version: 1,
      session_id: session.id,
      ...(session.user === undefined ? {} : { user: session.user }),
      ...(traced.has(event) ? { trace_id: hex(random, 32), ticket_id: session.ticket, channel: 'chat' } : {}),
      context: server
        ? { sdk: 'node', sdk_version: '0.1.0' }
        : pageContext(random, session, titled.has(event)),
      ...fields(random),
    }
  }

  return {
    batch: (size, now) => Array.from({ length: size }, () => one(now)),
    counts: () => Object.fromEntries([...counts].sort((a, b) => b[1] - a[1])),
  }
}

function newSession(random) {
  return {
    id: `s_${hex(random, 20)}`,
    user: random.chance(0.25) ? `hu_${hex(random, 32)}` : undefined,
    ticket: `T-${random.integer(10_000, 99_999)}`,
    locale: random.pick(locales),
    zone: random.pick(zones),
    device: random.pick(['desktop', 'desktop', 'mobile', 'tablet']),
    referrer: random.chance(0.4) ? random.pick(referrers) : undefined,
  }
}

function pageContext(random, session, titled) {
  const [path, title] = random.pick(pages)
  return {
    sdk: 'browser',
    sdk_version: '0.1.0',
    page_path: path,
    ...(titled ? { page_title: random.chance(0.05) ? random.pick(findings) : title } : {}),
    ...(titled && session.referrer !== undefined ? { referrer_host: session.referrer } : {}),
    ...(titled ? { locale: session.locale, time_zone: session.zone, device_class: session.device } : {}),
  }
}
