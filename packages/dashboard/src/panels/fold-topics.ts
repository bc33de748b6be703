import type { TopicCount } from '@hushlog/schema/reports'

/** As many as there are colours that can be told apart; the rest is one slice. */
const shown = 5

export function foldTopics(topics: readonly TopicCount[]): readonly TopicCount[] {
  const sorted = [...topics].sort((a, b) => b.count - a.count)
  if (sorted.length <= shown + 1) return sorted
  const rest = sorted.slice(shown)
  return [
    ...sorted.slice(0, shown),
    {
      topic: `${rest.length} more`,
      count: rest.reduce((n, t) => n + t.count, 0),
      no_match: rest.reduce((n, t) => n + t.no_match, 0),
    },
  ]
}
