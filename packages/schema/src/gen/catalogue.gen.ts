// Generated from schemas/ by `pnpm --filter @hushlog/schema generate`. Do not edit.

import type { FieldDescription } from '../field-description.js'
import type { EventName, FamilyName } from './types.gen.js'

export const envelopeFields: readonly FieldDescription[] = [
  {
    "name": "id",
    "type": "string",
    "required": true,
    "privacy": "plain",
    "description": "Made by the client once per event: the key for exactly one copy in every store.",
    "expected": "a ULID: 26 characters of Crockford's base 32, upper case"
  },
  {
    "name": "event",
    "type": "string",
    "required": true,
    "privacy": "plain",
    "description": "Type of the event.",
    "expected": "the name of an event type of the catalogue"
  },
  {
    "name": "ts",
    "type": "timestamp",
    "required": true,
    "privacy": "plain",
    "description": "When it happened, by the client's clock.",
    "expected": "an RFC 3339 time in UTC, such as 2026-01-31T12:00:00.000Z"
  },
  {
    "name": "schema_version",
    "type": "integer",
    "required": true,
    "description": "Version of this catalogue.",
    "expected": "1"
  },
  {
    "name": "session_id",
    "type": "string",
    "required": false,
    "privacy": "plain",
    "description": "Random id of the session.",
    "expected": "1 to 64 letters, digits, _ or -"
  },
  {
    "name": "user",
    "type": "string",
    "required": false,
    "privacy": "subject",
    "description": "Pseudonym of the person, never the id that the application passed.",
    "expected": "a string: an id of a person of at most 1,024 characters, kept as a keyed hash"
  },
  {
    "name": "trace_id",
    "type": "string",
    "required": false,
    "privacy": "plain",
    "description": "Id that ties events of one request or one run of the middleware together.",
    "expected": "an id: 1 to 128 letters, digits or _ . : = ; - and no spaces"
  },
  {
    "name": "ticket_id",
    "type": "string",
    "required": false,
    "privacy": "plain",
    "description": "Id of the support ticket.",
    "expected": "an id: 1 to 128 letters, digits or _ . : = ; - and no spaces"
  },
  {
    "name": "channel",
    "type": "string",
    "required": false,
    "privacy": "label",
    "description": "Way the conversation came in, such as chat or email.",
    "expected": "a string: a short name, kept to 128 characters"
  },
  {
    "name": "context",
    "type": "object",
    "required": false,
    "description": "Where the event was captured.",
    "expected": "an object",
    "fields": [
      {
        "name": "sdk",
        "type": "string",
        "required": false,
        "privacy": "plain",
        "description": "Client library that made the event.",
        "expected": "a package name of at most 65 characters"
      },
      {
        "name": "sdk_version",
        "type": "string",
        "required": false,
        "privacy": "plain",
        "description": "Version of that library.",
        "expected": "a version of at most 40 characters, such as 1.2.3"
      },
      {
        "name": "rules",
        "type": "string",
        "required": false,
        "privacy": "plain",
        "description": "Version of the redaction rules that the client applied.",
        "expected": "a version of at most 32 characters, such as 2026.11.1"
      },
      {
        "name": "redactions",
        "type": "string",
        "required": false,
        "privacy": "plain",
        "description": "What the client redacted, as rule:count pairs.",
        "expected": "name:count pairs, such as email:1,phone:2"
      },
      {
        "name": "removed_fields",
        "type": "integer",
        "required": false,
        "description": "Fields that the client removed because the catalogue does not name them or cannot take their values, a count.",
        "expected": "a whole number from 0 to 10,000,000"
      },
      {
        "name": "page_path",
        "type": "string",
        "required": false,
        "privacy": "url",
        "description": "Path of the page.",
        "expected": "a string: an address or a path, kept without query and fragment"
      },
      {
        "name": "page_title",
        "type": "string",
        "required": false,
        "privacy": "label",
        "description": "Title of the page.",
        "expected": "a string: a short name, kept to 128 characters"
      },
      {
        "name": "referrer_host",
        "type": "string",
        "required": false,
        "privacy": "plain",
        "description": "Host of the site that led to the page.",
        "expected": "a host name, with a port if any"
      },
      {
        "name": "locale",
        "type": "string",
        "required": false,
        "privacy": "plain",
        "description": "Language that the person's device asks for.",
        "expected": "a BCP 47 language tag, such as de-CH"
      },
      {
        "name": "time_zone",
        "type": "string",
        "required": false,
        "privacy": "plain",
        "description": "Time zone of the person's device.",
        "expected": "an IANA time zone, such as Europe/Zurich, or an offset, such as +05:30"
      },
      {
        "name": "device_class",
        "type": "string",
        "required": false,
        "privacy": "plain",
        "description": "Kind of device. Of a page the collector takes it from the header User-Agent.",
        "expected": "one of desktop, mobile, tablet, tv, wearable, server, bot, other, unknown"
      }
    ]
  }
]

