/**
 * Bodies that were made to cost. Each shape makes a new body on each call, with its bytes as they are inflated and
 * the events that it holds.
 */
import { ulid } from 'ulid'
import { batchOf, eventWith, ordinaryEvents } from './events.mjs'

const MB = 1_000_000
const EVENTS = 10_000
/** The most inflated bytes of a body, less what stands around a filling. */
const FULL = 8 * 1024 * 1024 - 1_000

const times = (count, make) => Array.from({ length: count }, (_, i) => make(i))
/** Keeps bodies of many events below the limit of a body. */
const fitting = (events) => {
  const size = JSON.stringify(events[0]).length + 1
  return events.slice(0, Math.floor(FULL / size))
}
const events = (count, fieldsOf) => () => {
  const made = fitting(times(count, (i) => eventWith(fieldsOf(i))))
  return { body: batchOf(made), events: made.length }
}
const lines = (count, lineOf) => () => {
  const made = fitting(times(count, lineOf))
  return { body: made.join('\n'), events: made.length, type: 'application/x-ndjson' }
}
const raw =
  (make, count = 1) =>
  () => ({ body: make(), events: count })
/** Puts JSON into an event in place of a member. */
const withMember = (member) => batchOf([eventWith({ x: 0 })]).replace('"x":0', () => member)
const digits = (i, length) =>
  String(BigInt(i + 1) * 982451653n * 1_000_003n)
    .padStart(length, '7')
    .slice(-length)
const label = (labelOf) => events(EVENTS, (i) => ({ analysis_type: labelOf(i) }))
const text = (textOf) =>
  events(2_000, (i) => ({ event: 'user_query', query_text: `${i} ${textOf(i)}`.slice(0, 1_000) }))

/** Digits in groups, of which none is a card or a telephone number. */
const groups = (i) => `${digits(i, 4)} ${digits(i + 1, 4)} ${digits(i + 2, 4)} ${digits(i + 3, 4)} `
const nested = (open, close, depth) => `${open.repeat(depth)}1${close.repeat(depth)}`

