// Generated from schemas/ by `pnpm --filter @hushlog/schema generate`. Do not edit.

import { decodePolicy, onePatternEach } from '../policy.js'
import { lastPassed } from '../fields/last-passed.js'
import type { Policy } from '../sanitize/types.js'

/** By event type: what may leave in each field. */
export const policy: Policy = /* @__PURE__ */ decodePolicy(
  onePatternEach([
    /^[0-7][\dA-HJKMNP-TV-Z]{25}$/,
    /^[a-z][a-z_]{2,31}$/,
    /^20(?:\d\d-(?:(?:0[13578]|1[02])-(?:0[1-9]|[12]\d|3[01])|(?:0[469]|11)-(?:0[1-9]|[12]\d|30)|02-(?:0[1-9]|1\d|2[0-8]))|(?:[02468][048]|[13579][26])-02-29)T(?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d(?:\.\d{1,9})?Z$/,
    /^[\w-]{1,64}$/,
    /^[A-Za-z\d][\w.:=;-]{0,127}$/,
    /^@?[a-z\d][a-z\d._/-]{0,63}$/,
    /^[A-Za-z\d][\w.+-]{0,39}$/,
    /^[A-Za-z\d][\w.-]{0,31}$/,
    /^[a-z][a-z\d_]{0,31}:\d{1,9}(?:,[a-z][a-z\d_]{0,31}:\d{1,9}){0,31}$/,
    /^(?:[\w][\w.-]{0,252}|\[[\dA-Fa-f:.]{2,45}\])(?::\d{1,5})?$/,
    /^[A-Za-z]{1,8}(?:[-_][A-Za-z\d]{1,8}){0,8}$/,
    /^(?:[A-Za-z][\w+-]{0,31}(?:\/[\w+-]{1,31}){0,2}|[+-]\d\d:\d\d)$/,
    /^(?:desktop|mobile|tablet|tv|wearable|server|bot|other|unknown)$/,
    /^[A-Za-z\d][\w.:/+-]{0,191}$/,
    /^(?:sent|blocked|failed)$/,
    /^(?:GET|HEAD|POST|PUT|PATCH|DELETE|OPTIONS|CONNECT|TRACE)$/,
    /^(?:success|failure|cancelled|timed_out|skipped)$/,
    /^(?:success|failure|unknown)$/,
  ].map(lastPassed)),
  'ÀidÁeventÂts{schema_versionÃsession_id&userÄtrace_idÄticket_id,channel[context' +
  ';session_start,user_agent' +
  ';session_end:duration_seconds{total_queries{total_uploads{chat_messages,end_reason' +
  ';page_view' +
  ';file_upload,file_name,file_type{file_size{row_count{column_count,analysis_type' +
  ';user_query)query_text{query_length?is_suggested_prompt,analysis_type?has_data{message_number' +
  ';agent_responseÄquery_id)query_text)response_text{response_length:processing_time_ms:retrieval_time_ms:generation_time_ms:time_to_first_token_ms?has_visualization,analysis_type]data_summary,topic{entries_retrieved:match_score?no_match?success,error_typeÍmodel{input_tokens{output_tokens{cached_tokens:cost_usd' +
  ';feedback:rating)commentÄtarget_id' +
  ';widget_loaded,label(target' +
  ';bubble_opened,label(target' +
  ';bubble_closed,label(target' +
  ';suggestion_clicked,label(target' +
  ';cta_clicked,label(target' +
  ';rate_limited,label(target{message_number,error_type' +
  ';message_sent,label(target{message_number,topic{entries_retrieved{response_length?success:processing_time_ms:retrieval_time_ms:generation_time_ms:match_score?no_match,error_type' +
  ';vendor_call[vendor:latency_ms,result?streaming:time_to_first_token_ms,error_typeÍmodel{input_tokens{output_tokens{cached_tokens{reasoning_tokens:cost_usd' +
  ';decision[decision,step,result:latency_ms' +
  ';override,override_type,label,from_department,to_department&agent' +
  ';automation_outcomeÎoutcomeÄtemplate_id,block_reason' +
  ';request(pathÏmethod{status_code:response_time_ms,module+asset_types+site_tokens' +
  ';error,error_type)error_message,operation' +
  ';workflow_run,workflowÄrun_id,serviceÐstatus:duration_ms' +
  ';performance_sample,service:p95_latency_ms:throughput:error_rate' +
  ';predictionÄprediction_id,service:probabilityÑoutcome' +
  ';incidentÄincident_id,service,severityÂopened_atÂresolved_at' +
  ';custom}name]properties' +
  ';client_report{capturedÈdrops' +
  '>contextÅsdkÆsdk_versionÇrulesÈredactions{removed_fields(page_path,page_titleÉreferrer_hostÊlocaleËtime_zoneÌdevice_class' +
  '>vendor,name,operation{http_status{retry_count' +
  '>decision,primary_intent,department,tierÄtemplate_id:confidence',
)

/** By event type: what must be there. */
export const required: ReadonlyMap<string, readonly string[]> = /* @__PURE__ */ new Map([
  ['session_start', ['id', 'event', 'ts', 'schema_version', 'session_id']],
  ['session_end', ['id', 'event', 'ts', 'schema_version', 'session_id']],
  ['page_view', ['id', 'event', 'ts', 'schema_version']],
  ['file_upload', ['id', 'event', 'ts', 'schema_version']],
  ['user_query', ['id', 'event', 'ts', 'schema_version']],
  ['agent_response', ['id', 'event', 'ts', 'schema_version']],
  ['feedback', ['id', 'event', 'ts', 'schema_version']],
  ['widget_loaded', ['id', 'event', 'ts', 'schema_version']],
  ['bubble_opened', ['id', 'event', 'ts', 'schema_version']],
  ['bubble_closed', ['id', 'event', 'ts', 'schema_version']],
  ['suggestion_clicked', ['id', 'event', 'ts', 'schema_version']],
  ['cta_clicked', ['id', 'event', 'ts', 'schema_version']],
  ['rate_limited', ['id', 'event', 'ts', 'schema_version']],
  ['message_sent', ['id', 'event', 'ts', 'schema_version']],
  ['vendor_call', ['id', 'event', 'ts', 'schema_version', 'vendor']],
  ['decision', ['id', 'event', 'ts', 'schema_version']],
  ['override', ['id', 'event', 'ts', 'schema_version']],
  ['automation_outcome', ['id', 'event', 'ts', 'schema_version', 'outcome']],
  ['request', ['id', 'event', 'ts', 'schema_version']],
  ['error', ['id', 'event', 'ts', 'schema_version']],
  ['workflow_run', ['id', 'event', 'ts', 'schema_version', 'status']],
  ['performance_sample', ['id', 'event', 'ts', 'schema_version']],
  ['prediction', ['id', 'event', 'ts', 'schema_version', 'probability']],
  ['incident', ['id', 'event', 'ts', 'schema_version']],
  ['custom', ['id', 'event', 'ts', 'schema_version', 'name']],
  ['client_report', ['id', 'event', 'ts', 'schema_version']],
])
