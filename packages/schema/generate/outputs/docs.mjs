/** Writes `docs/events.md`, the reference of the catalogue. */
const cell = (text) => text.replaceAll('|', '\\|')

/** Returns the form of a plain string. A timestamp needs none: its type says it. */
function form(field) {
  if (field.node.enum) return ` One of ${field.node.enum.map((value) => `\`${value}\``).join(', ')}.`
  return field.privacy === 'plain' && !field.timestamp ? ` Form: ${field.expected}.` : ''
}

function rows(fields, prefix = '') {
  return fields.flatMap((field) => {
    const name = `${prefix}${field.name}`
    if (field.kind === 'object') return rows(field.fields, `${name}.`)
    const type = field.timestamp ? 'timestamp' : field.kind === 'array' ? 'list of strings' : field.kind
    const required = field.required ? ' **Required.**' : ''
    const meaning = cell(field.description + form(field) + required)
    return [`| \`${name}\` | ${type} | ${field.privacy ?? ''} | ${meaning} |`]
  })
}

const table = (fields) =>
  `| field | type | privacy | meaning |\n|---|---|---|---|\n${rows(fields).join('\n')}\n`

function section(model, event) {
  const shared = new Set(model.envelope.filter((field) => field.required).map((field) => field.name))
  const own = new Set(event.fields.map((field) => field.name))
  const promoted = event.required.filter((name) => !shared.has(name) && !own.has(name))
  const also = promoted.length
    ? `Requires ${promoted.map((name) => `\`${name}\``).join(', ')} of the envelope.\n\n`
    : ''
  const fields = event.fields.length ? table(event.fields) : 'No fields beyond the envelope.\n'
  const sender = event.isFromBackEnd ? ' Sent by back ends only.' : ''
  return `### \`${event.name}\`\n\n${event.description}${sender}\n\n${also}${fields}`
}

export function docs(model) {
  const content = `<!-- Generated from packages/schema/schemas by \`pnpm --filter @hushlog/schema generate\`. Do not edit. -->

# Events

An event is one flat JSON object: the fields of the envelope, and beside them those of its type. Names are
snake_case, times are RFC 3339 in UTC, durations say their unit, sizes are bytes. A field that is not listed
here is removed and counted, never an error.

What the privacy classes mean:

| class | is | what leaves |
|---|---|---|
| plain | a closed vocabulary or a machine-made id | as it is, when it has the agreed form |
| label | a short name that the application chose | redacted, at most 128 characters |
| text | what a person or a model wrote | nothing, unless content capture is \`redacted\`; then redacted, at most 1,000 characters |
| url | an address | host and path, redacted; no query, no fragment |
| subject | an id of a person | a keyed hash |

Numbers and booleans leave as they are. A list holds strings of its class, at most 50. A map is flat, with at most
20 strings of class label, numbers or booleans. A timestamp is RFC 3339 in UTC, such as \`2026-01-31T12:00:00.000Z\`.

## What is mended and what is refused

The form of an event is taken leniently, its content never. The collector and the Node SDK do the same:

- Null is absent, everywhere.
- A number or a boolean where a string belongs becomes its text (\`"tier": 2\`), which is then redacted like any. A
  whole number beyond 2^53 has lost digits and is removed.
- A plain decimal as text is a number (\`"200"\`, \`"12.50"\`); \`"1e3"\`, \`"0x10"\`, \`"007"\` and \`" 200"\` are not. \`"true"\` and
  \`"false"\` are booleans; 0 and 1 are not.
- A map, an object or a list may come as its JSON text, up to 8,192 characters. A single label is a list of one.
- A label or a text that is too long is cut.
- Any other value of an optional field is removed: of a wrong type, outside its bounds or of another form. The event is
  kept. Of a map or a list only the bad members are removed. The event counts it (\`removed_fields\` of the client,
  \`collector_removed_fields\`), \`hushlog_fields_removed_total{code}\` counts it for all, and the answer names the first 20 of a
  batch in \`removed\`, with the index of the event, path, code and what is expected. SDKs print each path once.

Refused is only an event without a valid \`id\`, \`event\`, \`ts\` and \`schema_version\`, or without what its type requires.
\`validate()\` of \`@hushlog/schema\` is stricter: it says whether an event fits exactly as it stands.

## From pages without an SDK

\`POST /analytics-event\` takes one event, a list or a batch, and fills in id, time and version. It needs no key when the keys of one
tenant list the page's origin; \`*\` claims no origin, and an origin that keys of several tenants list needs a key.

It also takes the names of the chat widget that it replaces: \`eventType\`, \`timestamp\`, \`sessionId\`, \`messageNumber\`, \`topic\`,
\`entriesRetrieved\`, \`responseLength\`, \`success\`, \`ragTimeMs\` (retrieval), \`aiTimeMs\` (generation), \`totalTimeMs\` (processing),
\`noRagMatch\`, \`ragMatchScore\`, \`pageUrl\` (kept as its path), \`pageTitle\`, \`referrer\` (kept as its host), \`errorType\`. \`question\` and
\`errorMessage\` are text, which a message of the catalogue does not hold: they are removed and counted. The id is made of tenant, session, type,
time and number, so that an event that is sent twice is stored once; without a session or a time it is a new one each time. The
headers \`X-Page-URL\`, \`X-Page-Title\`, \`X-Referrer\` and \`X-Session-ID\` say what the body leaves out; letters beyond ASCII are escaped as in
an address.

## The time of an event

\`ts\` is when it happened, by the client's clock. A batch says in \`sent_at\`, its first member, what that clock shows when
the request is sent; both SDKs set it at each attempt. When it and the collector's clock are more than a minute apart,
every \`ts\` of the batch is corrected by the difference, which \`hushlog_events_time_corrected_total\` counts. Less than
that is the way through the network. Without \`sent_at\`, or with one that is no RFC 3339 time, nothing is corrected;
that is so for NDJSON, which has no place for it.

Then \`ts\` has to lie between \`max_event_age_days\` (30 by default, and never more than the tenant keeps events) ago
and 5 minutes ahead, or the event is rejected with \`time_out_of_range\` and its neighbors are not. A write key with
\`backfill: true\` may send events as old as the tenant keeps them, so that an export can be posted again.

## Envelope

${table(model.envelope)}
The collector adds, and a client cannot set:

${table(model.collector)}
${model.families
  .map(
    (family) =>
      `## ${family.name}\n\n${family.description} Table \`${family.name}\`.\n\n${model.events
        .filter((event) => event.family === family.name)
        .map((event) => section(model, event))
        .join('\n')}`,
  )
  .join('\n')}`
  return [{ path: '../../docs/events.md', content }]
}
