/** The fields of the envelope that an application may pass with a `custom` event, beside its properties. */
const ENVELOPE = 'ts session_id user trace_id ticket_id channel context'.split(' ')

/**
 * Turns an event whose name the catalogue does not have into the fields of a `custom` event. Whatever is not a field of
 * the envelope becomes a property.
 *
 * @throws what a getter of the data throws
 */
export function toCustom(name: string, data: object | undefined): Record<string, unknown> {
  const properties: Record<string, unknown> = { ...data }
  const fields: Record<string, unknown> = { name, properties }
  for (const key of ENVELOPE) {
    fields[key] = properties[key]
    delete properties[key]
  }
  return fields
}
