/** What happened to the company in the meantime: releases, incidents, and knowledge that was missing for a while. */
import { DAY, HOUR, MINUTE } from '@hushlog/base'
import { GAPS, NEW_TOPIC, services } from './company.js'
import type { Random } from './random.js'

/** All times are milliseconds since the epoch. */
export interface Span {
  readonly from: number
  readonly to: number
}

export interface Release {
  readonly at: number
  readonly version: string
  /** Multiplies the time of an answer. */
  readonly latency: number
  /** Is added to the confidence of decisions. */
  readonly confidence: number
}

export interface Incident extends Span {
  readonly id: string
  readonly service: (typeof services)[number]
  readonly severity: string
}

export interface Course {
  readonly span: Span
  readonly incidents: readonly Incident[]
  releaseAt(time: number): Release
  /** Returns the incident that people feel at a time; undefined when there is none. */
  incidentAt(time: number): Incident | undefined
  /** Returns the probability that nothing in the knowledge base matches a topic. */
  gapAt(topic: string, time: number): number
  /** Says whether people ask about what is new. */
  hasNewTopic(time: number): boolean
}

const RELEASE_DAYS = 16
const INCIDENT_DAYS = 5
const LATENCIES = [1, 0.84, 1.28, 0.92, 0.78, 1.1] as const
const CONFIDENCES = [0, 0.03, -0.09, 0.02, 0.05, -0.03] as const
/** Is when the new topic appears, and when the knowledge base has learned it, as shares of the span. */
const NEW_TOPIC_FROM = 0.55
const NEW_TOPIC_LEARNED = 0.8

const releasesOf = ({ from, to }: Span): readonly Release[] => {
  const count = Math.max(3, Math.round((to - from) / DAY / RELEASE_DAYS))
  return Array.from({ length: count }, (_, n) => ({
    at: n === 0 ? from : from + ((n + 0.3) * (to - from)) / count,
    version: `2.${4 + n}.0`,
    latency: LATENCIES[n % LATENCIES.length] ?? 1,
    confidence: CONFIDENCES[n % CONFIDENCES.length] ?? 0,
  }))
}

const incidentsOf = ({ from, to }: Span, random: Random): readonly Incident[] => {
  const count = Math.max(2, Math.round((to - from) / DAY / INCIDENT_DAYS))
  return Array.from({ length: count }, (_, n): Incident => {
    const at = Math.round(from + ((n + random.next()) * (to - from)) / count)
    const length = Math.min(9 * HOUR, random.logNormal(55 * MINUTE, 0.7))
    const severity = length > 2 * HOUR ? 'critical' : random.pick(['major', 'minor'])
    return {
      id: `INC-${n + 1}`,
      from: at,
      to: Math.round(at + length),
      service: random.pick(services),
      severity,
    }
  })
}

/** @param random is used up to know what happens, before anything else is drawn */
export const createCourse = (span: Span, random: Random): Course => {
  const releases = releasesOf(span)
  const incidents = incidentsOf(span, random)
  const first = releases[0] as Release
  const share = (time: number): number => (time - span.from) / (span.to - span.from)
  return {
    span,
    incidents,
    releaseAt: (time) => releases.findLast(({ at }) => at <= time) ?? first,
    incidentAt: (time) => incidents.find(({ from, to }) => time >= from && time < to),
    hasNewTopic: (time) => share(time) >= NEW_TOPIC_FROM,
    gapAt(topic, time) {
      if (topic === NEW_TOPIC) return share(time) < NEW_TOPIC_LEARNED ? 0.72 : 0.07
      return GAPS.has(topic) ? 0.4 : 0.05
    },
  }
}
