import type { AnalyticsData } from '@hushlog/schema/reports'
import { useMemo } from 'preact/hooks'
import { RingChart, type RingSpec, ringColor } from '../charts/chart.js'
import { formatCount, formatId, formatShare } from '../format.js'
import { foldTopics } from './fold-topics.js'
import { Nothing, Panel } from './panel.js'

export function TopicsPanel({ data }: { data: AnalyticsData }) {
  const topics = useMemo(() => foldTopics(data.topics), [data.topics])
  const total = data.topics.reduce((n, t) => n + t.count, 0)
  const noMatch = data.topics.reduce((n, t) => n + t.no_match, 0)
  const spec = useMemo<RingSpec>(
    () => ({
      labels: topics.map((t) => formatId(t.topic)),
      values: topics.map((t) => t.count),
      format: formatCount,
    }),
    [topics],
  )
  return (
    <Panel
      title="Topics"
      note="Shares, and how often nothing fitted"
      size="narrow"
      table={{
        caption: 'Topics',
        head: ['Topic', 'Messages', 'Share', 'No match'],
        rows: data.topics.map((t) => [
          formatId(t.topic),
          formatCount(t.count),
          formatShare(t.count / Math.max(1, total)),
          formatShare(t.count === 0 ? 0 : t.no_match / t.count),
        ]),
      }}
    >
      {total === 0 ? (
        <Nothing>
          No topics yet. Send <code>topic</code> with your messages or responses.
        </Nothing>
      ) : (
        <div class="topics">
          <div class="topics-inside">
            <div class="ring">
              <RingChart
                spec={spec}
                label={`Topics of ${formatCount(total)} messages: ${topics
                  .map((t) => `${formatId(t.topic)} ${formatShare(t.count / total)}`)
                  .join(', ')}. ${formatShare(noMatch / total)} had no match.`}
              />
              <p class="ring-middle" aria-hidden="true">
                <strong>{formatShare(noMatch / total)}</strong>
                no match
              </p>
            </div>
            <ul class="topic-list">
              {topics.map((t, i) => (
                <li key={t.topic}>
                  <span class={`key key-bar ${ringColor(i)}`} aria-hidden="true" />
                  <span class="topic-name">{formatId(t.topic)}</span>
                  <span class="number">{formatShare(t.count / total)}</span>
                  <span class="topic-gap">
                    {t.no_match === 0 ? 'all matched' : `${formatShare(t.no_match / t.count)} no match`}
                  </span>
                </li>
              ))}
            </ul>
          </div>
        </div>
      )}
    </Panel>
  )
}