export const shapes = {
  'seven users of 1 MB': () => ({
    body: batchOf(times(7, (i) => eventWith({ user: `${i}`.repeat(MB) }))),
    events: 7,
  }),
  'seven labels of 1 MB': () => ({
    body: batchOf(times(7, (i) => eventWith({ analysis_type: `${i} a`.repeat(MB / 3) }))),
    events: 7,
  }),
  'seven texts of 1 MB': () => ({
    body: batchOf(times(7, (i) => eventWith({ query_text: `${i} a@`.repeat(MB / 4) }))),
    events: 7,
  }),
  'seven addresses of 1 MB': () => ({
    body: batchOf(times(7, (i) => eventWith({ context: { page_path: `/${i}a;b`.repeat(MB / 5) } }))),
    events: 7,
  }),
  'users of 200 characters': events(EVENTS, (i) => ({ user: digits(i, 12).repeat(16) })),
  'new users': events(EVENTS, (i) => ({ user: `u${digits(i + Date.now(), 14)}` })),
  'four million [': raw(() => '['.repeat(4 * MB)),
  'four million [ in an event': raw(() => withMember(`"x":${'['.repeat(4 * MB)}`)),
  'a value 2 million deep': raw(() => withMember(`"x":${nested('[', ']', 2 * MB)}`)),
  'objects 500,000 deep': raw(() => withMember(`"x":${nested('{"a":', '}', 500_000)}`)),
  'properties 2,000 deep': events(400, () => ({ event: 'custom', name: 'a', properties: deep(2_000) })),
  '700,000 properties': raw(() =>
    withMember(`"event":"custom","name":"a","properties":{${manyMembers(700_000)}}`),
  ),
  '700,000 unknown fields': raw(() => withMember(manyMembers(700_000))),
  'events of 300 unknown fields': events(2_000, (i) =>
    Object.fromEntries(times(300, (j) => [`k${(i * 300 + j).toString(36)}`, 1])),
  ),
  'a list of 2 million labels': raw(() =>
    withMember(
      `"event":"request","path":"/","method":"GET","asset_types":[${times(MB, () => '""').join(',')}]`,
    ),
  ),
  'lists of 20 labels': events(EVENTS, (i) => ({
    event: 'request',
    asset_types: times(20, (j) => digits(i * 20 + j, 12)),
  })),
  'digit labels': label((i) => digits(i, 12)),
  'digit labels of 128 characters': label((i) => digits(i, 16).repeat(8)),
  'labels of grouped digits': label((i) => `${groups(i)}${groups(i + 4)}${groups(i + 8)}`),
  'labels like telephone numbers': label(
    (i) => `call ${digits(i, 3)}-${digits(i, 4)} or ${digits(i + 1, 9)}`,
  ),
  'labels with addresses': label((i) => `a${digits(i, 6)}@example.com b${digits(i, 6)}@example.org`),
  'labels of words for ids': label((i) => `passport no tax id ssn iban pin ${digits(i, 8)} passport number`),
  'labels of hexadecimal': label((i) => Buffer.from(digits(i, 30)).toString('hex')),
  'labels of placeholders': label((i) => `[email][phone]${i}[card][email][phone][card]`),
  'labels of brackets': label((i) => `${'['.repeat(100)}${i}`),
  'labels of escapes': label((i) => `%2525252540${i}&#64;${'%40'.repeat(20)}`),
  'labels beyond ASCII': label((i) => `${'٤１１'.repeat(20)}${i}`),
  'texts of grouped digits': text((i) => groups(i).repeat(50)),
  'texts of addresses': text((i) => `a${i}@example.com `.repeat(60)),
  'texts of dots and dashes': text((i) => `${digits(i, 3)}.${digits(i, 2)}-`.repeat(125)),
  'texts of words for numbers': text((i) => `call phone fax passport ssn iban ${digits(i, 7)} `.repeat(25)),
  'texts of escapes': text((i) => `%2540${i}&commat;`.repeat(80)),
  'properties of digits': events(2_000, (i) => ({
    event: 'custom',
    name: 'a',
    properties: Object.fromEntries(times(20, (j) => [`k${j}_${i}`, digits(i * 20 + j, 14)])),
  })),
  'properties with new keys': events(2_000, (i) => ({
    event: 'custom',
    name: 'a',
    properties: Object.fromEntries(times(20, (j) => [`key_${digits(i * 20 + j, 12)}_password`, true])),
  })),
  'counts of redactions': events(EVENTS, () => ({
    context: { redactions: times(32, (j) => `a${j}:1`).join(',') },
  })),
  'events with an unknown field': events(EVENTS, () => ({ x: 1 })),
  'events of unknown types': events(EVENTS, (i) => ({ event: `nothing_${i % 7}` })),
  'events without a required field': events(EVENTS, () => ({ event: 'custom' })),
  'events with a bad value': events(EVENTS, () => ({ query_length: -1 })),
  'events that are no objects': raw(() => batchOf(times(EVENTS, () => 1)), EVENTS),
  'one id, again and again': () => {
    const one = eventWith()
    return { body: batchOf(times(EVENTS, () => one)), events: EVENTS }
  },
  'events with white space': raw(
    () => JSON.stringify({ events: ordinaryEvents(EVENTS) }, undefined, 1),
    EVENTS,
  ),
  'a fault behind the last event': raw(
    () => `${batchOf(ordinaryEvents(EVENTS)).slice(0, -1)},"x":1}}`,
    EVENTS,
  ),
  'escapes in every string': raw(
    () => batchOf(ordinaryEvents(EVENTS / 2)).replaceAll('a', '\\u0061'),
    EVENTS / 2,
  ),
  'white space only': raw(() => ' '.repeat(FULL)),
  'a number of 8 million digits': raw(() => withMember(`"query_length":${'1'.repeat(FULL - 1_000)}`)),
  'a string that never ends': raw(() => `{"events":[{"id":"${'\\"'.repeat(FULL / 2)}`),
  'lines that are empty': raw(() => '\n'.repeat(FULL)),
  'empty lines as NDJSON': () => ({ body: '\n'.repeat(FULL), events: 1, type: 'application/x-ndjson' }),
  'lines that are no JSON': lines(EVENTS, () => `{"id":"${'x'.repeat(300)}`),
  'lines whose map never ends': lines(
    EVENTS,
    () =>
      `{"id":"${ulid()}","event":"custom","ts":"${new Date().toISOString()}","schema_version":1,"properties":{`,
  ),
  'lines without a quote behind': lines(EVENTS, () => '{"'),
  'a bomb of spaces': raw(() => ' '.repeat(64 * MB)),
}

const manyMembers = (count) => times(count, (i) => `"p${i.toString(36)}":1`).join(',')

function deep(depth) {
  let value = 1
  for (let i = 0; i < depth; i++) value = { a: value }
  return value
}
