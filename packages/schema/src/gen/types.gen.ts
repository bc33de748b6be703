// Generated from schemas/ by `pnpm --filter @hushlog/schema generate`. Do not edit.

/** Describes where an event was captured. */
export interface EventContext {
  /** Client library that made the event. Privacy: plain. */
  readonly sdk?: string
  /** Version of that library. Privacy: plain. */
  readonly sdk_version?: string
  /** Version of the redaction rules that the client applied. Privacy: plain. */
  readonly rules?: string
  /** What the client redacted, as rule:count pairs. Privacy: plain. */
  readonly redactions?: string
  /** Fields that the client removed because the catalogue does not name them or cannot take their values, a count. */
  readonly removed_fields?: number
  /** Path of the page. Privacy: url. */
  readonly page_path?: string
  /** Title of the page. Privacy: label. */
  readonly page_title?: string
  /** Host of the site that led to the page. Privacy: plain. */
  readonly referrer_host?: string
  /** Language that the person's device asks for. Privacy: plain. */
  readonly locale?: string
  /** Time zone of the person's device. Privacy: plain. */
  readonly time_zone?: string
  /** Kind of device. Of a page the collector takes it from the header User-Agent. Privacy: plain. */
  readonly device_class?: 'desktop' | 'mobile' | 'tablet' | 'tv' | 'wearable' | 'server' | 'bot' | 'other' | 'unknown'
}

/** Fields that every event may carry. */
export interface Envelope {
  /** Made by the client once per event: the key for exactly one copy in every store. Privacy: plain. */
  readonly id: string
  /** Type of the event. Privacy: plain. */
  readonly event: string
  /** When it happened, by the client's clock. Privacy: plain. */
  readonly ts: string
  /** Version of this catalogue. */
  readonly schema_version: 1
  /** Random id of the session. Privacy: plain. */
  readonly session_id?: string
  /** Pseudonym of the person, never the id that the application passed. Privacy: subject. */
  readonly user?: string
  /** Id that ties events of one request or one run of the middleware together. Privacy: plain. */
  readonly trace_id?: string
  /** Id of the support ticket. Privacy: plain. */
  readonly ticket_id?: string
  /** Way the conversation came in, such as chat or email. Privacy: label. */
  readonly channel?: string
  /** Where the event was captured. */
  readonly context?: EventContext
}

/** Fields that the collector adds; from a client they are unknown and removed. */
export interface CollectorFields {
  /** Tenant whose write key brought the event. Privacy: plain. */
  readonly tenant_id: string
  /** Environment that the collector serves. Privacy: plain. */
  readonly env: string
  /** When the collector received it. Privacy: plain. */
  readonly received_at: string
  /** What the client had missed and the collector redacted, as rule:count pairs. Privacy: plain. */
  readonly collector_redactions?: string
  /** Fields that the client had left in and the collector removed, because they are unknown or their values cannot be taken, a count. */
  readonly collector_removed_fields?: number
}

/** A session began. */
export interface SessionStartEvent extends Envelope {
  readonly event: 'session_start'
  /** Random id of the session. Privacy: plain. */
  readonly session_id: string
  /** Browser and system. A header User-Agent is reduced to names and a major version; of a page the collector takes it from the request. Privacy: label. */
  readonly user_agent?: string
}

/** A session ended. */
export interface SessionEndEvent extends Envelope {
  readonly event: 'session_end'
  /** Random id of the session. Privacy: plain. */
  readonly session_id: string
  /** Length of the session, seconds. */
  readonly duration_seconds?: number
  /** Questions asked in the session. */
  readonly total_queries?: number
  /** Files uploaded in the session. */
  readonly total_uploads?: number
  /** Chat messages of the session, both sides. */
  readonly chat_messages?: number
  /** Why it ended, such as timeout or closed. Privacy: label. */
  readonly end_reason?: string
}

/** A page was shown; which one is in `context`. */
export interface PageViewEvent extends Envelope {
  readonly event: 'page_view'
}

