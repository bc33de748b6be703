// Generated from schemas/ by `pnpm --filter @hushlog/schema generate`. Do not edit.

import type { EventMembers, Member } from '../encode/members.js'
import { plainPattern, plainSet, plainTime } from '../encode/plain.js'

const p0 = plainPattern("^@?[a-z0-9][a-z0-9._/-]{0,63}$")
const p1 = plainSet("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz.+_-", 1, 40, "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz")
const p2 = plainSet("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz._-", 1, 32, "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz")
const p3 = plainPattern("^[a-z][a-z0-9_]{0,31}:\\d{1,9}(?:,[a-z][a-z0-9_]{0,31}:\\d{1,9}){0,31}$")
const p4 = plainPattern("^(?:[A-Za-z0-9_][A-Za-z0-9._-]{0,252}|\\[[0-9A-Fa-f:.]{2,45}\\])(?::\\d{1,5})?$")
const p5 = plainPattern("^[A-Za-z]{1,8}(?:[-_][A-Za-z0-9]{1,8}){0,8}$")
const p6 = plainPattern("^(?:[A-Za-z][A-Za-z0-9_+-]{0,31}(?:/[A-Za-z0-9_+-]{1,31}){0,2}|[+-]\\d\\d:\\d\\d)$")
const p7 = plainPattern("^(?:desktop|mobile|tablet|tv|wearable|server|bot|other|unknown)$")
const p8 = plainSet("0123456789ABCDEFGHJKMNPQRSTVWXYZ", 26, 26, "01234567")
const p9 = plainTime("^20(?:\\d\\d-(?:(?:0[13578]|1[02])-(?:0[1-9]|[12]\\d|3[01])|(?:0[469]|11)-(?:0[1-9]|[12]\\d|30)|02-(?:0[1-9]|1\\d|2[0-8]))|(?:[02468][048]|[13579][26])-02-29)T(?:[01]\\d|2[0-3]):[0-5]\\d:[0-5]\\d(?:\\.\\d{1,9})?Z$")
const p10 = plainSet("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-", 1, 64)
const p11 = plainSet("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_.:=;-", 1, 128, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789")
const p12 = plainSet("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_.:/+-", 1, 192, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789")
const p13 = plainPattern("^(?:sent|blocked|failed)$")
const p14 = plainPattern("^(?:GET|HEAD|POST|PUT|PATCH|DELETE|OPTIONS|CONNECT|TRACE)$")
const p15 = plainPattern("^(?:success|failure|cancelled|timed_out|skipped)$")
const p16 = plainPattern("^(?:success|failure|unknown)$")

/** In the envelope's `context`. */
export const context: readonly Member[] = [
  { name: 'sdk', kind: 'plain', plain: p0 },
  { name: 'sdk_version', kind: 'plain', plain: p1 },
  { name: 'rules', kind: 'plain', plain: p2 },
  { name: 'redactions', kind: 'plain', plain: p3 },
  { name: 'removed_fields', kind: 'integer', least: 0, most: 9007199254740991 },
  { name: 'page_path', kind: 'url' },
  { name: 'page_title', kind: 'label' },
  { name: 'referrer_host', kind: 'plain', plain: p4 },
  { name: 'locale', kind: 'plain', plain: p5 },
  { name: 'time_zone', kind: 'plain', plain: p6 },
  { name: 'device_class', kind: 'plain', plain: p7 },
]

/** Without `event` and `context`. */
export const envelope: readonly Member[] = [
  { name: 'id', kind: 'plain', plain: p8, required: true },
  { name: 'ts', kind: 'plain', plain: p9, required: true },
  { name: 'schema_version', kind: 'integer', least: 1, most: 1, required: true },
  { name: 'session_id', kind: 'plain', plain: p10 },
  { name: 'user', kind: 'subject' },
  { name: 'trace_id', kind: 'plain', plain: p11 },
  { name: 'ticket_id', kind: 'plain', plain: p11 },
  { name: 'channel', kind: 'label' },
]

export const events: ReadonlyMap<string, EventMembers> = new Map<string, EventMembers>([
  ['session_start', { requires: ['session_id'], own: [
    { name: 'user_agent', kind: 'label' },
  ] }],
  ['session_end', { requires: ['session_id'], own: [
    { name: 'duration_seconds', kind: 'number', least: 0, most: 1.7976931348623157e308 },
    { name: 'total_queries', kind: 'integer', least: 0, most: 9007199254740991 },
    { name: 'total_uploads', kind: 'integer', least: 0, most: 9007199254740991 },
    { name: 'chat_messages', kind: 'integer', least: 0, most: 9007199254740991 },
    { name: 'end_reason', kind: 'label' },
  ] }],
  ['page_view', { requires: [], own: [] }],
  ['file_upload', { requires: [], own: [
    { name: 'file_name', kind: 'label' },
    { name: 'file_type', kind: 'label' },
    { name: 'file_size', kind: 'integer', least: 0, most: 9007199254740991 },
    { name: 'row_count', kind: 'integer', least: 0, most: 9007199254740991 },
    { name: 'column_count', kind: 'integer', least: 0, most: 9007199254740991 },
    { name: 'analysis_type', kind: 'label' },
  ] }],
  ['user_query', { requires: [], own: [
    { name: 'query_text', kind: 'text' },
    { name: 'query_length', kind: 'integer', least: 0, most: 9007199254740991 },
    { name: 'is_suggested_prompt', kind: 'boolean' },
    { name: 'analysis_type', kind: 'label' },
    { name: 'has_data', kind: 'boolean' },
    { name: 'message_number', kind: 'integer', least: 0, most: 9007199254740991 },
  ] }],
  ['agent_response', { requires: [], own: [
    { name: 'query_id', kind: 'plain', plain: p11 },
    { name: 'query_text', kind: 'text' },
    { name: 'response_text', kind: 'text' },
    { name: 'response_length', kind: 'integer', least: 0, most: 9007199254740991 },
    { name: 'processing_time_ms', kind: 'number', least: 0, most: 1.7976931348623157e308 },
    { name: 'retrieval_time_ms', kind: 'number', least: 0, most: 1.7976931348623157e308 },
    { name: 'generation_time_ms', kind: 'number', least: 0, most: 1.7976931348623157e308 },
    { name: 'time_to_first_token_ms', kind: 'number', least: 0, most: 1.7976931348623157e308 },
    { name: 'has_visualization', kind: 'boolean' },
    { name: 'analysis_type', kind: 'label' },
    { name: 'data_summary', kind: 'map', max: 20 },
    { name: 'topic', kind: 'label' },
    { name: 'entries_retrieved', kind: 'integer', least: 0, most: 9007199254740991 },
    { name: 'match_score', kind: 'number', least: -1.7976931348623157e308, most: 1.7976931348623157e308 },
    { name: 'no_match', kind: 'boolean' },
    { name: 'success', kind: 'boolean' },
    { name: 'error_type', kind: 'label' },
    { name: 'model', kind: 'plain', plain: p12 },
    { name: 'input_tokens', kind: 'integer', least: 0, most: 9007199254740991 },
    { name: 'output_tokens', kind: 'integer', least: 0, most: 9007199254740991 },
    { name: 'cached_tokens', kind: 'integer', least: 0, most: 9007199254740991 },
    { name: 'cost_usd', kind: 'number', least: 0, most: 1.7976931348623157e308 },
  ] }],
  ['feedback', { requires: [], own: [
    { name: 'rating', kind: 'number', least: -1.7976931348623157e308, most: 1.7976931348623157e308 },
    { name: 'comment', kind: 'text' },
    { name: 'target_id', kind: 'plain', plain: p11 },
  ] }],
  ['widget_loaded', { requires: [], own: [
    { name: 'label', kind: 'label' },
    { name: 'target', kind: 'url' },
  ] }],
  ['bubble_opened', { requires: [], own: [
    { name: 'label', kind: 'label' },
    { name: 'target', kind: 'url' },
  ] }],
  ['bubble_closed', { requires: [], own: [
    { name: 'label', kind: 'label' },
    { name: 'target', kind: 'url' },
  ] }],
  ['suggestion_clicked', { requires: [], own: [
    { name: 'label', kind: 'label' },
    { name: 'target', kind: 'url' },
  ] }],
  ['cta_clicked', { requires: [], own: [
    { name: 'label', kind: 'label' },
    { name: 'target', kind: 'url' },
  ] }],
  ['rate_limited', { requires: [], own: [
    { name: 'label', kind: 'label' },
    { name: 'target', kind: 'url' },
    { name: 'message_number', kind: 'integer', least: 0, most: 9007199254740991 },
    { name: 'error_type', kind: 'label' },
  ] }],
  ['message_sent', { requires: [], own: [
    { name: 'label', kind: 'label' },
    { name: 'target', kind: 'url' },
    { name: 'message_number', kind: 'integer', least: 0, most: 9007199254740991 },
    { name: 'topic', kind: 'label' },
    { name: 'entries_retrieved', kind: 'integer', least: 0, most: 9007199254740991 },
    { name: 'response_length', kind: 'integer', least: 0, most: 9007199254740991 },
    { name: 'success', kind: 'boolean' },
    { name: 'processing_time_ms', kind: 'number', least: 0, most: 1.7976931348623157e308 },
    { name: 'retrieval_time_ms', kind: 'number', least: 0, most: 1.7976931348623157e308 },
    { name: 'generation_time_ms', kind: 'number', least: 0, most: 1.7976931348623157e308 },
    { name: 'match_score', kind: 'number', least: -1.7976931348623157e308, most: 1.7976931348623157e308 },
    { name: 'no_match', kind: 'boolean' },
    { name: 'error_type', kind: 'label' },
  ] }],
  ['vendor_call', { requires: [], own: [
    { name: 'vendor', kind: 'object', members: [
      { name: 'name', kind: 'label', required: true },
      { name: 'operation', kind: 'label' },
      { name: 'http_status', kind: 'integer', least: 0, most: 999 },
      { name: 'retry_count', kind: 'integer', least: 0, most: 9007199254740991 },
    ], required: true },
    { name: 'latency_ms', kind: 'number', least: 0, most: 1.7976931348623157e308 },
    { name: 'result', kind: 'label' },
    { name: 'streaming', kind: 'boolean' },
    { name: 'time_to_first_token_ms', kind: 'number', least: 0, most: 1.7976931348623157e308 },
    { name: 'error_type', kind: 'label' },
    { name: 'model', kind: 'plain', plain: p12 },
    { name: 'input_tokens', kind: 'integer', least: 0, most: 9007199254740991 },
    { name: 'output_tokens', kind: 'integer', least: 0, most: 9007199254740991 },
    { name: 'cached_tokens', kind: 'integer', least: 0, most: 9007199254740991 },
    { name: 'reasoning_tokens', kind: 'integer', least: 0, most: 9007199254740991 },
    { name: 'cost_usd', kind: 'number', least: 0, most: 1.7976931348623157e308 },
  ] }],
  ['decision', { requires: [], own: [
    { name: 'decision', kind: 'object', members: [
      { name: 'primary_intent', kind: 'label' },
      { name: 'department', kind: 'label' },
      { name: 'tier', kind: 'label' },
      { name: 'template_id', kind: 'plain', plain: p11 },
      { name: 'confidence', kind: 'number', least: 0, most: 1 },
    ] },
    { name: 'step', kind: 'label' },
    { name: 'result', kind: 'label' },
    { name: 'latency_ms', kind: 'number', least: 0, most: 1.7976931348623157e308 },
  ] }],
  ['override', { requires: [], own: [
    { name: 'override_type', kind: 'label' },
    { name: 'label', kind: 'label' },
    { name: 'from_department', kind: 'label' },
    { name: 'to_department', kind: 'label' },
    { name: 'agent', kind: 'subject' },
  ] }],
  ['automation_outcome', { requires: [], own: [
    { name: 'outcome', kind: 'plain', plain: p13, required: true },
    { name: 'template_id', kind: 'plain', plain: p11 },
    { name: 'block_reason', kind: 'label' },
  ] }],
  ['request', { requires: [], own: [
    { name: 'path', kind: 'url' },
    { name: 'method', kind: 'plain', plain: p14 },
    { name: 'status_code', kind: 'integer', least: 0, most: 999 },
    { name: 'response_time_ms', kind: 'number', least: 0, most: 1.7976931348623157e308 },
    { name: 'module', kind: 'label' },
    { name: 'asset_types', kind: 'array', max: 50 },
    { name: 'site_tokens', kind: 'array', max: 50 },
  ] }],
  ['error', { requires: [], own: [
    { name: 'error_type', kind: 'label' },
    { name: 'error_message', kind: 'text' },
    { name: 'operation', kind: 'label' },
  ] }],
  ['workflow_run', { requires: [], own: [
    { name: 'workflow', kind: 'label' },
    { name: 'run_id', kind: 'plain', plain: p11 },
    { name: 'service', kind: 'label' },
    { name: 'status', kind: 'plain', plain: p15, required: true },
    { name: 'duration_ms', kind: 'number', least: 0, most: 1.7976931348623157e308 },
  ] }],
  ['performance_sample', { requires: [], own: [
    { name: 'service', kind: 'label' },
    { name: 'p95_latency_ms', kind: 'number', least: 0, most: 1.7976931348623157e308 },
    { name: 'throughput', kind: 'number', least: 0, most: 1.7976931348623157e308 },
    { name: 'error_rate', kind: 'number', least: 0, most: 1 },
  ] }],
  ['prediction', { requires: [], own: [
    { name: 'prediction_id', kind: 'plain', plain: p11 },
    { name: 'service', kind: 'label' },
    { name: 'probability', kind: 'number', least: 0, most: 1, required: true },
    { name: 'outcome', kind: 'plain', plain: p16 },
  ] }],
  ['incident', { requires: [], own: [
    { name: 'incident_id', kind: 'plain', plain: p11 },
    { name: 'service', kind: 'label' },
    { name: 'severity', kind: 'label' },
    { name: 'opened_at', kind: 'plain', plain: p9 },
    { name: 'resolved_at', kind: 'plain', plain: p9 },
  ] }],
  ['custom', { requires: [], own: [
    { name: 'name', kind: 'label', required: true },
    { name: 'properties', kind: 'map', max: 20 },
  ] }],
  ['client_report', { requires: [], own: [
    { name: 'captured', kind: 'integer', least: 0, most: 9007199254740991 },
    { name: 'drops', kind: 'plain', plain: p3 },
  ] }],
])
