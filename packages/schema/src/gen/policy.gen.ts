// Generated from schemas/ by `pnpm --filter @hushlog/schema generate`. Do not edit.

import { decodePolicy } from '../policy.js'
import type { Policy } from '../sanitize/types.js'

/** By event type: what may leave in each field. */
export const policy: Policy = /* @__PURE__ */ decodePolicy(
  [
    "^[0-7][0-9A-HJKMNP-TV-Z]{25}$",
    "^[a-z][a-z_]{2,31}$",
    "^20(?:\\d\\d-(?:(?:0[13578]|1[02])-(?:0[1-9]|[12]\\d|3[01])|(?:0[469]|11)-(?:0[1-9]|[12]\\d|30)|02-(?:0[1-9]|1\\d|2[0-8]))|(?:[02468][048]|[13579][26])-02-29)T(?:[01]\\d|2[0-3]):[0-5]\\d:[0-5]\\d(?:\\.\\d{1,9})?Z$",
    "^[A-Za-z0-9_-]{1,64}$",
    "^[A-Za-z0-9][A-Za-z0-9_.:=;-]{0,127}$",
    "^@?[a-z0-9][a-z0-9._/-]{0,63}$",
    "^[0-9A-Za-z][0-9A-Za-z.+_-]{0,39}$",
    "^[0-9A-Za-z][0-9A-Za-z._-]{0,31}$",
    "^[a-z][a-z0-9_]{0,31}:\\d{1,9}(?:,[a-z][a-z0-9_]{0,31}:\\d{1,9}){0,31}$",
    "^(?:[A-Za-z0-9_][A-Za-z0-9._-]{0,252}|\\[[0-9A-Fa-f:.]{2,45}\\])(?::\\d{1,5})?$",
    "^[A-Za-z]{1,8}(?:[-_][A-Za-z0-9]{1,8}){0,8}$",
    "^(?:[A-Za-z][A-Za-z0-9_+-]{0,31}(?:/[A-Za-z0-9_+-]{1,31}){0,2}|[+-]\\d\\d:\\d\\d)$",
    "^(?:desktop|mobile|tablet|tv|wearable|server|bot|other|unknown)$",
    "^[A-Za-z0-9][A-Za-z0-9_.:/+-]{0,191}$",
    "^(?:sent|blocked|failed)$",
    "^(?:GET|HEAD|POST|PUT|PATCH|DELETE|OPTIONS|CONNECT|TRACE)$",
    "^(?:success|failure|cancelled|timed_out|skipped)$",
    "^(?:success|failure|unknown)$",
  ],
  'id!0,event!1,ts!2,schema_version!i,session_id:3,user:s,trace_id:4,ticket_id:4,channel:l,context:(sdk:5,sdk_version:6,rules:7,redactions:8,removed_fields:i,page_path:u,page_title:l,referrer_host:9,locale:10,time_zone:11,device_class:12)',
  `session_start=session_id!3,user_agent:l
session_end=session_id!3,duration_seconds:n,total_queries:i,total_uploads:i,chat_messages:i,end_reason:l
page_view=
file_upload=file_name:l,file_type:l,file_size:i,row_count:i,column_count:i,analysis_type:l
user_query=query_text:t,query_length:i,is_suggested_prompt:b,analysis_type:l,has_data:b,message_number:i
agent_response=query_id:4,query_text:t,response_text:t,response_length:i,processing_time_ms:n,retrieval_time_ms:n,generation_time_ms:n,time_to_first_token_ms:n,has_visualization:b,analysis_type:l,data_summary:{20,topic:l,entries_retrieved:i,match_score:n,no_match:b,success:b,error_type:l,model:13,input_tokens:i,output_tokens:i,cached_tokens:i,cost_usd:n
feedback=rating:n,comment:t,target_id:4
widget_loaded=label:l,target:u
bubble_opened=label:l,target:u
bubble_closed=label:l,target:u
suggestion_clicked=label:l,target:u
cta_clicked=label:l,target:u
rate_limited=label:l,target:u,message_number:i,error_type:l
message_sent=label:l,target:u,message_number:i,topic:l,entries_retrieved:i,response_length:i,success:b,processing_time_ms:n,retrieval_time_ms:n,generation_time_ms:n,match_score:n,no_match:b,error_type:l
vendor_call=vendor!(name:l,operation:l,http_status:i,retry_count:i),latency_ms:n,result:l,streaming:b,time_to_first_token_ms:n,error_type:l,model:13,input_tokens:i,output_tokens:i,cached_tokens:i,cost_usd:n
decision=decision:(primary_intent:l,department:l,tier:l,template_id:4,confidence:n),step:l,result:l,latency_ms:n
override=override_type:l,label:l,from_department:l,to_department:l,agent:s
automation_outcome=outcome!14,template_id:4,block_reason:l
request=path:u,method:15,status_code:i,response_time_ms:n,module:l,asset_types:[50;l,site_tokens:[50;l
error=error_type:l,error_message:t,operation:l
workflow_run=workflow:l,run_id:4,service:l,status!16,duration_ms:n
performance_sample=service:l,p95_latency_ms:n,throughput:n,error_rate:n
prediction=prediction_id:4,service:l,probability!n,outcome:17
incident=incident_id:4,service:l,severity:l,opened_at:2,resolved_at:2
custom=name!l,properties:{20
client_report=captured:i,drops:8`,
)
