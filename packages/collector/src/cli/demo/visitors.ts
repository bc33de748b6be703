/** Makes up who visits: a person who may be known, a language, a device, and where they came from. */
import type { Envelope } from '@hushlog/schema'
import { locales, referrers } from './company.js'
import { sessionId } from './ids.js'
import type { Common, Scene } from './scene.js'

/** The share of visits of people who are signed in. */
const SIGNED_IN = 0.45
const FROM_ELSEWHERE = 0.3

const devices = ['desktop', 'mobile', 'mobile', 'desktop', 'mobile', 'tablet'] as const

const chooseLocale = (share: number): (typeof locales)[number] => {
  let rest = share
  for (const each of locales) {
    rest -= each.weight
    if (rest < 0) return each
  }
  return locales[0]
}

export const createVisitor = ({ random, course, customers }: Scene, time: number): Common => {
  const customer = random.chance(SIGNED_IN) ? random.popular(customers) : undefined
  // A person's language stays the same.
  const share = customer === undefined ? random.next() : (customer * 0.618033988749895) % 1
  const { locale, zone } = chooseLocale(share)
  const context: NonNullable<Envelope['context']> = {
    sdk: 'browser',
    sdk_version: course.releaseAt(time).version,
    locale,
    time_zone: zone,
    device_class: random.pick(devices),
    ...(random.chance(FROM_ELSEWHERE) && { referrer_host: random.pick(referrers) }),
  }
  return {
    session_id: sessionId(random),
    ...(customer !== undefined && { user: `customer-${customer}` }),
    channel: random.chance(0.8) ? 'chat' : 'app',
    context,
  }
}

/** Adds the page to what is known of a visit. */
export const onPage = (common: Common, path: string): Common => ({
  ...common,
  context: { ...common.context, page_path: path },
})

/** What the back end knows of a visit: it has no page and no browser. */
export const inBackEnd = ({ session_id, user, channel }: Common, version: string, trace: string): Common => ({
  ...(session_id !== undefined && { session_id }),
  ...(user !== undefined && { user }),
  trace_id: trace,
  ...(channel !== undefined && { channel }),
  context: { sdk: 'node', sdk_version: version, device_class: 'server' },
})
