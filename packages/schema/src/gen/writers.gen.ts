// Generated from schemas/ by `pnpm --filter @hushlog/schema generate`. Do not edit.

import { type Hooks, isJson, type Json, size, type Writer } from '../encode/hooks.js'
import { memoPattern, memoSet } from '../encode/memo-pattern.js'

const p0 = memoSet("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_.:=;-", 1, 128, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789")
const p1 = memoSet("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_.:/+-", 1, 192, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789")
const p2 = memoPattern("^(?:sent|blocked|failed)$")
const p3 = memoPattern("^(?:GET|HEAD|POST|PUT|PATCH|DELETE|OPTIONS|CONNECT|TRACE)$")
const p4 = memoPattern("^(?:success|failure|cancelled|timed_out|skipped)$")
const p5 = memoPattern("^(?:success|failure|unknown)$")
const p6 = memoPattern("^20(?:\\d\\d-(?:(?:0[13578]|1[02])-(?:0[1-9]|[12]\\d|3[01])|(?:0[469]|11)-(?:0[1-9]|[12]\\d|30)|02-(?:0[1-9]|1\\d|2[0-8]))|(?:[02468][048]|[13579][26])-02-29)T(?:[01]\\d|2[0-3]):[0-5]\\d:[0-5]\\d(?:\\.\\d{1,9})?Z$")
const p7 = memoPattern("^[a-z][a-z0-9_]{0,31}:\\d{1,9}(?:,[a-z][a-z0-9_]{0,31}:\\d{1,9}){0,31}$")
const p8 = memoSet("0123456789ABCDEFGHJKMNPQRSTVWXYZ", 26, 26, "01234567")
const p9 = memoSet("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-", 1, 64)
const p10 = memoPattern("^@?[a-z0-9][a-z0-9._/-]{0,63}$")
const p11 = memoSet("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz.+_-", 1, 40, "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz")
const p12 = memoSet("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz._-", 1, 32, "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz")
const p13 = memoPattern("^(?:[A-Za-z0-9_][A-Za-z0-9._-]{0,252}|\\[[0-9A-Fa-f:.]{2,45}\\])(?::\\d{1,5})?$")
const p14 = memoPattern("^[A-Za-z]{1,8}(?:[-_][A-Za-z0-9]{1,8}){0,8}$")
const p15 = memoPattern("^(?:[A-Za-z][A-Za-z0-9_+-]{0,31}(?:/[A-Za-z0-9_+-]{1,31}){0,2}|[+-]\\d\\d:\\d\\d)$")
const p16 = memoPattern("^(?:desktop|mobile|tablet|tv|wearable|server|bot|other|unknown)$")

/** Members that the last envelope had, `event` among them. */
let counted = 0

function envelope(e: Json, h: Hooks): string | undefined {
  let v: unknown
  let n = 1
  let s = ''
  v = e.id
  if (typeof v !== 'string' || !p8.test(v)) return undefined
  s += ',"id":"' + v + '"'
  n++
  v = e.ts
  if (typeof v !== 'string' || !p6.test(v)) return undefined
  s += ',"ts":"' + v + '"'
  n++
  v = e.schema_version
  if (typeof v !== 'number' || v !== 1) return undefined
  s += ',"schema_version":' + v
  n++
  v = e.session_id
  if (v !== undefined) {
    if (typeof v !== 'string' || !p9.test(v)) return undefined
    s += ',"session_id":"' + v + '"'
    n++
  }
  v = e.user
  if (v !== undefined) {
    {
      const w = h.subject(v)
      if (w === undefined) return undefined
      s += ',"user":' + w
    }
    n++
  }
  v = e.trace_id
  if (v !== undefined) {
    if (typeof v !== 'string' || !p0.test(v)) return undefined
    s += ',"trace_id":"' + v + '"'
    n++
  }
  v = e.ticket_id
  if (v !== undefined) {
    if (typeof v !== 'string' || !p0.test(v)) return undefined
    s += ',"ticket_id":"' + v + '"'
    n++
  }
  v = e.channel
  if (v !== undefined) {
    {
      const w = h.label(v)
      if (w === undefined) return undefined
      s += ',"channel":' + w
    }
    n++
  }
  v = e.context
  if (v !== undefined) {
    {
      if (!isJson(v)) return undefined
      const o = v
      let m = 0
      let t = ''
      v = o.sdk
      if (v !== undefined) {
        if (typeof v !== 'string' || !p10.test(v)) return undefined
        t += (t === '' ? '' : ',') + '"sdk":"' + v + '"'
        m++
      }
      v = o.sdk_version
      if (v !== undefined) {
        if (typeof v !== 'string' || !p11.test(v)) return undefined
        t += (t === '' ? '' : ',') + '"sdk_version":"' + v + '"'
        m++
      }
      v = o.rules
      if (v !== undefined) {
        if (typeof v !== 'string' || !p12.test(v)) return undefined
        t += (t === '' ? '' : ',') + '"rules":"' + v + '"'
        m++
      }
      v = o.redactions
      if (v !== undefined) {
        if (typeof v !== 'string' || !p7.test(v)) return undefined
        t += (t === '' ? '' : ',') + '"redactions":"' + v + '"'
        m++
      }
      v = o.removed_fields
      if (v !== undefined) {
        if (typeof v !== 'number' || !(v >= 0 && v <= 9007199254740991 && v % 1 === 0)) return undefined
        t += (t === '' ? '' : ',') + '"removed_fields":' + v
        m++
      }
      v = o.page_path
      if (v !== undefined) {
        {
          const w = h.url(v)
          if (w === undefined) return undefined
          t += (t === '' ? '' : ',') + '"page_path":' + w
        }
        m++
      }
      v = o.page_title
      if (v !== undefined) {
        {
          const w = h.label(v)
          if (w === undefined) return undefined
          t += (t === '' ? '' : ',') + '"page_title":' + w
        }
        m++
      }
      v = o.referrer_host
      if (v !== undefined) {
        if (typeof v !== 'string' || !p13.test(v)) return undefined
        t += (t === '' ? '' : ',') + '"referrer_host":"' + v + '"'
        m++
      }
      v = o.locale
      if (v !== undefined) {
        if (typeof v !== 'string' || !p14.test(v)) return undefined
        t += (t === '' ? '' : ',') + '"locale":"' + v + '"'
        m++
      }
      v = o.time_zone
      if (v !== undefined) {
        if (typeof v !== 'string' || !p15.test(v)) return undefined
        t += (t === '' ? '' : ',') + '"time_zone":"' + v + '"'
        m++
      }
      v = o.device_class
      if (v !== undefined) {
        if (typeof v !== 'string' || !p16.test(v)) return undefined
        t += (t === '' ? '' : ',') + '"device_class":"' + v + '"'
        m++
      }
      if (m !== size(o)) return undefined
      s += ',"context":{' + t + '}'
    }
    n++
  }
  counted = n
  return s
}

function session_start(e: Json, h: Hooks): string | undefined {
  const first = envelope(e, h)
  if (first === undefined) return undefined
  if (e.session_id === undefined) return undefined
  let v: unknown
  let n = counted
  let s = '{"event":"session_start"' + first
  v = e.user_agent
  if (v !== undefined) {
    {
      const w = h.label(v)
      if (w === undefined) return undefined
      s += ',"user_agent":' + w
    }
    n++
  }
  return n === size(e) ? s : undefined
}

function session_end(e: Json, h: Hooks): string | undefined {
  const first = envelope(e, h)
  if (first === undefined) return undefined
  if (e.session_id === undefined) return undefined
  let v: unknown
  let n = counted
  let s = '{"event":"session_end"' + first
  v = e.duration_seconds
  if (v !== undefined) {
    if (typeof v !== 'number' || !(v >= 0 && v <= 1.7976931348623157e308)) return undefined
    s += ',"duration_seconds":' + v
    n++
  }
  v = e.total_queries
  if (v !== undefined) {
    if (typeof v !== 'number' || !(v >= 0 && v <= 9007199254740991 && v % 1 === 0)) return undefined
    s += ',"total_queries":' + v
    n++
  }
  v = e.total_uploads
  if (v !== undefined) {
    if (typeof v !== 'number' || !(v >= 0 && v <= 9007199254740991 && v % 1 === 0)) return undefined
    s += ',"total_uploads":' + v
    n++
  }
  v = e.chat_messages
  if (v !== undefined) {
    if (typeof v !== 'number' || !(v >= 0 && v <= 9007199254740991 && v % 1 === 0)) return undefined
    s += ',"chat_messages":' + v
    n++
  }
  v = e.end_reason
  if (v !== undefined) {
    {
      const w = h.label(v)
      if (w === undefined) return undefined
      s += ',"end_reason":' + w
    }
    n++
  }
  return n === size(e) ? s : undefined
}

function page_view(e: Json, h: Hooks): string | undefined {
  const first = envelope(e, h)
  if (first === undefined) return undefined
  let v: unknown
  let n = counted
  let s = '{"event":"page_view"' + first
  return n === size(e) ? s : undefined
}

function file_upload(e: Json, h: Hooks): string | undefined {
  const first = envelope(e, h)
  if (first === undefined) return undefined
  let v: unknown
  let n = counted
  let s = '{"event":"file_upload"' + first
  v = e.file_name
  if (v !== undefined) {
    {
      const w = h.label(v)
      if (w === undefined) return undefined
      s += ',"file_name":' + w
    }
    n++
  }
  v = e.file_type
  if (v !== undefined) {
    {
      const w = h.label(v)
      if (w === undefined) return undefined
      s += ',"file_type":' + w
    }
    n++
  }
  v = e.file_size
  if (v !== undefined) {
    if (typeof v !== 'number' || !(v >= 0 && v <= 9007199254740991 && v % 1 === 0)) return undefined
    s += ',"file_size":' + v
    n++
  }
  v = e.row_count
  if (v !== undefined) {
    if (typeof v !== 'number' || !(v >= 0 && v <= 9007199254740991 && v % 1 === 0)) return undefined
    s += ',"row_count":' + v
    n++
  }
  v = e.column_count
  if (v !== undefined) {
    if (typeof v !== 'number' || !(v >= 0 && v <= 9007199254740991 && v % 1 === 0)) return undefined
    s += ',"column_count":' + v
    n++
  }
  v = e.analysis_type
  if (v !== undefined) {
    {
      const w = h.label(v)
      if (w === undefined) return undefined
      s += ',"analysis_type":' + w
    }
    n++
  }
  return n === size(e) ? s : undefined
}

function user_query(e: Json, h: Hooks): string | undefined {
  const first = envelope(e, h)
  if (first === undefined) return undefined
  let v: unknown
  let n = counted
  let s = '{"event":"user_query"' + first
  v = e.query_text
  if (v !== undefined) {
    {
      const w = h.text(v)
      if (w === undefined) return undefined
      s += ',"query_text":' + w
    }
    n++
  }
  v = e.query_length
  if (v !== undefined) {
    if (typeof v !== 'number' || !(v >= 0 && v <= 9007199254740991 && v % 1 === 0)) return undefined
    s += ',"query_length":' + v
    n++
  }
  v = e.is_suggested_prompt
  if (v !== undefined) {
    if (typeof v !== 'boolean') return undefined
    s += ',"is_suggested_prompt":' + v
    n++
  }
  v = e.analysis_type
  if (v !== undefined) {
    {
      const w = h.label(v)
      if (w === undefined) return undefined
      s += ',"analysis_type":' + w
    }
    n++
  }
  v = e.has_data
  if (v !== undefined) {
    if (typeof v !== 'boolean') return undefined
    s += ',"has_data":' + v
    n++
  }
  v = e.message_number
  if (v !== undefined) {
    if (typeof v !== 'number' || !(v >= 0 && v <= 9007199254740991 && v % 1 === 0)) return undefined
    s += ',"message_number":' + v
    n++
  }
  return n === size(e) ? s : undefined
}

function agent_response(e: Json, h: Hooks): string | undefined {
  const first = envelope(e, h)
  if (first === undefined) return undefined
  let v: unknown
  let n = counted
  let s = '{"event":"agent_response"' + first
  v = e.query_id
  if (v !== undefined) {
    if (typeof v !== 'string' || !p0.test(v)) return undefined
    s += ',"query_id":"' + v + '"'
    n++
  }
  v = e.query_text
  if (v !== undefined) {
    {
      const w = h.text(v)
      if (w === undefined) return undefined
      s += ',"query_text":' + w
    }
    n++
  }
  v = e.response_text
  if (v !== undefined) {
    {
      const w = h.text(v)
      if (w === undefined) return undefined
      s += ',"response_text":' + w
    }
    n++
  }
  v = e.response_length
  if (v !== undefined) {
    if (typeof v !== 'number' || !(v >= 0 && v <= 9007199254740991 && v % 1 === 0)) return undefined
    s += ',"response_length":' + v
    n++
  }
  v = e.processing_time_ms
  if (v !== undefined) {
    if (typeof v !== 'number' || !(v >= 0 && v <= 1.7976931348623157e308)) return undefined
    s += ',"processing_time_ms":' + v
    n++
  }
  v = e.retrieval_time_ms
  if (v !== undefined) {
    if (typeof v !== 'number' || !(v >= 0 && v <= 1.7976931348623157e308)) return undefined
    s += ',"retrieval_time_ms":' + v
    n++
  }
  v = e.generation_time_ms
  if (v !== undefined) {
    if (typeof v !== 'number' || !(v >= 0 && v <= 1.7976931348623157e308)) return undefined
    s += ',"generation_time_ms":' + v
    n++
  }
  v = e.time_to_first_token_ms
  if (v !== undefined) {
    if (typeof v !== 'number' || !(v >= 0 && v <= 1.7976931348623157e308)) return undefined
    s += ',"time_to_first_token_ms":' + v
    n++
  }
  v = e.has_visualization
  if (v !== undefined) {
    if (typeof v !== 'boolean') return undefined
    s += ',"has_visualization":' + v
    n++
  }
  v = e.analysis_type
  if (v !== undefined) {
    {
      const w = h.label(v)
      if (w === undefined) return undefined
      s += ',"analysis_type":' + w
    }
    n++
  }
  v = e.data_summary
  if (v !== undefined) {
    {
      const w = h.map(v, 20)
      if (w === undefined) return undefined
      s += ',"data_summary":' + w
    }
    n++
  }
  v = e.topic
  if (v !== undefined) {
    {
      const w = h.label(v)
      if (w === undefined) return undefined
      s += ',"topic":' + w
    }
    n++
  }
  v = e.entries_retrieved
  if (v !== undefined) {
    if (typeof v !== 'number' || !(v >= 0 && v <= 9007199254740991 && v % 1 === 0)) return undefined
    s += ',"entries_retrieved":' + v
    n++
  }
  v = e.match_score
  if (v !== undefined) {
    if (typeof v !== 'number' || !(v >= -1.7976931348623157e308 && v <= 1.7976931348623157e308)) return undefined
    s += ',"match_score":' + v
    n++
  }
  v = e.no_match
  if (v !== undefined) {
    if (typeof v !== 'boolean') return undefined
    s += ',"no_match":' + v
    n++
  }
  v = e.success
  if (v !== undefined) {
    if (typeof v !== 'boolean') return undefined
    s += ',"success":' + v
    n++
  }
  v = e.error_type
  if (v !== undefined) {
    {
      const w = h.label(v)
      if (w === undefined) return undefined
      s += ',"error_type":' + w
    }
    n++
  }
  v = e.model
  if (v !== undefined) {
    if (typeof v !== 'string' || !p1.test(v)) return undefined
    s += ',"model":"' + v + '"'
    n++
  }
  v = e.input_tokens
  if (v !== undefined) {
    if (typeof v !== 'number' || !(v >= 0 && v <= 9007199254740991 && v % 1 === 0)) return undefined
    s += ',"input_tokens":' + v
    n++
  }
  v = e.output_tokens
  if (v !== undefined) {
    if (typeof v !== 'number' || !(v >= 0 && v <= 9007199254740991 && v % 1 === 0)) return undefined
    s += ',"output_tokens":' + v
    n++
  }
  v = e.cached_tokens
  if (v !== undefined) {
    if (typeof v !== 'number' || !(v >= 0 && v <= 9007199254740991 && v % 1 === 0)) return undefined
    s += ',"cached_tokens":' + v
    n++
  }
  v = e.cost_usd
  if (v !== undefined) {
    if (typeof v !== 'number' || !(v >= 0 && v <= 1.7976931348623157e308)) return undefined
    s += ',"cost_usd":' + v
    n++
  }
  return n === size(e) ? s : undefined
}

function feedback(e: Json, h: Hooks): string | undefined {
  const first = envelope(e, h)
  if (first === undefined) return undefined
  let v: unknown
  let n = counted
  let s = '{"event":"feedback"' + first
  v = e.rating
  if (v !== undefined) {
    if (typeof v !== 'number' || !(v >= -1.7976931348623157e308 && v <= 1.7976931348623157e308)) return undefined
    s += ',"rating":' + v
    n++
  }
  v = e.comment
  if (v !== undefined) {
    {
      const w = h.text(v)
      if (w === undefined) return undefined
      s += ',"comment":' + w
    }
    n++
  }
  v = e.target_id
  if (v !== undefined) {
    if (typeof v !== 'string' || !p0.test(v)) return undefined
    s += ',"target_id":"' + v + '"'
    n++
  }
  return n === size(e) ? s : undefined
}

function widget_loaded(e: Json, h: Hooks): string | undefined {
  const first = envelope(e, h)
  if (first === undefined) return undefined
  let v: unknown
  let n = counted
  let s = '{"event":"widget_loaded"' + first
  v = e.label
  if (v !== undefined) {
    {
      const w = h.label(v)
      if (w === undefined) return undefined
      s += ',"label":' + w
    }
    n++
  }
  v = e.target
  if (v !== undefined) {
    {
      const w = h.url(v)
      if (w === undefined) return undefined
      s += ',"target":' + w
    }
    n++
  }
  return n === size(e) ? s : undefined
}

function bubble_opened(e: Json, h: Hooks): string | undefined {
  const first = envelope(e, h)
  if (first === undefined) return undefined
  let v: unknown
  let n = counted
  let s = '{"event":"bubble_opened"' + first
  v = e.label
  if (v !== undefined) {
    {
      const w = h.label(v)
      if (w === undefined) return undefined
      s += ',"label":' + w
    }
    n++
  }
  v = e.target
  if (v !== undefined) {
    {
      const w = h.url(v)
      if (w === undefined) return undefined
      s += ',"target":' + w
    }
    n++
  }
  return n === size(e) ? s : undefined
}

function bubble_closed(e: Json, h: Hooks): string | undefined {
  const first = envelope(e, h)
  if (first === undefined) return undefined
  let v: unknown
  let n = counted
  let s = '{"event":"bubble_closed"' + first
  v = e.label
  if (v !== undefined) {
    {
      const w = h.label(v)
      if (w === undefined) return undefined
      s += ',"label":' + w
    }
    n++
  }
  v = e.target
  if (v !== undefined) {
    {
      const w = h.url(v)
      if (w === undefined) return undefined
      s += ',"target":' + w
    }
    n++
  }
  return n === size(e) ? s : undefined
}

function suggestion_clicked(e: Json, h: Hooks): string | undefined {
  const first = envelope(e, h)
  if (first === undefined) return undefined
  let v: unknown
  let n = counted
  let s = '{"event":"suggestion_clicked"' + first
  v = e.label
  if (v !== undefined) {
    {
      const w = h.label(v)
      if (w === undefined) return undefined
      s += ',"label":' + w
    }
    n++
  }
  v = e.target
  if (v !== undefined) {
    {
      const w = h.url(v)
      if (w === undefined) return undefined
      s += ',"target":' + w
    }
    n++
  }
  return n === size(e) ? s : undefined
}

function cta_clicked(e: Json, h: Hooks): string | undefined {
  const first = envelope(e, h)
  if (first === undefined) return undefined
  let v: unknown
  let n = counted
  let s = '{"event":"cta_clicked"' + first
  v = e.label
  if (v !== undefined) {
    {
      const w = h.label(v)
      if (w === undefined) return undefined
      s += ',"label":' + w
    }
    n++
  }
  v = e.target
  if (v !== undefined) {
    {
      const w = h.url(v)
      if (w === undefined) return undefined
      s += ',"target":' + w
    }
    n++
  }
  return n === size(e) ? s : undefined
}

function rate_limited(e: Json, h: Hooks): string | undefined {
  const first = envelope(e, h)
  if (first === undefined) return undefined
  let v: unknown
  let n = counted
  let s = '{"event":"rate_limited"' + first
  v = e.label
  if (v !== undefined) {
    {
      const w = h.label(v)
      if (w === undefined) return undefined
      s += ',"label":' + w
    }
    n++
  }
  v = e.target
  if (v !== undefined) {
    {
      const w = h.url(v)
      if (w === undefined) return undefined
      s += ',"target":' + w
    }
    n++
  }
  v = e.message_number
  if (v !== undefined) {
    if (typeof v !== 'number' || !(v >= 0 && v <= 9007199254740991 && v % 1 === 0)) return undefined
    s += ',"message_number":' + v
    n++
  }
  v = e.error_type
  if (v !== undefined) {
    {
      const w = h.label(v)
      if (w === undefined) return undefined
      s += ',"error_type":' + w
    }
    n++
  }
  return n === size(e) ? s : undefined
}

function message_sent(e: Json, h: Hooks): string | undefined {
  const first = envelope(e, h)
  if (first === undefined) return undefined
  let v: unknown
  let n = counted
  let s = '{"event":"message_sent"' + first
  v = e.label
  if (v !== undefined) {
    {
      const w = h.label(v)
      if (w === undefined) return undefined
      s += ',"label":' + w
    }
    n++
  }
  v = e.target
  if (v !== undefined) {
    {
      const w = h.url(v)
      if (w === undefined) return undefined
      s += ',"target":' + w
    }
    n++
  }
  v = e.message_number
  if (v !== undefined) {
    if (typeof v !== 'number' || !(v >= 0 && v <= 9007199254740991 && v % 1 === 0)) return undefined
    s += ',"message_number":' + v
    n++
  }
  v = e.topic
  if (v !== undefined) {
    {
      const w = h.label(v)
      if (w === undefined) return undefined
      s += ',"topic":' + w
    }
    n++
  }
  v = e.entries_retrieved
  if (v !== undefined) {
    if (typeof v !== 'number' || !(v >= 0 && v <= 9007199254740991 && v % 1 === 0)) return undefined
    s += ',"entries_retrieved":' + v
    n++
  }
  v = e.response_length
  if (v !== undefined) {
    if (typeof v !== 'number' || !(v >= 0 && v <= 9007199254740991 && v % 1 === 0)) return undefined
    s += ',"response_length":' + v
    n++
  }
  v = e.success
  if (v !== undefined) {
    if (typeof v !== 'boolean') return undefined
    s += ',"success":' + v
    n++
  }
  v = e.processing_time_ms
  if (v !== undefined) {
    if (typeof v !== 'number' || !(v >= 0 && v <= 1.7976931348623157e308)) return undefined
    s += ',"processing_time_ms":' + v
    n++
  }
  v = e.retrieval_time_ms
  if (v !== undefined) {
    if (typeof v !== 'number' || !(v >= 0 && v <= 1.7976931348623157e308)) return undefined
    s += ',"retrieval_time_ms":' + v
    n++
  }
  v = e.generation_time_ms
  if (v !== undefined) {
    if (typeof v !== 'number' || !(v >= 0 && v <= 1.7976931348623157e308)) return undefined
    s += ',"generation_time_ms":' + v
    n++
  }
  v = e.match_score
  if (v !== undefined) {
    if (typeof v !== 'number' || !(v >= -1.7976931348623157e308 && v <= 1.7976931348623157e308)) return undefined
    s += ',"match_score":' + v
    n++
  }
  v = e.no_match
  if (v !== undefined) {
    if (typeof v !== 'boolean') return undefined
    s += ',"no_match":' + v
    n++
  }
  v = e.error_type
  if (v !== undefined) {
    {
      const w = h.label(v)
      if (w === undefined) return undefined
      s += ',"error_type":' + w
    }
    n++
  }
  return n === size(e) ? s : undefined
}

function vendor_call(e: Json, h: Hooks): string | undefined {
  const first = envelope(e, h)
  if (first === undefined) return undefined
  let v: unknown
  let n = counted
  let s = '{"event":"vendor_call"' + first
  v = e.vendor
  {
    if (!isJson(v)) return undefined
    const o = v
    let m = 0
    let t = ''
    v = o.name
    {
      const w = h.label(v)
      if (w === undefined) return undefined
      t += (t === '' ? '' : ',') + '"name":' + w
    }
    m++
    v = o.operation
    if (v !== undefined) {
      {
        const w = h.label(v)
        if (w === undefined) return undefined
        t += (t === '' ? '' : ',') + '"operation":' + w
      }
      m++
    }
    v = o.http_status
    if (v !== undefined) {
      if (typeof v !== 'number' || !(v >= 0 && v <= 999 && v % 1 === 0)) return undefined
      t += (t === '' ? '' : ',') + '"http_status":' + v
      m++
    }
    v = o.retry_count
    if (v !== undefined) {
      if (typeof v !== 'number' || !(v >= 0 && v <= 9007199254740991 && v % 1 === 0)) return undefined
      t += (t === '' ? '' : ',') + '"retry_count":' + v
      m++
    }
    if (m !== size(o)) return undefined
    s += ',"vendor":{' + t + '}'
  }
  n++
  v = e.latency_ms
  if (v !== undefined) {
    if (typeof v !== 'number' || !(v >= 0 && v <= 1.7976931348623157e308)) return undefined
    s += ',"latency_ms":' + v
    n++
  }
  v = e.result
  if (v !== undefined) {
    {
      const w = h.label(v)
      if (w === undefined) return undefined
      s += ',"result":' + w
    }
    n++
  }
  v = e.streaming
  if (v !== undefined) {
    if (typeof v !== 'boolean') return undefined
    s += ',"streaming":' + v
    n++
  }
  v = e.time_to_first_token_ms
  if (v !== undefined) {
    if (typeof v !== 'number' || !(v >= 0 && v <= 1.7976931348623157e308)) return undefined
    s += ',"time_to_first_token_ms":' + v
    n++
  }
  v = e.error_type
  if (v !== undefined) {
    {
      const w = h.label(v)
      if (w === undefined) return undefined
      s += ',"error_type":' + w
    }
    n++
  }
  v = e.model
  if (v !== undefined) {
    if (typeof v !== 'string' || !p1.test(v)) return undefined
    s += ',"model":"' + v + '"'
    n++
  }
  v = e.input_tokens
  if (v !== undefined) {
    if (typeof v !== 'number' || !(v >= 0 && v <= 9007199254740991 && v % 1 === 0)) return undefined
    s += ',"input_tokens":' + v
    n++
  }
  v = e.output_tokens
  if (v !== undefined) {
    if (typeof v !== 'number' || !(v >= 0 && v <= 9007199254740991 && v % 1 === 0)) return undefined
    s += ',"output_tokens":' + v
    n++
  }
  v = e.cached_tokens
  if (v !== undefined) {
    if (typeof v !== 'number' || !(v >= 0 && v <= 9007199254740991 && v % 1 === 0)) return undefined
    s += ',"cached_tokens":' + v
    n++
  }
  v = e.reasoning_tokens
  if (v !== undefined) {
    if (typeof v !== 'number' || !(v >= 0 && v <= 9007199254740991 && v % 1 === 0)) return undefined
    s += ',"reasoning_tokens":' + v
    n++
  }
  v = e.cost_usd
  if (v !== undefined) {
    if (typeof v !== 'number' || !(v >= 0 && v <= 1.7976931348623157e308)) return undefined
    s += ',"cost_usd":' + v
    n++
  }
  return n === size(e) ? s : undefined
}

function decision(e: Json, h: Hooks): string | undefined {
  const first = envelope(e, h)
  if (first === undefined) return undefined
  let v: unknown
  let n = counted
  let s = '{"event":"decision"' + first
  v = e.decision
  if (v !== undefined) {
    {
      if (!isJson(v)) return undefined
      const o = v
      let m = 0
      let t = ''
      v = o.primary_intent
      if (v !== undefined) {
        {
          const w = h.label(v)
          if (w === undefined) return undefined
          t += (t === '' ? '' : ',') + '"primary_intent":' + w
        }
        m++
      }
      v = o.department
      if (v !== undefined) {
        {
          const w = h.label(v)
          if (w === undefined) return undefined
          t += (t === '' ? '' : ',') + '"department":' + w
        }
        m++
      }
      v = o.tier
      if (v !== undefined) {
        {
          const w = h.label(v)
          if (w === undefined) return undefined
          t += (t === '' ? '' : ',') + '"tier":' + w
        }
        m++
      }
      v = o.template_id
      if (v !== undefined) {
        if (typeof v !== 'string' || !p0.test(v)) return undefined
        t += (t === '' ? '' : ',') + '"template_id":"' + v + '"'
        m++
      }
      v = o.confidence
      if (v !== undefined) {
        if (typeof v !== 'number' || !(v >= 0 && v <= 1)) return undefined
        t += (t === '' ? '' : ',') + '"confidence":' + v
        m++
      }
      if (m !== size(o)) return undefined
      s += ',"decision":{' + t + '}'
    }
    n++
  }
  v = e.step
  if (v !== undefined) {
    {
      const w = h.label(v)
      if (w === undefined) return undefined
      s += ',"step":' + w
    }
    n++
  }
  v = e.result
  if (v !== undefined) {
    {
      const w = h.label(v)
      if (w === undefined) return undefined
      s += ',"result":' + w
    }
    n++
  }
  v = e.latency_ms
  if (v !== undefined) {
    if (typeof v !== 'number' || !(v >= 0 && v <= 1.7976931348623157e308)) return undefined
    s += ',"latency_ms":' + v
    n++
  }
  return n === size(e) ? s : undefined
}

function override(e: Json, h: Hooks): string | undefined {
  const first = envelope(e, h)
  if (first === undefined) return undefined
  let v: unknown
  let n = counted
  let s = '{"event":"override"' + first
  v = e.override_type
  if (v !== undefined) {
    {
      const w = h.label(v)
      if (w === undefined) return undefined
      s += ',"override_type":' + w
    }
    n++
  }
  v = e.label
  if (v !== undefined) {
    {
      const w = h.label(v)
      if (w === undefined) return undefined
      s += ',"label":' + w
    }
    n++
  }
  v = e.from_department
  if (v !== undefined) {
    {
      const w = h.label(v)
      if (w === undefined) return undefined
      s += ',"from_department":' + w
    }
    n++
  }
  v = e.to_department
  if (v !== undefined) {
    {
      const w = h.label(v)
      if (w === undefined) return undefined
      s += ',"to_department":' + w
    }
    n++
  }
  v = e.agent
  if (v !== undefined) {
    {
      const w = h.subject(v)
      if (w === undefined) return undefined
      s += ',"agent":' + w
    }
    n++
  }
  return n === size(e) ? s : undefined
}

function automation_outcome(e: Json, h: Hooks): string | undefined {
  const first = envelope(e, h)
  if (first === undefined) return undefined
  let v: unknown
  let n = counted
  let s = '{"event":"automation_outcome"' + first
  v = e.outcome
  if (typeof v !== 'string' || !p2.test(v)) return undefined
  s += ',"outcome":"' + v + '"'
  n++
  v = e.template_id
  if (v !== undefined) {
    if (typeof v !== 'string' || !p0.test(v)) return undefined
    s += ',"template_id":"' + v + '"'
    n++
  }
  v = e.block_reason
  if (v !== undefined) {
    {
      const w = h.label(v)
      if (w === undefined) return undefined
      s += ',"block_reason":' + w
    }
    n++
  }
  return n === size(e) ? s : undefined
}

function request(e: Json, h: Hooks): string | undefined {
  const first = envelope(e, h)
  if (first === undefined) return undefined
  let v: unknown
  let n = counted
  let s = '{"event":"request"' + first
  v = e.path
  if (v !== undefined) {
    {
      const w = h.url(v)
      if (w === undefined) return undefined
      s += ',"path":' + w
    }
    n++
  }
  v = e.method
  if (v !== undefined) {
    if (typeof v !== 'string' || !p3.test(v)) return undefined
    s += ',"method":"' + v + '"'
    n++
  }
  v = e.status_code
  if (v !== undefined) {
    if (typeof v !== 'number' || !(v >= 0 && v <= 999 && v % 1 === 0)) return undefined
    s += ',"status_code":' + v
    n++
  }
  v = e.response_time_ms
  if (v !== undefined) {
    if (typeof v !== 'number' || !(v >= 0 && v <= 1.7976931348623157e308)) return undefined
    s += ',"response_time_ms":' + v
    n++
  }
  v = e.module
  if (v !== undefined) {
    {
      const w = h.label(v)
      if (w === undefined) return undefined
      s += ',"module":' + w
    }
    n++
  }
  v = e.asset_types
  if (v !== undefined) {
    {
      const w = h.list(v, 50)
      if (w === undefined) return undefined
      s += ',"asset_types":' + w
    }
    n++
  }
  v = e.site_tokens
  if (v !== undefined) {
    {
      const w = h.list(v, 50)
      if (w === undefined) return undefined
      s += ',"site_tokens":' + w
    }
    n++
  }
  return n === size(e) ? s : undefined
}

function error(e: Json, h: Hooks): string | undefined {
  const first = envelope(e, h)
  if (first === undefined) return undefined
  let v: unknown
  let n = counted
  let s = '{"event":"error"' + first
  v = e.error_type
  if (v !== undefined) {
    {
      const w = h.label(v)
      if (w === undefined) return undefined
      s += ',"error_type":' + w
    }
    n++
  }
  v = e.error_message
  if (v !== undefined) {
    {
      const w = h.text(v)
      if (w === undefined) return undefined
      s += ',"error_message":' + w
    }
    n++
  }
  v = e.operation
  if (v !== undefined) {
    {
      const w = h.label(v)
      if (w === undefined) return undefined
      s += ',"operation":' + w
    }
    n++
  }
  return n === size(e) ? s : undefined
}

function workflow_run(e: Json, h: Hooks): string | undefined {
  const first = envelope(e, h)
  if (first === undefined) return undefined
  let v: unknown
  let n = counted
  let s = '{"event":"workflow_run"' + first
  v = e.workflow
  if (v !== undefined) {
    {
      const w = h.label(v)
      if (w === undefined) return undefined
      s += ',"workflow":' + w
    }
    n++
  }
  v = e.run_id
  if (v !== undefined) {
    if (typeof v !== 'string' || !p0.test(v)) return undefined
    s += ',"run_id":"' + v + '"'
    n++
  }
  v = e.service
  if (v !== undefined) {
    {
      const w = h.label(v)
      if (w === undefined) return undefined
      s += ',"service":' + w
    }
    n++
  }
  v = e.status
  if (typeof v !== 'string' || !p4.test(v)) return undefined
  s += ',"status":"' + v + '"'
  n++
  v = e.duration_ms
  if (v !== undefined) {
    if (typeof v !== 'number' || !(v >= 0 && v <= 1.7976931348623157e308)) return undefined
    s += ',"duration_ms":' + v
    n++
  }
  return n === size(e) ? s : undefined
}

function performance_sample(e: Json, h: Hooks): string | undefined {
  const first = envelope(e, h)
  if (first === undefined) return undefined
  let v: unknown
  let n = counted
  let s = '{"event":"performance_sample"' + first
  v = e.service
  if (v !== undefined) {
    {
      const w = h.label(v)
      if (w === undefined) return undefined
      s += ',"service":' + w
    }
    n++
  }
  v = e.p95_latency_ms
  if (v !== undefined) {
    if (typeof v !== 'number' || !(v >= 0 && v <= 1.7976931348623157e308)) return undefined
    s += ',"p95_latency_ms":' + v
    n++
  }
  v = e.throughput
  if (v !== undefined) {
    if (typeof v !== 'number' || !(v >= 0 && v <= 1.7976931348623157e308)) return undefined
    s += ',"throughput":' + v
    n++
  }
  v = e.error_rate
  if (v !== undefined) {
    if (typeof v !== 'number' || !(v >= 0 && v <= 1)) return undefined
    s += ',"error_rate":' + v
    n++
  }
  return n === size(e) ? s : undefined
}

function prediction(e: Json, h: Hooks): string | undefined {
  const first = envelope(e, h)
  if (first === undefined) return undefined
  let v: unknown
  let n = counted
  let s = '{"event":"prediction"' + first
  v = e.prediction_id
  if (v !== undefined) {
    if (typeof v !== 'string' || !p0.test(v)) return undefined
    s += ',"prediction_id":"' + v + '"'
    n++
  }
  v = e.service
  if (v !== undefined) {
    {
      const w = h.label(v)
      if (w === undefined) return undefined
      s += ',"service":' + w
    }
    n++
  }
  v = e.probability
  if (typeof v !== 'number' || !(v >= 0 && v <= 1)) return undefined
  s += ',"probability":' + v
  n++
  v = e.outcome
  if (v !== undefined) {
    if (typeof v !== 'string' || !p5.test(v)) return undefined
    s += ',"outcome":"' + v + '"'
    n++
  }
  return n === size(e) ? s : undefined
}

function incident(e: Json, h: Hooks): string | undefined {
  const first = envelope(e, h)
  if (first === undefined) return undefined
  let v: unknown
  let n = counted
  let s = '{"event":"incident"' + first
  v = e.incident_id
  if (v !== undefined) {
    if (typeof v !== 'string' || !p0.test(v)) return undefined
    s += ',"incident_id":"' + v + '"'
    n++
  }
  v = e.service
  if (v !== undefined) {
    {
      const w = h.label(v)
      if (w === undefined) return undefined
      s += ',"service":' + w
    }
    n++
  }
  v = e.severity
  if (v !== undefined) {
    {
      const w = h.label(v)
      if (w === undefined) return undefined
      s += ',"severity":' + w
    }
    n++
  }
  v = e.opened_at
  if (v !== undefined) {
    if (typeof v !== 'string' || !p6.test(v)) return undefined
    s += ',"opened_at":"' + v + '"'
    n++
  }
  v = e.resolved_at
  if (v !== undefined) {
    if (typeof v !== 'string' || !p6.test(v)) return undefined
    s += ',"resolved_at":"' + v + '"'
    n++
  }
  return n === size(e) ? s : undefined
}

function custom(e: Json, h: Hooks): string | undefined {
  const first = envelope(e, h)
  if (first === undefined) return undefined
  let v: unknown
  let n = counted
  let s = '{"event":"custom"' + first
  v = e.name
  {
    const w = h.label(v)
    if (w === undefined) return undefined
    s += ',"name":' + w
  }
  n++
  v = e.properties
  if (v !== undefined) {
    {
      const w = h.map(v, 20)
      if (w === undefined) return undefined
      s += ',"properties":' + w
    }
    n++
  }
  return n === size(e) ? s : undefined
}

function client_report(e: Json, h: Hooks): string | undefined {
  const first = envelope(e, h)
  if (first === undefined) return undefined
  let v: unknown
  let n = counted
  let s = '{"event":"client_report"' + first
  v = e.captured
  if (v !== undefined) {
    if (typeof v !== 'number' || !(v >= 0 && v <= 9007199254740991 && v % 1 === 0)) return undefined
    s += ',"captured":' + v
    n++
  }
  v = e.drops
  if (v !== undefined) {
    if (typeof v !== 'string' || !p7.test(v)) return undefined
    s += ',"drops":"' + v + '"'
    n++
  }
  return n === size(e) ? s : undefined
}

/** By event type. What they write lacks the closing brace. */
export const writers: ReadonlyMap<unknown, Writer> = new Map([
  ['session_start', session_start],
  ['session_end', session_end],
  ['page_view', page_view],
  ['file_upload', file_upload],
  ['user_query', user_query],
  ['agent_response', agent_response],
  ['feedback', feedback],
  ['widget_loaded', widget_loaded],
  ['bubble_opened', bubble_opened],
  ['bubble_closed', bubble_closed],
  ['suggestion_clicked', suggestion_clicked],
  ['cta_clicked', cta_clicked],
  ['rate_limited', rate_limited],
  ['message_sent', message_sent],
  ['vendor_call', vendor_call],
  ['decision', decision],
  ['override', override],
  ['automation_outcome', automation_outcome],
  ['request', request],
  ['error', error],
  ['workflow_run', workflow_run],
  ['performance_sample', performance_sample],
  ['prediction', prediction],
  ['incident', incident],
  ['custom', custom],
  ['client_report', client_report],
])
