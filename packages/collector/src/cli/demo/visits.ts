/** Makes visits of the shop: pages, the chat, questions and answers, and what people thought of them. */
import { MINUTE, SECOND } from '@hushlog/base'
import { analysisTypes, fileTypes, topics } from './company.js'
import { callInterface, type Exchange, exchange, message } from './exchanges.js'
import { sessionId } from './ids.js'
import { type Common, rounded, type Scene } from './scene.js'
import { createVisitor, inBackEnd, onPage } from './visitors.js'

const PRODUCTS = 400
/** The shares of visits that open the chat, that are on old pages, that upload a file. */
const OPENS_CHAT = 0.55
const OLD_PAGE = 0.14
const UPLOADS = 0.12

interface Visit {
  readonly common: Common
  now: number
  questions: number
  uploads: number
}

const choosePage = ({ random }: Scene): string => {
  if (random.chance(0.35))
    return `/help/${(topics[random.popular(topics.length)] ?? '').replaceAll(' ', '-')}`
  return random.chance(0.3) ? '/' : `/products/p-${random.popular(PRODUCTS)}`
}

const wait = (scene: Scene, visit: Visit, median: number): number => {
  visit.now += scene.random.logNormal(median, 0.7)
  return visit.now
}

const upload = (scene: Scene, visit: Visit): void => {
  const { random, happen } = scene
  const type = random.pick(fileTypes)
  const rows = rounded(random.logNormal(800, 1.2))
  happen('file_upload', wait(scene, visit, 9 * SECOND), visit.common, {
    file_name: `orders.${type}`,
    file_type: type,
    file_size: rows * (40 + random.below(160)),
    row_count: rows,
    column_count: 3 + random.below(24),
    analysis_type: random.pick(analysisTypes),
  })
  visit.uploads++
}

const rate = (scene: Scene, visit: Visit, { questionId, isGood }: Exchange): void => {
  const { random, happen } = scene
  const rating = isGood ? random.pick([5, 5, 4, 4, 3]) : random.pick([1, 1, 2, 3])
  happen('feedback', wait(scene, visit, 5 * SECOND), visit.common, { rating, target_id: questionId })
}

const converse = (scene: Scene, visit: Visit, isOld: boolean): void => {
  const { random, happen } = scene
  happen('bubble_opened', wait(scene, visit, 12 * SECOND), visit.common, { label: 'help' })
  const hasFile = !isOld && random.chance(UPLOADS)
  if (hasFile) upload(scene, visit)
  const isSuggested = random.chance(0.25)
  if (isSuggested)
    happen('suggestion_clicked', wait(scene, visit, 4 * SECOND), visit.common, {
      label: random.pick(['order', 'returns', 'opening hours']),
    })
  const ask = isOld ? message : exchange
  const exchanges = 1 + random.repeats(0.56, 20)
  for (let number = 1; number <= exchanges; number++) {
    const time = wait(scene, visit, 15 * SECOND)
    const answered = ask(scene, visit.common, {
      time,
      number,
      isSuggested: isSuggested && number === 1,
      hasFile,
    })
    visit.now = answered.answeredAt
    visit.questions++
    if (random.chance(answered.isGood ? 0.08 : 0.2)) rate(scene, visit, answered)
    // Who does not get an answer leaves more often.
    if (!answered.isGood && random.chance(0.4)) break
  }
  if (visit.questions > 8)
    happen('rate_limited', wait(scene, visit, SECOND), visit.common, { message_number: visit.questions + 1 })
  if (random.chance(0.12))
    happen('cta_clicked', wait(scene, visit, 8 * SECOND), visit.common, {
      label: 'contact',
      target: '/contact',
    })
  if (random.chance(0.6))
    happen('bubble_closed', wait(scene, visit, 6 * SECOND), visit.common, { label: 'help' })
}

const reportTrouble = (scene: Scene, visit: Visit): void => {
  const { random, course, happen } = scene
  const isHit = course.incidentAt(visit.now) !== undefined
  if (random.chance(isHit ? 0.08 : 0.008))
    happen('error', visit.now, visit.common, {
      error_type: isHit ? 'network_error' : random.pick(['type_error', 'not_allowed']),
      operation: random.pick(['send message', 'load widget', 'upload']),
    })
  if (random.chance(0.004))
    happen('client_report', visit.now, visit.common, {
      captured: 4 + random.below(30),
      drops: random.pick(['queue_full:3', 'network:2', 'consent:1']),
    })
}

export const makeVisit = (scene: Scene, time: number): void => {
  const { random, happen } = scene
  const isOld = random.chance(OLD_PAGE)
  const visitor = createVisitor(scene, time)
  const page = choosePage(scene)
  const visit: Visit = { common: onPage(visitor, page), now: time, questions: 0, uploads: 0 }
  if (!isOld)
    happen('session_start', time, visit.common, {
      user_agent: random.pick([
        'Chrome 131, Windows',
        'Safari 18, iPhone',
        'Firefox 133, Linux',
        'Chrome 131, Android',
      ]),
    })
  happen('page_view', time + 5, visit.common, {})
  happen('widget_loaded', wait(scene, visit, SECOND), visit.common, { label: 'help' })
  for (let more = random.repeats(0.4, 8); more > 0; more--)
    happen('page_view', wait(scene, visit, 25 * SECOND), onPage(visitor, choosePage(scene)), {})
  if (random.chance(OPENS_CHAT)) converse(scene, visit, isOld)
  if (random.chance(0.03))
    happen('custom', wait(scene, visit, 10 * SECOND), visit.common, {
      name: 'article_rated',
      properties: {
        helpful: random.chance(0.7),
        section: random.pick(['top', 'bottom']),
        stars: 1 + random.below(5),
      },
    })
  reportTrouble(scene, visit)
  if (isOld || !random.chance(0.72)) return
  const isTimeout = random.chance(0.2)
  const end = wait(scene, visit, isTimeout ? 20 * MINUTE : 10 * SECOND)
  happen('session_end', end, visit.common, {
    duration_seconds: rounded((end - time) / SECOND, 1),
    total_queries: visit.questions,
    total_uploads: visit.uploads,
    chat_messages: 2 * visit.questions,
    end_reason: isTimeout ? 'timeout' : 'closed',
  })
}

/** Makes a session of a program, which shows no page and asks nothing. */
export const makeProgram = (scene: Scene, time: number): void => {
  const { random, course } = scene
  const program = { session_id: sessionId(random), channel: 'api' }
  callInterface(scene, time, inBackEnd(program, course.releaseAt(time).version, `run-${random.below(1e9)}`))
}
