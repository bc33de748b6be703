/**
 * In which order the page's catalogue names events, and fields in them. To a page it is all one, to gzip it is not: what several
 * events have in a row is written once. `page-order.txt` is the order that `find-page-order.mjs` found; what it does not name comes
 * last, so that an addition needs no new search.
 */
import { readFileSync } from 'node:fs'

export const ORDER = new URL('page-order.txt', import.meta.url)

/** Names by what they are in: `events`, `objects`, `envelope`, or `event` or `object` and a name. */
export const readOrder = (text = readFileSync(ORDER, 'utf8')) =>
  new Map(
    text
      .trim()
      .split('\n')
      .map((line) => {
        const [of, names = ''] = line.split(':')
        return [of, names.split(' ').filter(Boolean)]
      }),
  )

export const writeOrder = (order) => [...order].map(([of, names]) => `${of}: ${names.join(' ')}\n`).join('')

/** Those that the order names first, the others as they came. */
export function arrange(named, names = []) {
  const places = new Map(names.map((name, place) => [name, place]))
  const placeOf = ({ name }) => places.get(name) ?? names.length
  return [...named].sort((a, b) => placeOf(a) - placeOf(b))
}
