/** Encodes an event again without its fields of privacy class `text`, which the generated tables name. */
import { isObject } from '@hushlog/base'
import { tables } from '@hushlog/schema/tables'

const textPaths: ReadonlyMap<string, readonly (readonly string[])[]> = new Map(
  tables.flatMap((table) => {
    const paths = table.columns.filter(({ text }) => text).map(({ path }) => path)
    return table.events.map((event): [string, readonly (readonly string[])[]] => [event, paths])
  }),
)

function remove(value: unknown, path: readonly string[]): void {
  const [name, ...rest] = path
  if (name === undefined || !isObject(value) || !Object.hasOwn(value, name)) return
  if (rest.length === 0) delete value[name]
  else remove(value[name], rest)
}

/**
 * @param event the event type
 * @param bytes the event as JSON
 * @throws for an event type that the catalogue does not know, and for bytes that are no object: they could
 *   hold anything
 */
export function removeText(event: string, bytes: Uint8Array): Uint8Array {
  const paths = textPaths.get(event)
  const parsed: unknown = JSON.parse(
    Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('utf8'),
  )
  if (paths === undefined || !isObject(parsed)) throw new TypeError('not an event of the catalogue')
  for (const path of paths) remove(parsed, path)
  return Buffer.from(JSON.stringify(parsed))
}
