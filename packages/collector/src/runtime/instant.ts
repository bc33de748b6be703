/**
 * Reads times as RFC 3339 writes them. `Date.parse` also takes days and hours that do not exist: it reads the 30th of
 * February as the 2nd of March. A leap second is refused, because no store can hold it.
 */
const DAY_AND_TIME = /^(\d{4}-\d\d-\d\d)T(\d\d:\d\d:\d\d)(?:\.\d{1,9})?(?:Z|[+-](?:[01]\d|2[0-3]):[0-5]\d)$/
const DAY_ONLY = /^\d{4}-\d\d-\d\d$/

const exists = (day: string, time: string): boolean => {
  const at = Date.parse(`${day}T${time}Z`)
  return !Number.isNaN(at) && new Date(at).toISOString().startsWith(`${day}T${time}`)
}

/**
 * @param text a time with its zone, such as `2026-01-31T12:00:00Z`
 * @returns milliseconds since the epoch; undefined for a text of another form, or a time that does not exist
 */
export function parseInstant(text: string): number | undefined {
  const [, day = '', time = ''] = DAY_AND_TIME.exec(text) ?? []
  return exists(day, time) ? Date.parse(text) : undefined
}

/**
 * @param text a time as `parseInstant` reads it, or a day, which means its begin in UTC
 * @returns milliseconds since the epoch; undefined for a text of another form, or a time that does not exist
 */
export function parseInstantOrDay(text: string): number | undefined {
  if (!DAY_ONLY.test(text)) return parseInstant(text)
  return exists(text, '00:00:00') ? Date.parse(text) : undefined
}
