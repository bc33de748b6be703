import type { TopicCount } from '@hushlog/schema/reports'

/** This many colors can be distinguished. The other topics are one slice. */
const maxTopics = 5

export function foldTopics(topics: readonly TopicCount[]): readonly TopicCount[] {
  const sorted = [...topics].sort((a, b) => b.count - a.count)
  if (sorted.length <= maxTopics + 1) return sorted
  const rest = sorted.slice(maxTopics)
  return [
    ...sorted.slice(0, maxTopics),
    {
      topic: `${rest.length} more`,
      count: rest.reduce((n, t) => n + t.count, 0),
      no_match: rest.reduce((n, t) => n + t.no_match, 0),
    },
  ]
}