/** A file was uploaded. */
export interface FileUploadEvent extends Envelope {
  readonly event: 'file_upload'
  /** Name of the file. Privacy: label. */
  readonly file_name?: string
  /** Media type or extension of the file. Privacy: label. */
  readonly file_type?: string
  /** Size of the file, bytes. */
  readonly file_size?: number
  /** Rows of data in the file. */
  readonly row_count?: number
  /** Columns of data in the file. */
  readonly column_count?: number
  /** Kind of analysis that was asked for. Privacy: label. */
  readonly analysis_type?: string
}

/** A person asked something. */
export interface UserQueryEvent extends Envelope {
  readonly event: 'user_query'
  /** The question. Privacy: text. */
  readonly query_text?: string
  /** Length of the question, characters. */
  readonly query_length?: number
  /** Whether the question was a suggested prompt. */
  readonly is_suggested_prompt?: boolean
  /** Kind of analysis that was asked for. Privacy: label. */
  readonly analysis_type?: string
  /** Whether data had been uploaded before. */
  readonly has_data?: boolean
  /** Position of the message in the conversation, from 1. */
  readonly message_number?: number
}

/** The assistant answered. */
export interface AgentResponseEvent extends Envelope {
  readonly event: 'agent_response'
  /** Id of the `user_query` that it answers. Privacy: plain. */
  readonly query_id?: string
  /** The question that it answers. Privacy: text. */
  readonly query_text?: string
  /** The answer. Privacy: text. */
  readonly response_text?: string
  /** Length of the answer, characters. */
  readonly response_length?: number
  /** Time from question to complete answer, milliseconds. */
  readonly processing_time_ms?: number
  /** Part of it spent on retrieval, milliseconds. */
  readonly retrieval_time_ms?: number
  /** Part of it spent on generation, milliseconds. */
  readonly generation_time_ms?: number
  /** Time from question to the first token of the answer, milliseconds. */
  readonly time_to_first_token_ms?: number
  /** Whether the answer contains a chart. */
  readonly has_visualization?: boolean
  /** Kind of analysis that was made. Privacy: label. */
  readonly analysis_type?: string
  /** Metadata about the data behind the answer, such as row counts; no content. Privacy: label. */
  readonly data_summary?: Readonly<Record<string, string | number | boolean>>
  /** Topic of the question. Privacy: label. */
  readonly topic?: string
  /** Entries that retrieval returned. */
  readonly entries_retrieved?: number
  /** Score of the best entry, on the scale of the application's retrieval. */
  readonly match_score?: number
  /** Whether nothing matched the question: a gap in the knowledge. */
  readonly no_match?: boolean
  /** Whether an answer was given. */
  readonly success?: boolean
  /** Kind of failure, if any. Privacy: label. */
  readonly error_type?: string
  /** Model that was called. Privacy: plain. */
  readonly model?: string
  /** Tokens of the input, those served from a cache included. */
  readonly input_tokens?: number
  /** Tokens of the output. */
  readonly output_tokens?: number
  /** Tokens of the input that were served from a cache and cost less. */
  readonly cached_tokens?: number
  /** Cost of the call, US dollars. */
  readonly cost_usd?: number
}

/** A person rated an answer or a feature. */
export interface FeedbackEvent extends Envelope {
  readonly event: 'feedback'
  /** Rating, on the scale of the application. */
  readonly rating?: number
  /** What the person wrote. Privacy: text. */
  readonly comment?: string
  /** Id of the event or thing that is rated. Privacy: plain. */
  readonly target_id?: string
}

/** The widget was loaded. */
export interface WidgetLoadedEvent extends Envelope {
  readonly event: 'widget_loaded'
  /** Name of the element or of what happened. Privacy: label. */
  readonly label?: string
  /** Address that the element leads to. Privacy: url. */
  readonly target?: string
}

/** The chat was opened. */
export interface BubbleOpenedEvent extends Envelope {
  readonly event: 'bubble_opened'
  /** Name of the element or of what happened. Privacy: label. */
  readonly label?: string
  /** Address that the element leads to. Privacy: url. */
  readonly target?: string
}

/** The chat was closed. */
export interface BubbleClosedEvent extends Envelope {
  readonly event: 'bubble_closed'
  /** Name of the element or of what happened. Privacy: label. */
  readonly label?: string
  /** Address that the element leads to. Privacy: url. */
  readonly target?: string
}

