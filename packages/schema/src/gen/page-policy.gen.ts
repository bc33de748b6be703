// Generated from schemas/ by `pnpm --filter @hushlog/schema generate`. Do not edit.

import { createPagePolicy } from '../sanitize/page-policy.js'

export const policy = /* @__PURE__ */ createPagePolicy(
  'session_start session_end page_view file_upload user_query agent_response feedback widget_loaded ' +
      'bubble_opened bubble_closed suggestion_clicked cta_clicked rate_limited message_sent error custom ' +
      'client_report',
  [
    [/^[@[\w+-][\w.:;,=/+\]-]*$/, 'id event ts session_id trace_id ticket_id sdk sdk_version rules redactions referrer_host locale ' +
      'time_zone device_class query_id model target_id drops'],
    ['number', 'schema_version removed_fields duration_seconds total_queries total_uploads chat_messages file_size ' +
      'row_count column_count query_length is_suggested_prompt has_data message_number response_length ' +
      'processing_time_ms retrieval_time_ms generation_time_ms time_to_first_token_ms has_visualization ' +
      'entries_retrieved match_score no_match success input_tokens output_tokens cached_tokens cost_usd ' +
      'rating captured'],
    ['subject', 'user'],
    ['label', 'channel page_title user_agent end_reason file_name file_type analysis_type topic error_type label ' +
      'name operation'],
    ['url', 'page_path target'],
    ['text', 'query_text response_text comment error_message'],
    ['map', 'data_summary properties'],
    ['object', 'context'],
    ['requiredLabel', 'name'],
  ],
)
