// Generated from schemas/ by `pnpm --filter @hushlog/schema generate`. Do not edit.

import { decodeBrief } from '../policy.js'
import type { Policy } from '../sanitize/types.js'

/** By event type: what it must have, and what may leave in each field of any. */
export const policy: Policy = /* @__PURE__ */ decodeBrief(
  /^[@[\w+-][\w.:;,=/+\]-]{0,255}$/,
  `A id event ts session_id trace_id ticket_id sdk sdk_version rules redactions referrer_host locale time_zone device_class query_id model target_id template_id outcome method run_id status prediction_id incident_id opened_at resolved_at drops
# schema_version removed_fields total_queries total_uploads chat_messages file_size row_count column_count query_length message_number response_length entries_retrieved input_tokens output_tokens cached_tokens http_status retry_count reasoning_tokens status_code captured
~ user agent
= channel page_title user_agent end_reason file_name file_type analysis_type topic error_type label name operation result primary_intent department tier step override_type from_department to_department block_reason module workflow service severity
( context vendor decision
/ page_path target path
+ duration_seconds processing_time_ms retrieval_time_ms generation_time_ms time_to_first_token_ms match_score cost_usd rating latency_ms confidence response_time_ms duration_ms p95_latency_ms throughput error_rate probability
" query_text response_text comment error_message
? is_suggested_prompt has_data has_visualization no_match success streaming
{ data_summary properties
[ asset_types site_tokens`,
  `session_start session_id
session_end session_id
page_view
file_upload
user_query
agent_response
feedback
widget_loaded
bubble_opened
bubble_closed
suggestion_clicked
cta_clicked
rate_limited
message_sent
vendor_call vendor
decision
override
automation_outcome outcome
request
error
workflow_run status
performance_sample
prediction probability
incident
custom name
client_report
(context
(vendor
(decision`,
)
