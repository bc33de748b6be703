/**
 * Adds the counts of a list such as `email:2,phone:1`, the form in which events hold them.
 *
 * @param times how many events have this list
 */
export function addCounts(into: Map<string, number>, list: string | null, times = 1): void {
  if (list === null) return
  for (const pair of list.split(',')) {
    const [name = '', count = ''] = pair.split(':')
    const number = Number.parseInt(count, 10)
    if (name !== '' && number > 0) into.set(name, (into.get(name) ?? 0) + number * times)
  }
}

export const formatCounts = (counts: ReadonlyMap<string, number>): string =>
  [...counts].map(([name, count]) => `${name}:${count}`).join(',')
