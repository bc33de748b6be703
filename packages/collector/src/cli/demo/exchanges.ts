/** Makes the exchanges of a conversation: a question, what the back end does for it, and the answer. */
import type { EventMap } from '@hushlog/schema'
import {
  analysisTypes,
  assetTypes,
  modules,
  NEW_TOPIC,
  siteTokens,
  topics,
  type Vendor,
  vendors,
} from './company.js'
import { type Common, rounded, type Scene } from './scene.js'
import { inBackEnd } from './visitors.js'

/** How long an answer takes in the median, in milliseconds. */
const ANSWER_MEDIAN = 900
const ANSWER_SPREAD = 0.55
/** Incidents make answers so many times as slow and let so many fail. */
const INCIDENT_SLOWNESS = 3.2
const INCIDENT_FAILURES = 0.35
const FAILURES = 0.012
const PERSONAL_DATA = 0.05
/** The share of questions in which the collector finds what the page had missed. */
const MISSED = 0.006

/** What came of an exchange. */
export interface Exchange {
  readonly questionId: string
  /** Milliseconds since the epoch. */
  readonly answeredAt: number
  readonly isGood: boolean
}

export interface Question {
  readonly time: number
  readonly number: number
  readonly isSuggested: boolean
  readonly hasFile: boolean
}

/** What is known of an answer, whichever event says it. */
interface Answer {
  readonly topic: string
  readonly took: number
  readonly retrieval: number
  readonly noMatch: boolean
  readonly failed: boolean
  readonly score: number
  readonly length: number
}

const makeAnswer = ({ random, course }: Scene, time: number, speed: number): Answer => {
  const isNew = course.hasNewTopic(time) && random.chance(0.08)
  const topic = isNew ? NEW_TOPIC : (topics[random.popular(topics.length)] ?? NEW_TOPIC)
  const incident = course.incidentAt(time)
  const isHit = incident?.service === 'chat-api' || incident?.service === 'retrieval'
  const slowness = course.releaseAt(time).latency * speed * (isHit ? INCIDENT_SLOWNESS : 1)
  const took = rounded(random.logNormal(ANSWER_MEDIAN * slowness, ANSWER_SPREAD))
  const noMatch = random.chance(course.gapAt(topic, time))
  return {
    topic,
    took,
    retrieval: rounded(took * (0.1 + 0.2 * random.next())),
    noMatch,
    failed: random.chance(isHit ? INCIDENT_FAILURES : FAILURES),
    score: rounded(noMatch ? 0.1 + 0.25 * random.next() : 0.55 + 0.4 * random.next(), 3),
    length: rounded(random.logNormal(420, 0.6)),
  }
}

const outcomeFields = ({ failed, noMatch, took, retrieval, length, score, topic }: Answer) => ({
  topic,
  success: !failed,
  ...(failed ? { error_type: 'model_timeout' } : { response_length: length }),
  processing_time_ms: took,
  retrieval_time_ms: retrieval,
  generation_time_ms: took - retrieval,
  entries_retrieved: noMatch ? 0 : 1 + Math.floor(score * 6),
  match_score: score,
  no_match: noMatch,
})

interface Tokens {
  readonly input_tokens: number
  readonly output_tokens: number
  readonly cached_tokens: number
  readonly cost_usd: number
}

const makeTokens = ({ random }: Scene, vendor: Vendor, length: number): Tokens => {
  const input = 600 + rounded(random.logNormal(900, 0.5))
  const output = Math.ceil(length / 4)
  return {
    input_tokens: input,
    output_tokens: output,
    cached_tokens: random.chance(0.4) ? 512 : 0,
    cost_usd: rounded(input * vendor.input + output * vendor.output, 6),
  }
}

const chooseVendor = ({ random, course }: Scene, time: number): Vendor => {
  // The second vendor got more of the traffic with each release.
  const share = Math.min(0.6, 0.1 * Number(course.releaseAt(time).version.split('.')[1]) - 0.3)
  return random.chance(share) ? vendors[1] : vendors[0]
}