/** A suggested question was chosen. */
export interface SuggestionClickedEvent extends Envelope {
  readonly event: 'suggestion_clicked'
  /** Name of the element or of what happened. Privacy: label. */
  readonly label?: string
  /** Address that the element leads to. Privacy: url. */
  readonly target?: string
}

/** A call to action was followed. */
export interface CtaClickedEvent extends Envelope {
  readonly event: 'cta_clicked'
  /** Name of the element or of what happened. Privacy: label. */
  readonly label?: string
  /** Address that the element leads to. Privacy: url. */
  readonly target?: string
}

/** A message was refused because there were too many. */
export interface RateLimitedEvent extends Envelope {
  readonly event: 'rate_limited'
  /** Name of the element or of what happened. Privacy: label. */
  readonly label?: string
  /** Address that the element leads to. Privacy: url. */
  readonly target?: string
  /** Position of the message in the conversation, from 1. */
  readonly message_number?: number
  /** Kind of failure, if any. Privacy: label. */
  readonly error_type?: string
}

/** A message was sent and answered; what was said is not in it. */
export interface MessageSentEvent extends Envelope {
  readonly event: 'message_sent'
  /** Name of the element or of what happened. Privacy: label. */
  readonly label?: string
  /** Address that the element leads to. Privacy: url. */
  readonly target?: string
  /** Position of the message in the conversation, from 1. */
  readonly message_number?: number
  /** Topic of the message. Privacy: label. */
  readonly topic?: string
  /** Entries that retrieval returned. */
  readonly entries_retrieved?: number
  /** Length of the answer, characters. */
  readonly response_length?: number
  /** Whether an answer was given. */
  readonly success?: boolean
  /** Total time from message to complete answer, milliseconds. */
  readonly processing_time_ms?: number
  /** Part of it spent on retrieval, milliseconds. */
  readonly retrieval_time_ms?: number
  /** Part of it spent on generation, milliseconds. */
  readonly generation_time_ms?: number
  /** Score of the best entry, on the scale of the application's retrieval. */
  readonly match_score?: number
  /** Whether nothing matched the message: a gap in the knowledge. */
  readonly no_match?: boolean
  /** Kind of failure, if any. Privacy: label. */
  readonly error_type?: string
}

/** A service of another party was called, such as a model or a help desk. */
export interface VendorCallEvent extends Envelope {
  readonly event: 'vendor_call'
  /** The call. */
  readonly vendor: {
    /** Service that was called. Privacy: label. */
    readonly name: string
    /** Operation of the service. Privacy: label. */
    readonly operation?: string
    /** HTTP status of the answer; 0 when there was none. */
    readonly http_status?: number
    /** Attempts beyond the first. */
    readonly retry_count?: number
  }
  /** Time that the call took, retries included, milliseconds. */
  readonly latency_ms?: number
  /** How it ended, such as ok, timeout or error. Privacy: label. */
  readonly result?: string
  /** Whether the answer was streamed. */
  readonly streaming?: boolean
  /** Time to the first token of the answer, milliseconds. */
  readonly time_to_first_token_ms?: number
  /** Kind of failure, if any. Privacy: label. */
  readonly error_type?: string
  /** Model that was called. Privacy: plain. */
  readonly model?: string
  /** Tokens of the input, those served from a cache included. */
  readonly input_tokens?: number
  /** Tokens of the output. */
  readonly output_tokens?: number
  /** Tokens of the input that were served from a cache and cost less. */
  readonly cached_tokens?: number
  /** Tokens of the output that a model spent on reasoning. */
  readonly reasoning_tokens?: number
  /** Cost of the call, US dollars. */
  readonly cost_usd?: number
}

/** A step of the automation decided something. */
export interface DecisionEvent extends Envelope {
  readonly event: 'decision'
  /** The decision. */
  readonly decision?: {
    /** Intent that was recognized. Privacy: label. */
    readonly primary_intent?: string
    /** Department that it was routed to. Privacy: label. */
    readonly department?: string
    /** Tier of support, a word or a number. Privacy: label. */
    readonly tier?: string
    /** Template that was chosen for the answer. Privacy: label. */
    readonly template_id?: string
    /** Confidence in the decision. */
    readonly confidence?: number
  }
  /** Step of the automation. Privacy: label. */
  readonly step?: string
  /** How it ended. Privacy: label. */
  readonly result?: string
  /** Time that the step took, milliseconds. */
  readonly latency_ms?: number
}

