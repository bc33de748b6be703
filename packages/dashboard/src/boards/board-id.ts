/** Makes the id of a board from its name. */

const MOST = 40
/** Leaves room for a number behind it. */
const MOST_OF_NAME = 36

/** @param taken ids that are in use */
export function boardIdOf(title: string, taken: ReadonlySet<string>): string {
  const words = title
    .normalize('NFKD')
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .slice(0, MOST_OF_NAME)
    .replaceAll(/^-+|-+$/g, '')
  const name = words === '' ? 'board' : words
  let id = name
  for (let n = 2; taken.has(id); n += 1) id = `${name}-${n}`.slice(0, MOST)
  return id
}
