// Generated from schemas/ by `pnpm --filter @hushlog/schema generate`. Do not edit.

import { decodePolicy, onePattern } from '../policy.js'
import type { Policy } from '../sanitize/types.js'

/** By event type: what may leave in each field. */
export const policy: Policy = /* @__PURE__ */ decodePolicy(
  onePattern(/^[@[\w+-][\w.:;,=/+\]-]*$/),
  ',channel=id=trace_id=ts&user[context{schema_version=session_id=ticket_id=event' +
  ';session_start,user_agent' +
  ';session_end{chat_messages:duration_seconds{total_uploads{total_queries,end_reason' +
  ';error)error_message,operation,error_type' +
  ';workflow_run,workflow=status:duration_ms=run_id,service' +
  ';feedback:rating=target_id)comment' +
  ';suggestion_clicked,label(target' +
  ';cta_clicked,label(target' +
  ';automation_outcome=outcome=template_id,block_reason' +
  ';rate_limited,label(target{message_number,error_type' +
  ';widget_loaded,label(target' +
  ';user_query?is_suggested_prompt{query_length{message_number,analysis_type)query_text?has_data' +
  ';agent_response,analysis_type)query_text=query_id]data_summary)response_text?has_visualization,topic{response_length{entries_retrieved:match_score?no_match?success:processing_time_ms:retrieval_time_ms:generation_time_ms:time_to_first_token_ms,error_type=model{input_tokens{output_tokens{cached_tokens:cost_usd' +
  ';prediction:probability=outcome=prediction_id,service' +
  ';bubble_closed,label(target' +
  ';custom]properties}name' +
  ';bubble_opened,label(target' +
  ';client_report=drops{captured' +
  ';message_sent,label,topic{response_length{entries_retrieved:match_score?no_match?success:processing_time_ms:retrieval_time_ms:generation_time_ms(target{message_number,error_type' +
  ';performance_sample:p95_latency_ms:throughput:error_rate,service' +
  ';file_upload{column_count{row_count{file_size,analysis_type,file_type,file_name' +
  ';page_view' +
  ';incident,severity=opened_at=resolved_at=incident_id,service' +
  ';override,override_type,from_department,label,to_department&agent' +
  ';decision,step[decision:latency_ms,result' +
  ';vendor_call?streaming:time_to_first_token_ms,error_type=model{input_tokens{output_tokens{cached_tokens:cost_usd[vendor{reasoning_tokens:latency_ms,result' +
  ';request(path+asset_types=method,module+site_tokens{status_code:response_time_ms' +
  '>vendor{retry_count,operation,name{http_status' +
  '>context{removed_fields=sdk=device_class(page_path=time_zone,page_title=redactions=rules=sdk_version=locale=referrer_host' +
  '>decision:confidence=template_id,department,primary_intent,tier',
)
