/**
 * The key of an event, made from the event alone. It begins with what the event is and where it belongs,
 * and ends with the event's id and the tenant, which together are unique:
 *
 *     query_<session>_<id>_<tenant>     custom_<name>_<id>_<tenant>     page_view_<session>_<id>_<tenant>
 *
 * A tenant's name has no `_`, so the last part of a key is the tenant whatever stands before it.
 */
import type { RecordHeader } from '../../log/log.js'

/** Where the name of the event is not the word that readers of the table know. */
const words: ReadonlyMap<string, string> = new Map([
  ['session_start', 'session'],
  ['file_upload', 'upload'],
  ['user_query', 'query'],
  ['agent_response', 'response'],
])

/** A key may have 2,048 bytes; a label of 128 characters at 4 bytes each is far below. */
const NAME_LENGTH = 128

export function keyOf(
  { id, tenantId, event }: Pick<RecordHeader, 'id' | 'tenantId' | 'event'>,
  body: Readonly<Record<string, unknown>>,
): string {
  const subject = event === 'custom' ? body.name : body.session_id
  const parts = [words.get(event) ?? event]
  if (typeof subject === 'string' && subject !== '') parts.push(subject.slice(0, NAME_LENGTH))
  return [...parts, id, tenantId].join('_')
}

export const belongsTo = (key: string, tenantId: string): boolean => key.endsWith(`_${tenantId}`)