export const collectorFields: readonly FieldDescription[] = [
  {
    "name": "tenant_id",
    "type": "string",
    "required": true,
    "privacy": "plain",
    "description": "Tenant whose write key brought the event.",
    "expected": "an id: 1 to 128 letters, digits or _ . : = ; - and no spaces"
  },
  {
    "name": "env",
    "type": "string",
    "required": true,
    "privacy": "plain",
    "description": "Environment that the collector serves.",
    "expected": "an id: 1 to 128 letters, digits or _ . : = ; - and no spaces"
  },
  {
    "name": "received_at",
    "type": "timestamp",
    "required": true,
    "privacy": "plain",
    "description": "When the collector received it.",
    "expected": "an RFC 3339 time in UTC, such as 2026-01-31T12:00:00.000Z"
  },
  {
    "name": "collector_redactions",
    "type": "string",
    "required": false,
    "privacy": "plain",
    "description": "What the client had missed and the collector redacted, as rule:count pairs.",
    "expected": "name:count pairs, such as email:1,phone:2"
  },
  {
    "name": "collector_removed_fields",
    "type": "integer",
    "required": false,
    "description": "Fields that the client had left in and the collector removed, because they are unknown or their values cannot be taken, a count.",
    "expected": "a whole number from 0 to 1,000,000,000,000"
  }
]

