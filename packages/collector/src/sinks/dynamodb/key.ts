/**
 * Makes the key of an event from the event alone. It begins with the type of the event and its session or
 * name, and ends with the event's id and the tenant, which together are unique:
 *
 *     query_<session>_<id>_<tenant>     custom_<name>_<id>_<tenant>     page_view_<session>_<id>_<tenant>
 *
 * A tenant's id has no `_`, so that the last part of a key is the tenant, whatever is before it.
 */
import type { RecordHeader } from '../../log/log.js'

/** Readers of the table know these events by other names. */
const prefixes: ReadonlyMap<string, string> = new Map([
  ['session_start', 'session'],
  ['file_upload', 'upload'],
  ['user_query', 'query'],
  ['agent_response', 'response'],
])

/** A name counts up to this many characters: a key may have 2,048 bytes, and a character has at most 4. */
const MAX_NAME = 128

export function keyOf(
  { id, tenantId, event }: Pick<RecordHeader, 'id' | 'tenantId' | 'event'>,
  body: Readonly<Record<string, unknown>>,
): string {
  const subject = event === 'custom' ? body.name : body.session_id
  const parts = [prefixes.get(event) ?? event]
  if (typeof subject === 'string' && subject !== '') parts.push(subject.slice(0, MAX_NAME))
  return [...parts, id, tenantId].join('_')
}

export const belongsTo = (key: string, tenantId: string): boolean => key.endsWith(`_${tenantId}`)
