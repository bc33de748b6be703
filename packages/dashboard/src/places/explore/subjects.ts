/** Says what metrics and dimensions are about, so that choosers show them in groups. */

const ofEvents: Readonly<Record<string, string>> = {
  session_start: 'Sessions',
  session_end: 'Sessions',
  user_query: 'Questions',
  suggestion_clicked: 'Questions',
  rate_limited: 'Questions',
  message_sent: 'Questions and answers together',
  agent_response: 'Answers',
  feedback: 'Feedback',
  page_view: 'Pages and widget',
  widget_loaded: 'Pages and widget',
  bubble_opened: 'Pages and widget',
  bubble_closed: 'Pages and widget',
  cta_clicked: 'Pages and widget',
  file_upload: 'Uploads',
  vendor_call: 'Calls to vendors',
  decision: 'Automation and tickets',
  override: 'Automation and tickets',
  automation_outcome: 'Automation and tickets',
  step: 'Automation and tickets',
  ticket: 'Automation and tickets',
  workflow_run: 'Operations',
  performance_sample: 'Operations',
  prediction: 'Operations',
  incident: 'Operations',
  request: 'Requests and errors',
  error: 'Requests and errors',
  client_report: 'Delivery and privacy',
}

const everything = 'Everything together'
const ledgers = /^(redactions|removed_fields|client_drops)$/
/** A metric that reads more types of events is about no single subject. */
const MOST_EVENTS = 3

export function subjectOfMetric({
  id,
  events,
}: {
  readonly id: string
  readonly events: readonly string[]
}): string {
  if (ledgers.test(id)) return 'Delivery and privacy'
  if (events.length > MOST_EVENTS) return everything
  return ofEvents[events[0] ?? ''] ?? everything
}

const subjectsOfDimensions: readonly (readonly [subject: string, ids: RegExp])[] = [
  ['Time', /^time(:|$)/],
  [
    'Conversations',
    /^(topic|analysis_type|is_suggested_prompt|has_data|has_visualization|no_match|model|label|target|end_reason)$/,
  ],
  [
    'People and pages',
    /^(channel|page_path|page_title|referrer_host|locale|time_zone|device_class|user_agent)$/,
  ],
  ['Failures and results', /^(success|error_type|result|outcome|block_reason|status|severity)$/],
  [
    'Automation and tickets',
    /^(primary_intent|tier|step|override_type|from_department|to_department|department|template_id)$/,
  ],
  [
    'Calls and services',
    /^(vendor\.|streaming|service|workflow|operation|path|method|module|asset_types|site_tokens)/,
  ],
  ['Uploads', /^file_/],
  ['Delivery and privacy', /^(rule|stage|reason|sdk|sdk_version)$/],
  ['Ranges of a number', /^bucket:/],
  ['Fields of custom events', /^properties\./],
]

export const subjectOfDimension = (id: string): string =>
  subjectsOfDimensions.find(([, ids]) => ids.test(id))?.[0] ?? 'Events'
