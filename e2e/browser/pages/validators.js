/** Runs the built validators on a page whose policy forbids eval. */
import { events, validate } from '@hushlog/schema'

const good = {
  id: '01KAAAAAAAAAAAAAAAAAAAAAAA',
  event: 'user_query',
  ts: '2026-11-21T12:00:00.000Z',
  schema_version: 1,
  query_length: 12,
}

let evaluation = 'allowed'
try {
  new Function('return 1')()
} catch {
  evaluation = 'forbidden'
}

const codeOf = (event) => {
  const answer = validate(event)
  return answer.ok ? 'ok' : `${answer.code} at ${answer.path}`
}

window.result = {
  evaluation,
  events: Object.keys(events).length,
  answers: [
    codeOf(good),
    codeOf({ ...good, query_length: 'many' }),
    codeOf({ ...good, id: undefined }),
    codeOf({ ...good, event: 'nothing_like_it' }),
  ],
}