const callVendor = (
  scene: Scene,
  vendor: Vendor,
  answer: Answer,
  time: number,
  common: Common,
): Tokens | undefined => {
  const { failed, took, retrieval, length } = answer
  const tokens = failed ? undefined : makeTokens(scene, vendor, length)
  const fields: Omit<EventMap['vendor_call'], keyof Common | 'id' | 'event' | 'ts' | 'schema_version'> = {
    vendor: {
      name: vendor.name,
      operation: vendor.operation,
      http_status: failed ? 504 : 200,
      retry_count: failed ? 2 : 0,
    },
    latency_ms: took - retrieval,
    result: failed ? 'timeout' : 'ok',
    streaming: true,
    model: vendor.model,
    ...(failed
      ? { error_type: 'model_timeout' }
      : { time_to_first_token_ms: rounded(0.3 * took), ...tokens }),
  }
  scene.happen('vendor_call', time, common, fields)
  return tokens
}

const serveRequest = ({ random, happen }: Scene, answer: Answer, time: number, common: Common): void => {
  happen('request', time, common, {
    path: '/api/chat',
    method: 'POST',
    status_code: answer.failed ? 504 : 200,
    response_time_ms: answer.took + 12,
    module: 'chat',
    asset_types: [random.pick(assetTypes)],
    site_tokens: [siteTokens[random.popular(siteTokens.length)] ?? siteTokens[0]],
  })
}

/** Makes an exchange of an application with its own events for question, calls and answer. */
export const exchange = (scene: Scene, visit: Common, question: Question): Exchange => {
  const { random, course, happen } = scene
  const { time, number, isSuggested, hasFile } = question
  const vendor = chooseVendor(scene, time)
  const answer = makeAnswer(scene, time, vendor.speed)
  const analysis = hasFile && { analysis_type: random.pick(analysisTypes) }
  const redactions = random.chance(PERSONAL_DATA) && {
    redactions: random.pick(['email:1', 'email:1', 'phone:1', 'card:1', 'email:1,phone:1', 'iban:1']),
  }
  const asking: Common = {
    ...visit,
    context: { ...visit.context, ...redactions },
    ...(random.chance(MISSED) && { found: random.pick(['ipv4:1', 'email:1', 'phone:1']) }),
  }
  const questionId = happen('user_query', time, asking, {
    query_length: rounded(random.logNormal(64, 0.7)),
    is_suggested_prompt: isSuggested,
    has_data: hasFile,
    message_number: number,
    ...analysis,
  })
  const answeredAt = time + answer.took
  const server = inBackEnd(visit, course.releaseAt(time).version, questionId)
  const tokens = callVendor(scene, vendor, answer, answeredAt - 5, server)
  happen('agent_response', answeredAt, server, {
    query_id: questionId,
    ...outcomeFields(answer),
    time_to_first_token_ms: answer.retrieval + rounded(0.3 * answer.took),
    has_visualization: hasFile && random.chance(0.7),
    model: vendor.model,
    ...tokens,
    ...analysis,
    ...(hasFile && { data_summary: { rows: 20 + random.below(5_000), columns: 3 + random.below(20) } }),
  })
  serveRequest(scene, answer, answeredAt + 1, server)
  return { questionId, answeredAt, isGood: !answer.failed && !answer.noMatch }
}

/** Makes an exchange of a page that says it in one event. */
export const message = (scene: Scene, visit: Common, { time, number }: Question): Exchange => {
  const answer = makeAnswer(scene, time, 1)
  const answeredAt = time + answer.took
  const questionId = scene.happen('message_sent', answeredAt, visit, {
    message_number: number,
    ...outcomeFields(answer),
  })
  return { questionId, answeredAt, isGood: !answer.failed && !answer.noMatch }
}

/** Makes requests of a program that uses the interface of the company without any visit of a page. */
export const callInterface = (scene: Scene, time: number, common: Common): void => {
  const { random, course, happen } = scene
  const calls = 2 + random.repeats(0.7, 15)
  let at = time
  for (let call = 0; call < calls; call++) {
    const incident = course.incidentAt(at)
    const module = random.pick(modules)
    happen('request', at, common, {
      path: `/api/${module}`,
      method: random.chance(0.85) ? 'GET' : 'POST',
      status_code: random.chance(incident === undefined ? 0.01 : 0.12) ? 503 : 200,
      response_time_ms: rounded(random.logNormal(45 * course.releaseAt(at).latency, 0.6), 1),
      module,
      asset_types: random.chance(0.3) ? [...assetTypes.slice(0, 2)] : [random.pick(assetTypes)],
      site_tokens: [siteTokens[random.popular(siteTokens.length)] ?? siteTokens[0]],
    })
    at += random.logNormal(4_000, 0.8)
  }
}
