// Generated from schemas/ by `pnpm --filter @hushlog/schema generate`. Do not edit.

import { decodePolicy, onePattern } from '../policy.js'
import type { Policy } from '../sanitize/types.js'

/** By event type: what may leave in each field. */
export const policy: Policy = /* @__PURE__ */ decodePolicy(
  onePattern(/^[@[\w+-][\w.:;,=/+\]-]*$/),
  '&user,channel[context=session_id=ticket_id=ts{schema_version=id=trace_id=event' +
  ';session_start,user_agent' +
  ';session_end{chat_messages{total_queries{total_uploads:duration_seconds,end_reason' +
  ';error)error_message,operation,error_type' +
  ';automation_outcome=outcome=template_id,block_reason' +
  ';suggestion_clicked,label(target' +
  ';prediction:probability=outcome=prediction_id,service' +
  ';cta_clicked,label(target' +
  ';workflow_run,workflow=status:duration_ms=run_id,service' +
  ';bubble_opened,label(target' +
  ';user_query,analysis_type)query_text?has_data?is_suggested_prompt{query_length{message_number' +
  ';agent_response)response_text=query_id]data_summary,analysis_type)query_text?has_visualization,topic{response_length{entries_retrieved:match_score?no_match?success:processing_time_ms:retrieval_time_ms:generation_time_ms:time_to_first_token_ms,error_type=model{input_tokens{output_tokens{cached_tokens:cost_usd' +
  ';rate_limited,label(target{message_number,error_type' +
  ';custom]properties}name' +
  ';file_upload{column_count{row_count{file_size,analysis_type,file_type,file_name' +
  ';performance_sample:p95_latency_ms:throughput:error_rate,service' +
  ';page_view' +
  ';message_sent,label,topic{response_length{entries_retrieved:match_score?no_match?success:processing_time_ms:retrieval_time_ms:generation_time_ms(target{message_number,error_type' +
  ';client_report=drops{captured' +
  ';override,override_type,from_department,label,to_department&agent' +
  ';feedback:rating)comment=target_id' +
  ';incident,severity=opened_at=resolved_at=incident_id,service' +
  ';bubble_closed,label(target' +
  ';widget_loaded,label(target' +
  ';decision:latency_ms,result[decision,step' +
  ';vendor_call?streaming:latency_ms,result[vendor{reasoning_tokens:time_to_first_token_ms,error_type=model{input_tokens{output_tokens{cached_tokens:cost_usd' +
  ';request(path:response_time_ms+asset_types,module+site_tokens{status_code=method' +
  '>decision:confidence=template_id,department,primary_intent,tier' +
  '>vendor{http_status{retry_count,operation,name' +
  '>context=sdk_version=locale=referrer_host=device_class=rules{removed_fields=sdk,page_title=redactions(page_path=time_zone',
)
