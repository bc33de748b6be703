// Generated from schemas/ by `pnpm --filter @hushlog/schema generate`. Do not edit.

import { decodePolicy } from '../policy.js'
import type { Policy } from '../sanitize/types.js'

/** By event type: what may leave in each field. */
export const policy: Policy = /* @__PURE__ */ decodePolicy(
  [
    /^[@[\w+-][\w.:;,=/+\]-]*$/,
  ],
  'Aid!Aevent!Ats!#schema_version!Asession_id~userAtrace_idAticket_id=channel(context',
  `session_start Asession_id!=user_agent
session_end Asession_id!+duration_seconds#total_queries#total_uploads#chat_messages=end_reason
page_view
file_upload =file_name=file_type#file_size#row_count#column_count=analysis_type
user_query "query_text#query_length?is_suggested_prompt=analysis_type?has_data#message_number
agent_response Aquery_id"query_text"response_text#response_length+processing_time_ms+retrieval_time_ms+generation_time_ms+time_to_first_token_ms?has_visualization=analysis_type{data_summary=topic#entries_retrieved+match_score?no_match?success=error_typeAmodel#input_tokens#output_tokens#cached_tokens+cost_usd
feedback +rating"commentAtarget_id
widget_loaded =label/target
bubble_opened =label/target
bubble_closed =label/target
suggestion_clicked =label/target
cta_clicked =label/target
rate_limited =label/target#message_number=error_type
message_sent =label/target#message_number=topic#entries_retrieved#response_length?success+processing_time_ms+retrieval_time_ms+generation_time_ms+match_score?no_match=error_type
vendor_call (vendor!+latency_ms=result?streaming+time_to_first_token_ms=error_typeAmodel#input_tokens#output_tokens#cached_tokens#reasoning_tokens+cost_usd
decision (decision=step=result+latency_ms
override =override_type=label=from_department=to_department~agent
automation_outcome Aoutcome!Atemplate_id=block_reason
request /pathAmethod#status_code+response_time_ms=module[asset_types[site_tokens
error =error_type"error_message=operation
workflow_run =workflowArun_id=serviceAstatus!+duration_ms
performance_sample =service+p95_latency_ms+throughput+error_rate
prediction Aprediction_id=service+probability!Aoutcome
incident Aincident_id=service=severityAopened_atAresolved_at
custom =name!{properties
client_report #capturedAdrops`,
  `context AsdkAsdk_versionArulesAredactions#removed_fields/page_path=page_titleAreferrer_hostAlocaleAtime_zoneAdevice_class
vendor =name=operation#http_status#retry_count
decision =primary_intent=department=tierAtemplate_id+confidence`,
)
