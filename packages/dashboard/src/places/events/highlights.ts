/** Says by hand which fields tell most about an event of each type; the others are shown on request. */

const fieldsOf: Readonly<Record<string, readonly string[]>> = {
  session_start: ['context.locale', 'context.device_class', 'context.referrer_host'],
  session_end: ['end_reason', 'duration_seconds', 'total_queries'],
  page_view: ['context.page_path'],
  file_upload: ['file_type', 'file_size', 'row_count', 'analysis_type'],
  user_query: ['is_suggested_prompt', 'query_length', 'analysis_type'],
  agent_response: ['topic', 'no_match', 'success', 'error_type', 'processing_time_ms', 'model'],
  message_sent: ['topic', 'no_match', 'success', 'error_type', 'processing_time_ms', 'model'],
  feedback: ['rating'],
  widget_loaded: ['label'],
  bubble_opened: ['label'],
  bubble_closed: ['label'],
  suggestion_clicked: ['label'],
  cta_clicked: ['label', 'target'],
  rate_limited: ['message_number'],
  vendor_call: ['vendor.name', 'result', 'vendor.http_status', 'error_type', 'latency_ms', 'cost_usd'],
  decision: ['decision.primary_intent', 'decision.department', 'decision.confidence'],
  override: ['override_type', 'from_department', 'to_department'],
  automation_outcome: ['outcome', 'block_reason', 'template_id'],
  step: ['step', 'name', 'result', 'latency_ms'],
  ticket: ['status', 'department'],
  request: ['method', 'path', 'status_code', 'response_time_ms'],
  error: ['error_type', 'operation'],
  workflow_run: ['workflow', 'status', 'duration_ms'],
  performance_sample: ['service', 'p95_latency_ms', 'error_rate'],
  prediction: ['service', 'outcome', 'probability'],
  incident: ['service', 'severity', 'resolved_at'],
  custom: ['name'],
}

type Fields = Readonly<Record<string, unknown>>

/** What is as one expects it tells nothing. */
const isExpected = (name: string, value: unknown) =>
  (name === 'no_match' && value === false) || (name === 'success' && value === true)

/** Returns the fields of an event that tell most about it, as far as it has them. */
export const highlightsOf = (event: string, fields: Fields): readonly (readonly [string, unknown])[] =>
  (fieldsOf[event] ?? []).flatMap((name) =>
    fields[name] === undefined || isExpected(name, fields[name]) ? [] : [[name, fields[name]] as const],
  )
