// Generated from schemas/ by `pnpm --filter @hushlog/schema generate`. Do not edit.

import { decodePolicy } from '../policy.js'
import type { Policy } from '../sanitize/types.js'

/** By event type: what may leave in each field. */
export const policy: Policy = /* @__PURE__ */ decodePolicy(
  [
    /^[@[\w+-][\w.:;,=/+\]-]*$/,
  ],
  'Aevent~userAsession_idAtrace_idAticket_idAts#schema_version(contextAid=channel',
  `suggestion_clicked =label/target
cta_clicked =label/target
bubble_closed =label/target
session_end +duration_seconds#total_uploads#total_queries=end_reason#chat_messages
feedback Atarget_id+rating"comment
session_start =user_agent
widget_loaded =label/target
error =operation"error_message=error_type
user_query =analysis_type"query_text?has_data#query_length#message_number?is_suggested_prompt
workflow_run =workflowAstatus+duration_msArun_id=service
bubble_opened =label/target
agent_response =analysis_type"query_text?has_visualization"response_textAquery_id{data_summary=topic#response_length#entries_retrieved+match_score?no_match?success+processing_time_ms+retrieval_time_ms+generation_time_ms+time_to_first_token_ms=error_typeAmodel#input_tokens#output_tokens#cached_tokens+cost_usd
client_report Adrops#captured
prediction +probabilityAoutcomeAprediction_id=service
automation_outcome Atemplate_id=block_reasonAoutcome
rate_limited =label/target#message_number=error_type
performance_sample +p95_latency_ms+throughput+error_rate=service
decision +latency_ms=result(decision=step
message_sent =label=topic#response_length#entries_retrieved+match_score?no_match?success+processing_time_ms+retrieval_time_ms+generation_time_ms/target#message_number=error_type
override =label=to_department=from_department=override_type~agent
incident =severityAopened_atAresolved_atAincident_id=service
vendor_call +latency_ms=result(vendor?streaming+time_to_first_token_ms=error_typeAmodel#input_tokens#output_tokens#reasoning_tokens#cached_tokens+cost_usd
custom {properties!name
request +response_time_ms/path=module[site_tokens#status_codeAmethod[asset_types
file_upload =analysis_type=file_type=file_name#row_count#column_count#file_size
page_view`,
  `context Adevice_class#removed_fields/page_path=page_titleAsdk_versionAreferrer_hostAredactionsArulesAlocaleAsdkAtime_zone
decision Atemplate_id=department=primary_intent=tier+confidence
vendor =name#retry_count#http_status=operation`,
)