/** An agent corrected the automation, by a tag or a macro. */
export interface OverrideEvent extends Envelope {
  readonly event: 'override'
  /** Kind of correction, such as tag or macro. Privacy: label. */
  readonly override_type?: string
  /** The tag or the macro. Privacy: label. */
  readonly label?: string
  /** Department before the correction. Privacy: label. */
  readonly from_department?: string
  /** Department after the correction. Privacy: label. */
  readonly to_department?: string
  /** Pseudonym of the agent. Privacy: subject. */
  readonly agent?: string
}

/** An automated reply was sent, held back or failed. */
export interface AutomationOutcomeEvent extends Envelope {
  readonly event: 'automation_outcome'
  /** What became of the reply. Privacy: plain. */
  readonly outcome: 'sent' | 'blocked' | 'failed'
  /** Template of the reply. Privacy: label. */
  readonly template_id?: string
  /** Why it was held back. Privacy: label. */
  readonly block_reason?: string
}

/** A step of the automation ran, such as `ticket_received` or `routed`. */
export interface StepEvent extends Envelope {
  readonly event: 'step'
  /** Name of what happened, such as ticket_received or routed. Privacy: label. */
  readonly name: string
  /** Step of the automation. Privacy: label. */
  readonly step?: string
  /** How it ended. Privacy: label. */
  readonly result?: string
  /** Time that the step took, milliseconds. */
  readonly latency_ms?: number
  /** Department that it was for. Privacy: label. */
  readonly department?: string
  /** Kind of failure, if any. Privacy: label. */
  readonly error_type?: string
}

/** A ticket was opened, answered, resolved or opened again. */
export interface TicketEvent extends Envelope {
  readonly event: 'ticket'
  /** Id of the support ticket. Privacy: plain. */
  readonly ticket_id: string
  /** What happened to the ticket. Privacy: plain. */
  readonly status?: 'opened' | 'replied' | 'resolved' | 'reopened'
  /** Department that has the ticket. Privacy: label. */
  readonly department?: string
  /** When it was opened. Privacy: plain. */
  readonly opened_at?: string
  /** When it was first answered. Privacy: plain. */
  readonly first_reply_at?: string
  /** When it was resolved. Privacy: plain. */
  readonly resolved_at?: string
}

/** A request was served. */
export interface RequestEvent extends Envelope {
  readonly event: 'request'
  /** Path of the request. Privacy: url. */
  readonly path?: string
  /** HTTP method. Privacy: plain. */
  readonly method?: 'GET' | 'HEAD' | 'POST' | 'PUT' | 'PATCH' | 'DELETE' | 'OPTIONS' | 'CONNECT' | 'TRACE'
  /** HTTP status of the answer; 0 when there was none. */
  readonly status_code?: number
  /** Time to the answer, milliseconds. */
  readonly response_time_ms?: number
  /** Part of the application. Privacy: label. */
  readonly module?: string
  /** Kinds of assets that the request was about. Privacy: label. */
  readonly asset_types?: readonly string[]
  /** Sites that the request was about. Privacy: label. */
  readonly site_tokens?: readonly string[]
}

/** Something failed. */
export interface ErrorEvent extends Envelope {
  readonly event: 'error'
  /** Kind of failure. Privacy: label. */
  readonly error_type?: string
  /** Message of the failure. Privacy: text. */
  readonly error_message?: string
  /** Operation that failed. Privacy: label. */
  readonly operation?: string
}

/** A workflow ran. */
export interface WorkflowRunEvent extends Envelope {
  readonly event: 'workflow_run'
  /** Name of the workflow. Privacy: label. */
  readonly workflow?: string
  /** Id of the run. Privacy: plain. */
  readonly run_id?: string
  /** Service that it belongs to. Privacy: label. */
  readonly service?: string
  /** How it ended; failure and timed_out count as failed. Privacy: plain. */
  readonly status: 'success' | 'failure' | 'cancelled' | 'timed_out' | 'skipped'
  /** Time that the run took, milliseconds. */
  readonly duration_ms?: number
}

