import type { Choice } from './dimensions-for.js'

export interface Found {
  readonly groups: readonly (readonly [subject: string, choices: readonly Choice[]])[]
  /** How many more there are than are shown. */
  readonly left: number
}

/** A list of more is not read, and slow to draw. */
const MOST_SHOWN = 60

const rank = ({ id, title }: Choice, search: string): number => {
  const name = title.toLowerCase()
  if (id === search || name === search) return 0
  return name.startsWith(search) || id.startsWith(search) ? 1 : 2
}

/** Finds the choices that have all words of the search, the nearest names first, in groups of their subjects. */
export function findChoices(choices: readonly Choice[], text: string): Found {
  const search = text.trim().toLowerCase()
  const words = search.split(/\s+/)
  const hits = choices.filter(({ id, title, description, subject }) => {
    const all = `${id} ${title} ${description} ${subject}`.toLowerCase()
    return words.every((word) => all.includes(word))
  })
  const sorted = search === '' ? hits : [...hits].sort((a, b) => rank(a, search) - rank(b, search))
  const groups = new Map<string, Choice[]>()
  for (const choice of sorted.slice(0, MOST_SHOWN)) {
    const group = groups.get(choice.subject)
    if (group) group.push(choice)
    else groups.set(choice.subject, [choice])
  }
  return { groups: [...groups], left: Math.max(0, hits.length - MOST_SHOWN) }
}