export const eventEntries: readonly {
  readonly name: EventName
  readonly family: FamilyName
  readonly isFromBackEnd: boolean
  readonly description: string
  readonly required: readonly string[]
  readonly fields: readonly FieldDescription[]
}[] = [
  {
    "name": "session_start",
    "family": "session",
    "isFromBackEnd": false,
    "description": "A session began.",
    "required": [
      "id",
      "event",
      "ts",
      "schema_version",
      "session_id"
    ],
    "fields": [
      {
        "name": "user_agent",
        "type": "string",
        "required": false,
        "privacy": "label",
        "description": "Browser and system. A header User-Agent is reduced to names and a major version; of a page the collector takes it from the request.",
        "expected": "a string: a short name, kept to 128 characters"
      }
    ]
  },
  {
    "name": "session_end",
    "family": "session",
    "isFromBackEnd": false,
    "description": "A session ended.",
    "required": [
      "id",
      "event",
      "ts",
      "schema_version",
      "session_id"
    ],
    "fields": [
      {
        "name": "duration_seconds",
        "type": "number",
        "required": false,
        "description": "Length of the session, seconds.",
        "expected": "a number of seconds from 0 to 315,576,000 (10 years)"
      },
      {
        "name": "total_queries",
        "type": "integer",
        "required": false,
        "description": "Questions asked in the session.",
        "expected": "a whole number from 0 to 1,000,000,000,000"
      },
      {
        "name": "total_uploads",
        "type": "integer",
        "required": false,
        "description": "Files uploaded in the session.",
        "expected": "a whole number from 0 to 1,000,000,000,000"
      },
      {
        "name": "chat_messages",
        "type": "integer",
        "required": false,
        "description": "Chat messages of the session, both sides.",
        "expected": "a whole number from 0 to 1,000,000,000,000"
      },
      {
        "name": "end_reason",
        "type": "string",
        "required": false,
        "privacy": "label",
        "description": "Why it ended, such as timeout or closed.",
        "expected": "a string: a short name, kept to 128 characters"
      }
    ]
  },
  {
    "name": "page_view",
    "family": "session",
    "isFromBackEnd": false,
    "description": "A page was shown; which one is in `context`.",
    "required": [
      "id",
      "event",
      "ts",
      "schema_version"
    ],
    "fields": []
  },
  {
    "name": "file_upload",
    "family": "upload",
    "isFromBackEnd": false,
    "description": "A file was uploaded.",
    "required": [
      "id",
      "event",
      "ts",
      "schema_version"
    ],
    "fields": [
      {
        "name": "file_name",
        "type": "string",
        "required": false,
        "privacy": "label",
        "description": "Name of the file.",
        "expected": "a string: a short name, kept to 128 characters"
      },
      {
        "name": "file_type",
        "type": "string",
        "required": false,
        "privacy": "label",
        "description": "Media type or extension of the file.",
        "expected": "a string: a short name, kept to 128 characters"
      },
      {
        "name": "file_size",
        "type": "integer",
        "required": false,
        "description": "Size of the file, bytes.",
        "expected": "a whole number of bytes from 0 to 9,007,199,254,740,991"
      },
      {
        "name": "row_count",
        "type": "integer",
        "required": false,
        "description": "Rows of data in the file.",
        "expected": "a whole number from 0 to 1,000,000,000,000"
      },
      {
        "name": "column_count",
        "type": "integer",
        "required": false,
        "description": "Columns of data in the file.",
        "expected": "a whole number from 0 to 1,000,000,000,000"
      },
      {
        "name": "analysis_type",
        "type": "string",
        "required": false,
        "privacy": "label",
        "description": "Kind of analysis that was asked for.",
        "expected": "a string: a short name, kept to 128 characters"
      }
    ]
  },
  {
    "name": "user_query",
    "family": "conversation",
    "isFromBackEnd": false,
    "description": "A person asked something.",
    "required": [
      "id",
      "event",
      "ts",
      "schema_version"
    ],
    "fields": [
      {
        "name": "query_text",
        "type": "string",
        "required": false,
        "privacy": "text",
        "description": "The question.",
        "expected": "a string: text, kept only with content capture on, redacted and cut to 1,000 characters"
      },
      {
        "name": "query_length",
        "type": "integer",
        "required": false,
        "description": "Length of the question, characters.",
        "expected": "a whole number from 0 to 1,000,000,000,000"
      },
      {
        "name": "is_suggested_prompt",
        "type": "boolean",
        "required": false,
        "description": "Whether the question was a suggested prompt.",
        "expected": "true or false"
      },
      {
        "name": "analysis_type",
        "type": "string",
        "required": false,
        "privacy": "label",
        "description": "Kind of analysis that was asked for.",
        "expected": "a string: a short name, kept to 128 characters"
      },
      {
        "name": "has_data",
        "type": "boolean",
        "required": false,
        "description": "Whether data had been uploaded before.",
        "expected": "true or false"
      },
      {
        "name": "message_number",
        "type": "integer",
        "required": false,
        "description": "Position of the message in the conversation, from 1.",
        "expected": "a whole number from 0 to 1,000,000,000,000"
      }
    ]
  },
  {
    "name": "agent_response",
    "family": "conversation",
    "isFromBackEnd": false,
    "description": "The assistant answered.",
    "required": [
      "id",
      "event",
      "ts",
      "schema_version"
    ],
    "fields": [
      {
        "name": "query_id",
        "type": "string",
        "required": false,
        "privacy": "plain",
        "description": "Id of the `user_query` that it answers.",
        "expected": "an id: 1 to 128 letters, digits or _ . : = ; - and no spaces"
      },
      {
        "name": "query_text",
        "type": "string",
        "required": false,
        "privacy": "text",
        "description": "The question that it answers.",
        "expected": "a string: text, kept only with content capture on, redacted and cut to 1,000 characters"
      },
      {
        "name": "response_text",
        "type": "string",
        "required": false,
        "privacy": "text",
        "description": "The answer.",
        "expected": "a string: text, kept only with content capture on, redacted and cut to 1,000 characters"
      },
      {
        "name": "response_length",
        "type": "integer",
        "required": false,
        "description": "Length of the answer, characters.",
        "expected": "a whole number from 0 to 1,000,000,000,000"
      },
      {
        "name": "processing_time_ms",
        "type": "number",
        "required": false,
        "description": "Time from question to complete answer, milliseconds.",
        "expected": "a number of milliseconds from 0 to 315,576,000,000 (10 years)"
      },
      {
        "name": "retrieval_time_ms",
        "type": "number",
        "required": false,
        "description": "Part of it spent on retrieval, milliseconds.",
        "expected": "a number of milliseconds from 0 to 315,576,000,000 (10 years)"
      },
      {
        "name": "generation_time_ms",
        "type": "number",
        "required": false,
        "description": "Part of it spent on generation, milliseconds.",
        "expected": "a number of milliseconds from 0 to 315,576,000,000 (10 years)"
      },
      {
        "name": "time_to_first_token_ms",
        "type": "number",
        "required": false,
        "description": "Time from question to the first token of the answer, milliseconds.",
        "expected": "a number of milliseconds from 0 to 315,576,000,000 (10 years)"
      },
      {
        "name": "has_visualization",
        "type": "boolean",
        "required": false,
        "description": "Whether the answer contains a chart.",
        "expected": "true or false"
      },
      {
        "name": "analysis_type",
        "type": "string",
        "required": false,
        "privacy": "label",
        "description": "Kind of analysis that was made.",
        "expected": "a string: a short name, kept to 128 characters"
      },
      {
        "name": "data_summary",
        "type": "map",
        "required": false,
        "privacy": "label",
        "description": "Metadata about the data behind the answer, such as row counts; no content.",
        "expected": "a flat object of at most 20 strings, numbers or booleans"
      },
      {
        "name": "topic",
        "type": "string",
        "required": false,
        "privacy": "label",
        "description": "Topic of the question.",
        "expected": "a string: a short name, kept to 128 characters"
      },
      {
        "name": "entries_retrieved",
        "type": "integer",
        "required": false,
        "description": "Entries that retrieval returned.",
        "expected": "a whole number from 0 to 1,000,000,000,000"
      },
      {
        "name": "match_score",
        "type": "number",
        "required": false,
        "description": "Score of the best entry, on the scale of the application's retrieval.",
        "expected": "a number from -1,000,000,000 to 1,000,000,000"
      },
      {
        "name": "no_match",
        "type": "boolean",
        "required": false,
        "description": "Whether nothing matched the question: a gap in the knowledge.",
        "expected": "true or false"
      },
      {
        "name": "success",
        "type": "boolean",
        "required": false,
        "description": "Whether an answer was given.",
        "expected": "true or false"
      },
      {
        "name": "error_type",
        "type": "string",
        "required": false,
        "privacy": "label",
        "description": "Kind of failure, if any.",
        "expected": "a string: a short name, kept to 128 characters"
      },
      {
        "name": "model",
        "type": "string",
        "required": false,
        "privacy": "plain",
        "description": "Model that was called.",
        "expected": "a model id: 1 to 192 letters, digits or _ . : / + - and no spaces"
      },
      {
        "name": "input_tokens",
        "type": "integer",
        "required": false,
        "description": "Tokens of the input, those served from a cache included.",
        "expected": "a whole number from 0 to 1,000,000,000,000"
      },
      {
        "name": "output_tokens",
        "type": "integer",
        "required": false,
        "description": "Tokens of the output.",
        "expected": "a whole number from 0 to 1,000,000,000,000"
      },
      {
        "name": "cached_tokens",
        "type": "integer",
        "required": false,
        "description": "Tokens of the input that were served from a cache and cost less.",
        "expected": "a whole number from 0 to 1,000,000,000,000"
      },
      {
        "name": "cost_usd",
        "type": "number",
        "required": false,
        "description": "Cost of the call, US dollars.",
        "expected": "a number from 0 to 1,000,000,000"
      }
    ]
  },
  {
    "name": "feedback",
    "family": "conversation",
    "isFromBackEnd": false,
    "description": "A person rated an answer or a feature.",
    "required": [
      "id",
      "event",
      "ts",
      "schema_version"
    ],
    "fields": [
      {
        "name": "rating",
        "type": "number",
        "required": false,
        "description": "Rating, on the scale of the application.",
        "expected": "a number from -1,000,000,000 to 1,000,000,000"
      },
      {
        "name": "comment",
        "type": "string",
        "required": false,
        "privacy": "text",
        "description": "What the person wrote.",
        "expected": "a string: text, kept only with content capture on, redacted and cut to 1,000 characters"
      },
      {
        "name": "target_id",
        "type": "string",
        "required": false,
        "privacy": "plain",
        "description": "Id of the event or thing that is rated.",
        "expected": "an id: 1 to 128 letters, digits or _ . : = ; - and no spaces"
      }
    ]
  },
  {
    "name": "widget_loaded",
    "family": "widget",
    "isFromBackEnd": false,
    "description": "The widget was loaded.",
    "required": [
      "id",
      "event",
      "ts",
      "schema_version"
    ],
    "fields": [
      {
        "name": "label",
        "type": "string",
        "required": false,
        "privacy": "label",
        "description": "Name of the element or of what happened.",
        "expected": "a string: a short name, kept to 128 characters"
      },
      {
        "name": "target",
        "type": "string",
        "required": false,
        "privacy": "url",
        "description": "Address that the element leads to.",
        "expected": "a string: an address or a path, kept without query and fragment"
      }
    ]
  },
  {
    "name": "bubble_opened",
    "family": "widget",
    "isFromBackEnd": false,
    "description": "The chat was opened.",
    "required": [
      "id",
      "event",
      "ts",
      "schema_version"
    ],
    "fields": [
      {
        "name": "label",
        "type": "string",
        "required": false,
        "privacy": "label",
        "description": "Name of the element or of what happened.",
        "expected": "a string: a short name, kept to 128 characters"
      },
      {
        "name": "target",
        "type": "string",
        "required": false,
        "privacy": "url",
        "description": "Address that the element leads to.",
        "expected": "a string: an address or a path, kept without query and fragment"
      }
    ]
  },
  {
    "name": "bubble_closed",
    "family": "widget",
    "isFromBackEnd": false,
    "description": "The chat was closed.",
    "required": [
      "id",
      "event",
      "ts",
      "schema_version"
    ],
    "fields": [
      {
        "name": "label",
        "type": "string",
        "required": false,
        "privacy": "label",
        "description": "Name of the element or of what happened.",
        "expected": "a string: a short name, kept to 128 characters"
      },
      {
        "name": "target",
        "type": "string",
        "required": false,
        "privacy": "url",
        "description": "Address that the element leads to.",
        "expected": "a string: an address or a path, kept without query and fragment"
      }
    ]
  },
  {
    "name": "suggestion_clicked",
    "family": "widget",
    "isFromBackEnd": false,
    "description": "A suggested question was chosen.",
    "required": [
      "id",
      "event",
      "ts",
      "schema_version"
    ],
    "fields": [
      {
        "name": "label",
        "type": "string",
        "required": false,
        "privacy": "label",
        "description": "Name of the element or of what happened.",
        "expected": "a string: a short name, kept to 128 characters"
      },
      {
        "name": "target",
        "type": "string",
        "required": false,
        "privacy": "url",
        "description": "Address that the element leads to.",
        "expected": "a string: an address or a path, kept without query and fragment"
      }
    ]
  },
  {
    "name": "cta_clicked",
    "family": "widget",
    "isFromBackEnd": false,
    "description": "A call to action was followed.",
    "required": [
      "id",
      "event",
      "ts",
      "schema_version"
    ],
    "fields": [
      {
        "name": "label",
        "type": "string",
        "required": false,
        "privacy": "label",
        "description": "Name of the element or of what happened.",
        "expected": "a string: a short name, kept to 128 characters"
      },
      {
        "name": "target",
        "type": "string",
        "required": false,
        "privacy": "url",
        "description": "Address that the element leads to.",
        "expected": "a string: an address or a path, kept without query and fragment"
      }
    ]
  },
  {
    "name": "rate_limited",
    "family": "widget",
    "isFromBackEnd": false,
    "description": "A message was refused because there were too many.",
    "required": [
      "id",
      "event",
      "ts",
      "schema_version"
    ],
    "fields": [
      {
        "name": "label",
        "type": "string",
        "required": false,
        "privacy": "label",
        "description": "Name of the element or of what happened.",
        "expected": "a string: a short name, kept to 128 characters"
      },
      {
        "name": "target",
        "type": "string",
        "required": false,
        "privacy": "url",
        "description": "Address that the element leads to.",
        "expected": "a string: an address or a path, kept without query and fragment"
      },
      {
        "name": "message_number",
        "type": "integer",
        "required": false,
        "description": "Position of the message in the conversation, from 1.",
        "expected": "a whole number from 0 to 1,000,000,000,000"
      },
      {
        "name": "error_type",
        "type": "string",
        "required": false,
        "privacy": "label",
        "description": "Kind of failure, if any.",
        "expected": "a string: a short name, kept to 128 characters"
      }
    ]
  },
  {
    "name": "message_sent",
    "family": "widget",
    "isFromBackEnd": false,
    "description": "A message was sent and answered; what was said is not in it.",
    "required": [
      "id",
      "event",
      "ts",
      "schema_version"
    ],
    "fields": [
      {
        "name": "label",
        "type": "string",
        "required": false,
        "privacy": "label",
        "description": "Name of the element or of what happened.",
        "expected": "a string: a short name, kept to 128 characters"
      },
      {
        "name": "target",
        "type": "string",
        "required": false,
        "privacy": "url",
        "description": "Address that the element leads to.",
        "expected": "a string: an address or a path, kept without query and fragment"
      },
      {
        "name": "message_number",
        "type": "integer",
        "required": false,
        "description": "Position of the message in the conversation, from 1.",
        "expected": "a whole number from 0 to 1,000,000,000,000"
      },
      {
        "name": "topic",
        "type": "string",
        "required": false,
        "privacy": "label",
        "description": "Topic of the message.",
        "expected": "a string: a short name, kept to 128 characters"
      },
      {
        "name": "entries_retrieved",
        "type": "integer",
        "required": false,
        "description": "Entries that retrieval returned.",
        "expected": "a whole number from 0 to 1,000,000,000,000"
      },
      {
        "name": "response_length",
        "type": "integer",
        "required": false,
        "description": "Length of the answer, characters.",
        "expected": "a whole number from 0 to 1,000,000,000,000"
      },
      {
        "name": "success",
        "type": "boolean",
        "required": false,
        "description": "Whether an answer was given.",
        "expected": "true or false"
      },
      {
        "name": "processing_time_ms",
        "type": "number",
        "required": false,
        "description": "Total time from message to complete answer, milliseconds.",
        "expected": "a number of milliseconds from 0 to 315,576,000,000 (10 years)"
      },
      {
        "name": "retrieval_time_ms",
        "type": "number",
        "required": false,
        "description": "Part of it spent on retrieval, milliseconds.",
        "expected": "a number of milliseconds from 0 to 315,576,000,000 (10 years)"
      },
      {
        "name": "generation_time_ms",
        "type": "number",
        "required": false,
        "description": "Part of it spent on generation, milliseconds.",
        "expected": "a number of milliseconds from 0 to 315,576,000,000 (10 years)"
      },
      {
        "name": "match_score",
        "type": "number",
        "required": false,
        "description": "Score of the best entry, on the scale of the application's retrieval.",
        "expected": "a number from -1,000,000,000 to 1,000,000,000"
      },
      {
        "name": "no_match",
        "type": "boolean",
        "required": false,
        "description": "Whether nothing matched the message: a gap in the knowledge.",
        "expected": "true or false"
      },
      {
        "name": "error_type",
        "type": "string",
        "required": false,
        "privacy": "label",
        "description": "Kind of failure, if any.",
        "expected": "a string: a short name, kept to 128 characters"
      }
    ]
  },
  {
    "name": "vendor_call",
    "family": "automation",
    "isFromBackEnd": true,
    "description": "A service of another party was called, such as a model or a help desk.",
    "required": [
      "id",
      "event",
      "ts",
      "schema_version",
      "vendor"
    ],
    "fields": [
      {
        "name": "vendor",
        "type": "object",
        "required": true,
        "description": "The call.",
        "expected": "an object",
        "fields": [
          {
            "name": "name",
            "type": "string",
            "required": true,
            "privacy": "label",
            "description": "Service that was called.",
            "expected": "a string: a short name, kept to 128 characters"
          },
          {
            "name": "operation",
            "type": "string",
            "required": false,
            "privacy": "label",
            "description": "Operation of the service.",
            "expected": "a string: a short name, kept to 128 characters"
          },
          {
            "name": "http_status",
            "type": "integer",
            "required": false,
            "description": "HTTP status of the answer; 0 when there was none.",
            "expected": "an HTTP status, or 0 when there was no answer"
          },
          {
            "name": "retry_count",
            "type": "integer",
            "required": false,
            "description": "Attempts beyond the first.",
            "expected": "a whole number from 0 to 1,000,000,000,000"
          }
        ]
      },
      {
        "name": "latency_ms",
        "type": "number",
        "required": false,
        "description": "Time that the call took, retries included, milliseconds.",
        "expected": "a number of milliseconds from 0 to 315,576,000,000 (10 years)"
      },
      {
        "name": "result",
        "type": "string",
        "required": false,
        "privacy": "label",
        "description": "How it ended, such as ok, timeout or error.",
        "expected": "a string: a short name, kept to 128 characters"
      },
      {
        "name": "streaming",
        "type": "boolean",
        "required": false,
        "description": "Whether the answer was streamed.",
        "expected": "true or false"
      },
      {
        "name": "time_to_first_token_ms",
        "type": "number",
        "required": false,
        "description": "Time to the first token of the answer, milliseconds.",
        "expected": "a number of milliseconds from 0 to 315,576,000,000 (10 years)"
      },
      {
        "name": "error_type",
        "type": "string",
        "required": false,
        "privacy": "label",
        "description": "Kind of failure, if any.",
        "expected": "a string: a short name, kept to 128 characters"
      },
      {
        "name": "model",
        "type": "string",
        "required": false,
        "privacy": "plain",
        "description": "Model that was called.",
        "expected": "a model id: 1 to 192 letters, digits or _ . : / + - and no spaces"
      },
      {
        "name": "input_tokens",
        "type": "integer",
        "required": false,
        "description": "Tokens of the input, those served from a cache included.",
        "expected": "a whole number from 0 to 1,000,000,000,000"
      },
      {
        "name": "output_tokens",
        "type": "integer",
        "required": false,
        "description": "Tokens of the output.",
        "expected": "a whole number from 0 to 1,000,000,000,000"
      },
      {
        "name": "cached_tokens",
        "type": "integer",
        "required": false,
        "description": "Tokens of the input that were served from a cache and cost less.",
        "expected": "a whole number from 0 to 1,000,000,000,000"
      },
      {
        "name": "reasoning_tokens",
        "type": "integer",
        "required": false,
        "description": "Tokens of the output that a model spent on reasoning.",
        "expected": "a whole number from 0 to 1,000,000,000,000"
      },
      {
        "name": "cost_usd",
        "type": "number",
        "required": false,
        "description": "Cost of the call, US dollars.",
        "expected": "a number from 0 to 1,000,000,000"
      }
    ]
  },
  {
    "name": "decision",
    "family": "automation",
    "isFromBackEnd": true,
    "description": "A step of the automation decided something.",
    "required": [
      "id",
      "event",
      "ts",
      "schema_version"
    ],
    "fields": [
      {
        "name": "decision",
        "type": "object",
        "required": false,
        "description": "The decision.",
        "expected": "an object",
        "fields": [
          {
            "name": "primary_intent",
            "type": "string",
            "required": false,
            "privacy": "label",
            "description": "Intent that was recognized.",
            "expected": "a string: a short name, kept to 128 characters"
          },
          {
            "name": "department",
            "type": "string",
            "required": false,
            "privacy": "label",
            "description": "Department that it was routed to.",
            "expected": "a string: a short name, kept to 128 characters"
          },
          {
            "name": "tier",
            "type": "string",
            "required": false,
            "privacy": "label",
            "description": "Tier of support, a word or a number.",
            "expected": "a string: a short name, kept to 128 characters"
          },
          {
            "name": "template_id",
            "type": "string",
            "required": false,
            "privacy": "label",
            "description": "Template that was chosen for the answer.",
            "expected": "a string: a short name, kept to 128 characters"
          },
          {
            "name": "confidence",
            "type": "number",
            "required": false,
            "description": "Confidence in the decision.",
            "expected": "a number from 0 to 1"
          }
        ]
      },
      {
        "name": "step",
        "type": "string",
        "required": false,
        "privacy": "label",
        "description": "Step of the automation.",
        "expected": "a string: a short name, kept to 128 characters"
      },
      {
        "name": "result",
        "type": "string",
        "required": false,
        "privacy": "label",
        "description": "How it ended.",
        "expected": "a string: a short name, kept to 128 characters"
      },
      {
        "name": "latency_ms",
        "type": "number",
        "required": false,
        "description": "Time that the step took, milliseconds.",
        "expected": "a number of milliseconds from 0 to 315,576,000,000 (10 years)"
      }
    ]
  },
  {
    "name": "override",
    "family": "automation",
    "isFromBackEnd": true,
    "description": "An agent corrected the automation, by a tag or a macro.",
    "required": [
      "id",
      "event",
      "ts",
      "schema_version"
    ],
    "fields": [
      {
        "name": "override_type",
        "type": "string",
        "required": false,
        "privacy": "label",
        "description": "Kind of correction, such as tag or macro.",
        "expected": "a string: a short name, kept to 128 characters"
      },
      {
        "name": "label",
        "type": "string",
        "required": false,
        "privacy": "label",
        "description": "The tag or the macro.",
        "expected": "a string: a short name, kept to 128 characters"
      },
      {
        "name": "from_department",
        "type": "string",
        "required": false,
        "privacy": "label",
        "description": "Department before the correction.",
        "expected": "a string: a short name, kept to 128 characters"
      },
      {
        "name": "to_department",
        "type": "string",
        "required": false,
        "privacy": "label",
        "description": "Department after the correction.",
        "expected": "a string: a short name, kept to 128 characters"
      },
      {
        "name": "agent",
        "type": "string",
        "required": false,
        "privacy": "subject",
        "description": "Pseudonym of the agent.",
        "expected": "a string: an id of a person of at most 1,024 characters, kept as a keyed hash"
      }
    ]
  },
  {
    "name": "automation_outcome",
    "family": "automation",
    "isFromBackEnd": true,
    "description": "An automated reply was sent, held back or failed.",
    "required": [
      "id",
      "event",
      "ts",
      "schema_version",
      "outcome"
    ],
    "fields": [
      {
        "name": "outcome",
        "type": "string",
        "required": true,
        "privacy": "plain",
        "description": "What became of the reply.",
        "expected": "one of sent, blocked, failed"
      },
      {
        "name": "template_id",
        "type": "string",
        "required": false,
        "privacy": "label",
        "description": "Template of the reply.",
        "expected": "a string: a short name, kept to 128 characters"
      },
      {
        "name": "block_reason",
        "type": "string",
        "required": false,
        "privacy": "label",
        "description": "Why it was held back.",
        "expected": "a string: a short name, kept to 128 characters"
      }
    ]
  },
  {
    "name": "step",
    "family": "automation",
    "isFromBackEnd": true,
    "description": "A step of the automation ran, such as `ticket_received` or `routed`.",
    "required": [
      "id",
      "event",
      "ts",
      "schema_version",
      "name"
    ],
    "fields": [
      {
        "name": "name",
        "type": "string",
        "required": true,
        "privacy": "label",
        "description": "Name of what happened, such as ticket_received or routed.",
        "expected": "a string: a short name, kept to 128 characters"
      },
      {
        "name": "step",
        "type": "string",
        "required": false,
        "privacy": "label",
        "description": "Step of the automation.",
        "expected": "a string: a short name, kept to 128 characters"
      },
      {
        "name": "result",
        "type": "string",
        "required": false,
        "privacy": "label",
        "description": "How it ended.",
        "expected": "a string: a short name, kept to 128 characters"
      },
      {
        "name": "latency_ms",
        "type": "number",
        "required": false,
        "description": "Time that the step took, milliseconds.",
        "expected": "a number of milliseconds from 0 to 315,576,000,000 (10 years)"
      },
      {
        "name": "department",
        "type": "string",
        "required": false,
        "privacy": "label",
        "description": "Department that it was for.",
        "expected": "a string: a short name, kept to 128 characters"
      },
      {
        "name": "error_type",
        "type": "string",
        "required": false,
        "privacy": "label",
        "description": "Kind of failure, if any.",
        "expected": "a string: a short name, kept to 128 characters"
      }
    ]
  },
  {
    "name": "ticket",
    "family": "automation",
    "isFromBackEnd": true,
    "description": "A ticket was opened, answered, resolved or opened again.",
    "required": [
      "id",
      "event",
      "ts",
      "schema_version",
      "ticket_id"
    ],
    "fields": [
      {
        "name": "status",
        "type": "string",
        "required": false,
        "privacy": "plain",
        "description": "What happened to the ticket.",
        "expected": "one of opened, replied, resolved, reopened"
      },
      {
        "name": "department",
        "type": "string",
        "required": false,
        "privacy": "label",
        "description": "Department that has the ticket.",
        "expected": "a string: a short name, kept to 128 characters"
      },
      {
        "name": "opened_at",
        "type": "timestamp",
        "required": false,
        "privacy": "plain",
        "description": "When it was opened.",
        "expected": "an RFC 3339 time in UTC, such as 2026-01-31T12:00:00.000Z"
      },
      {
        "name": "first_reply_at",
        "type": "timestamp",
        "required": false,
        "privacy": "plain",
        "description": "When it was first answered.",
        "expected": "an RFC 3339 time in UTC, such as 2026-01-31T12:00:00.000Z"
      },
      {
        "name": "resolved_at",
        "type": "timestamp",
        "required": false,
        "privacy": "plain",
        "description": "When it was resolved.",
        "expected": "an RFC 3339 time in UTC, such as 2026-01-31T12:00:00.000Z"
      }
    ]
  },
  {
    "name": "request",
    "family": "request",
    "isFromBackEnd": true,
    "description": "A request was served.",
    "required": [
      "id",
      "event",
      "ts",
      "schema_version"
    ],
    "fields": [
      {
        "name": "path",
        "type": "string",
        "required": false,
        "privacy": "url",
        "description": "Path of the request.",
        "expected": "a string: an address or a path, kept without query and fragment"
      },
      {
        "name": "method",
        "type": "string",
        "required": false,
        "privacy": "plain",
        "description": "HTTP method.",
        "expected": "one of GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS, CONNECT, TRACE"
      },
      {
        "name": "status_code",
        "type": "integer",
        "required": false,
        "description": "HTTP status of the answer; 0 when there was none.",
        "expected": "an HTTP status"
      },
      {
        "name": "response_time_ms",
        "type": "number",
        "required": false,
        "description": "Time to the answer, milliseconds.",
        "expected": "a number of milliseconds from 0 to 315,576,000,000 (10 years)"
      },
      {
        "name": "module",
        "type": "string",
        "required": false,
        "privacy": "label",
        "description": "Part of the application.",
        "expected": "a string: a short name, kept to 128 characters"
      },
      {
        "name": "asset_types",
        "type": "array",
        "required": false,
        "privacy": "label",
        "description": "Kinds of assets that the request was about.",
        "expected": "a list of at most 50 short names"
      },
      {
        "name": "site_tokens",
        "type": "array",
        "required": false,
        "privacy": "label",
        "description": "Sites that the request was about.",
        "expected": "a list of at most 50 short names"
      }
    ]
  },
  {
    "name": "error",
    "family": "error",
    "isFromBackEnd": false,
    "description": "Something failed.",
    "required": [
      "id",
      "event",
      "ts",
      "schema_version"
    ],
    "fields": [
      {
        "name": "error_type",
        "type": "string",
        "required": false,
        "privacy": "label",
        "description": "Kind of failure.",
        "expected": "a string: a short name, kept to 128 characters"
      },
      {
        "name": "error_message",
        "type": "string",
        "required": false,
        "privacy": "text",
        "description": "Message of the failure.",
        "expected": "a string: text, kept only with content capture on, redacted and cut to 1,000 characters"
      },
      {
        "name": "operation",
        "type": "string",
        "required": false,
        "privacy": "label",
        "description": "Operation that failed.",
        "expected": "a string: a short name, kept to 128 characters"
      }
    ]
  },
  {
    "name": "workflow_run",
    "family": "operations",
    "isFromBackEnd": true,
    "description": "A workflow ran.",
    "required": [
      "id",
      "event",
      "ts",
      "schema_version",
      "status"
    ],
    "fields": [
      {
        "name": "workflow",
        "type": "string",
        "required": false,
        "privacy": "label",
        "description": "Name of the workflow.",
        "expected": "a string: a short name, kept to 128 characters"
      },
      {
        "name": "run_id",
        "type": "string",
        "required": false,
        "privacy": "plain",
        "description": "Id of the run.",
        "expected": "an id: 1 to 128 letters, digits or _ . : = ; - and no spaces"
      },
      {
        "name": "service",
        "type": "string",
        "required": false,
        "privacy": "label",
        "description": "Service that it belongs to.",
        "expected": "a string: a short name, kept to 128 characters"
      },
      {
        "name": "status",
        "type": "string",
        "required": true,
        "privacy": "plain",
        "description": "How it ended; failure and timed_out count as failed.",
        "expected": "one of success, failure, cancelled, timed_out, skipped"
      },
      {
        "name": "duration_ms",
        "type": "number",
        "required": false,
        "description": "Time that the run took, milliseconds.",
        "expected": "a number of milliseconds from 0 to 315,576,000,000 (10 years)"
      }
    ]
  },
  {
    "name": "performance_sample",
    "family": "operations",
    "isFromBackEnd": true,
    "description": "A service was measured.",
    "required": [
      "id",
      "event",
      "ts",
      "schema_version"
    ],
    "fields": [
      {
        "name": "service",
        "type": "string",
        "required": false,
        "privacy": "label",
        "description": "Service that was measured.",
        "expected": "a string: a short name, kept to 128 characters"
      },
      {
        "name": "p95_latency_ms",
        "type": "number",
        "required": false,
        "description": "95th percentile of the latency, milliseconds.",
        "expected": "a number of milliseconds from 0 to 315,576,000,000 (10 years)"
      },
      {
        "name": "throughput",
        "type": "number",
        "required": false,
        "description": "Operations per second.",
        "expected": "a number from 0 to 1,000,000,000,000"
      },
      {
        "name": "error_rate",
        "type": "number",
        "required": false,
        "description": "Share of operations that failed, 0 to 1.",
        "expected": "a number from 0 to 1"
      }
    ]
  },
  {
    "name": "prediction",
    "family": "operations",
    "isFromBackEnd": true,
    "description": "A failure was predicted, or a prediction met its outcome.",
    "required": [
      "id",
      "event",
      "ts",
      "schema_version",
      "probability"
    ],
    "fields": [
      {
        "name": "prediction_id",
        "type": "string",
        "required": false,
        "privacy": "plain",
        "description": "Id of the prediction.",
        "expected": "an id: 1 to 128 letters, digits or _ . : = ; - and no spaces"
      },
      {
        "name": "service",
        "type": "string",
        "required": false,
        "privacy": "label",
        "description": "Service or workflow that it is about.",
        "expected": "a string: a short name, kept to 128 characters"
      },
      {
        "name": "probability",
        "type": "number",
        "required": true,
        "description": "Predicted probability of failure, 0 to 1.",
        "expected": "a number from 0 to 1"
      },
      {
        "name": "outcome",
        "type": "string",
        "required": false,
        "privacy": "plain",
        "description": "What really happened.",
        "expected": "one of success, failure, unknown"
      }
    ]
  },
  {
    "name": "incident",
    "family": "operations",
    "isFromBackEnd": true,
    "description": "An incident was opened or resolved.",
    "required": [
      "id",
      "event",
      "ts",
      "schema_version"
    ],
    "fields": [
      {
        "name": "incident_id",
        "type": "string",
        "required": false,
        "privacy": "plain",
        "description": "Id of the incident.",
        "expected": "an id: 1 to 128 letters, digits or _ . : = ; - and no spaces"
      },
      {
        "name": "service",
        "type": "string",
        "required": false,
        "privacy": "label",
        "description": "Service that it hit.",
        "expected": "a string: a short name, kept to 128 characters"
      },
      {
        "name": "severity",
        "type": "string",
        "required": false,
        "privacy": "label",
        "description": "How severe it is.",
        "expected": "a string: a short name, kept to 128 characters"
      },
      {
        "name": "opened_at",
        "type": "timestamp",
        "required": false,
        "privacy": "plain",
        "description": "When it was opened.",
        "expected": "an RFC 3339 time in UTC, such as 2026-01-31T12:00:00.000Z"
      },
      {
        "name": "resolved_at",
        "type": "timestamp",
        "required": false,
        "privacy": "plain",
        "description": "When it was resolved; absent while it is open.",
        "expected": "an RFC 3339 time in UTC, such as 2026-01-31T12:00:00.000Z"
      }
    ]
  },
  {
    "name": "custom",
    "family": "custom",
    "isFromBackEnd": false,
    "description": "Something that the catalogue has no event for.",
    "required": [
      "id",
      "event",
      "ts",
      "schema_version",
      "name"
    ],
    "fields": [
      {
        "name": "name",
        "type": "string",
        "required": true,
        "privacy": "label",
        "description": "Name of the event.",
        "expected": "a string: a short name, kept to 128 characters"
      },
      {
        "name": "properties",
        "type": "map",
        "required": false,
        "privacy": "label",
        "description": "Details.",
        "expected": "a flat object of at most 20 strings, numbers or booleans"
      }
    ]
  },
  {
    "name": "client_report",
    "family": "client",
    "isFromBackEnd": false,
    "description": "A client dropped events before they could be sent; not counted as usage.",
    "required": [
      "id",
      "event",
      "ts",
      "schema_version"
    ],
    "fields": [
      {
        "name": "captured",
        "type": "integer",
        "required": false,
        "description": "Events captured since the previous report.",
        "expected": "a whole number from 0 to 1,000,000,000,000"
      },
      {
        "name": "drops",
        "type": "string",
        "required": false,
        "privacy": "plain",
        "description": "Events dropped since the previous report, as reason:count pairs.",
        "expected": "name:count pairs, such as email:1,phone:2"
      }
    ]
  }
]