/** A service was measured. */
export interface PerformanceSampleEvent extends Envelope {
  readonly event: 'performance_sample'
  /** Service that was measured. Privacy: label. */
  readonly service?: string
  /** 95th percentile of the latency, milliseconds. */
  readonly p95_latency_ms?: number
  /** Operations per second. */
  readonly throughput?: number
  /** Share of operations that failed, 0 to 1. */
  readonly error_rate?: number
}

/** A failure was predicted, or a prediction met its outcome. */
export interface PredictionEvent extends Envelope {
  readonly event: 'prediction'
  /** Id of the prediction. Privacy: plain. */
  readonly prediction_id?: string
  /** Service or workflow that it is about. Privacy: label. */
  readonly service?: string
  /** Predicted probability of failure, 0 to 1. */
  readonly probability: number
  /** What really happened. Privacy: plain. */
  readonly outcome?: 'success' | 'failure' | 'unknown'
}

/** An incident was opened or resolved. */
export interface IncidentEvent extends Envelope {
  readonly event: 'incident'
  /** Id of the incident. Privacy: plain. */
  readonly incident_id?: string
  /** Service that it hit. Privacy: label. */
  readonly service?: string
  /** How severe it is. Privacy: label. */
  readonly severity?: string
  /** When it was opened. Privacy: plain. */
  readonly opened_at?: string
  /** When it was resolved; absent while it is open. Privacy: plain. */
  readonly resolved_at?: string
}

/** Something that the catalogue has no event for. */
export interface CustomEvent extends Envelope {
  readonly event: 'custom'
  /** Name of the event. Privacy: label. */
  readonly name: string
  /** Details. Privacy: label. */
  readonly properties?: Readonly<Record<string, string | number | boolean>>
}

/** A client dropped events before they could be sent; not counted as usage. */
export interface ClientReportEvent extends Envelope {
  readonly event: 'client_report'
  /** Events captured since the previous report. */
  readonly captured?: number
  /** Events dropped since the previous report, as reason:count pairs. Privacy: plain. */
  readonly drops?: string
}

/** Maps names to the events of the catalogue. */
export interface EventMap {
  readonly session_start: SessionStartEvent
  readonly session_end: SessionEndEvent
  readonly page_view: PageViewEvent
  readonly file_upload: FileUploadEvent
  readonly user_query: UserQueryEvent
  readonly agent_response: AgentResponseEvent
  readonly feedback: FeedbackEvent
  readonly widget_loaded: WidgetLoadedEvent
  readonly bubble_opened: BubbleOpenedEvent
  readonly bubble_closed: BubbleClosedEvent
  readonly suggestion_clicked: SuggestionClickedEvent
  readonly cta_clicked: CtaClickedEvent
  readonly rate_limited: RateLimitedEvent
  readonly message_sent: MessageSentEvent
  readonly vendor_call: VendorCallEvent
  readonly decision: DecisionEvent
  readonly override: OverrideEvent
  readonly automation_outcome: AutomationOutcomeEvent
  readonly step: StepEvent
  readonly ticket: TicketEvent
  readonly request: RequestEvent
  readonly error: ErrorEvent
  readonly workflow_run: WorkflowRunEvent
  readonly performance_sample: PerformanceSampleEvent
  readonly prediction: PredictionEvent
  readonly incident: IncidentEvent
  readonly custom: CustomEvent
  readonly client_report: ClientReportEvent
}

export type EventName = keyof EventMap

/** Names the events that only back ends send; the browser's SDK does not have them. */
export type BackEndEventName = 'vendor_call' | 'decision' | 'override' | 'automation_outcome' | 'step' | 'ticket' | 'request' | 'workflow_run' | 'performance_sample' | 'prediction' | 'incident'

export type FamilyName = 'session' | 'upload' | 'conversation' | 'widget' | 'automation' | 'request' | 'error' | 'operations' | 'custom' | 'client'
