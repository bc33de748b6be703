/** Checks a board that was sent: nothing unknown is kept, and each of its questions is one that the query language takes. */
import { Problem } from '../../http/problem.js'
import { dimensionById, metricById } from '../../query/catalogue/index.js'
import { checkFunnel } from '../../query/funnel/check-funnel.js'
import { checkMembers, checkQuery } from '../../query/language/check-query.js'
import { pointerTo, queryProblem, unknownName } from '../../query/language/query-problem.js'
import { checkRetention } from '../../query/retention/check-retention.js'
import {
  type Board,
  type Change,
  type Chart,
  drawings,
  MAX_CHANGES,
  MAX_CHARTS,
  MAX_NOTE,
  MAX_SECTIONS,
  MAX_TITLE,
  type Section,
  sizes,
} from './board.js'

/** Ids are parts of addresses. */
export const BOARD_ID = /^[a-z0-9][a-z0-9-]{0,39}$/
export const BOARD_ID_EXPECTED = 'expected an id of 1 to 40 of a-z, 0-9 and -, not beginning with -'

/** Tenant, period and zone come from whoever looks at the board. */
const access = { tenants: ['any'], admin: false, who: '' }
const NOW = 0

const askMembers = ['metrics', 'dimensions', 'filters', 'order_by', 'limit', 'include'] as const
const funnelMembers = ['steps', 'within', 'by', 'dimensions', 'filters', 'limit'] as const
const retentionMembers = ['first', 'returning', 'filters'] as const

/** The dimension `time` is the bucket that suits the period. */
const withBucket = (value: unknown): unknown => (value === 'time' ? 'time:day' : value)

const withBuckets = (value: unknown): unknown =>
  Array.isArray(value)
    ? value.map((each: unknown) => (Array.isArray(each) ? each.map(withBucket) : withBucket(each)))
    : withBucket(value)

/** Tells of a question of a board where on the board it is wrong. */
function within(pointer: string, check: () => void): void {
  try {
    check()
  } catch (thrown) {
    if (!(thrown instanceof Problem) || typeof thrown.members.pointer !== 'string') throw thrown
    throw new Problem(thrown.code, {
      detail: thrown.detail,
      members: { ...thrown.members, pointer: pointer + thrown.members.pointer },
    })
  }
}

const questions = {
  ask: (value: unknown, pointer: string) => {
    const ask = checkMembers(value, pointer, askMembers)
    const { dimensions, order_by } = ask
    const asked = { ...ask, dimensions: withBuckets(dimensions), order_by: withBuckets(order_by) }
    within(pointer, () => checkQuery(asked, access, NOW))
    return ask
  },
  funnel: (value: unknown, pointer: string) => {
    const funnel = checkMembers(value, pointer, funnelMembers)
    within(pointer, () => checkFunnel(funnel, access, NOW))
    return funnel
  },
  retention: (value: unknown, pointer: string) => {
    const retention = checkMembers(value, pointer, retentionMembers)
    within(pointer, () => checkRetention(retention, access, NOW))
    return retention
  },
} as const

function parseText(value: unknown, pointer: string, most: number, least = 1): string {
  if (typeof value !== 'string' || value.trim().length < least || value.length > most)
    throw queryProblem(pointer, `expected a text of ${least} to ${most} characters`)
  return value.trim()
}

function parseId(value: unknown, pointer: string): string {
  if (typeof value !== 'string' || !BOARD_ID.test(value)) throw queryProblem(pointer, BOARD_ID_EXPECTED)
  return value
}

function choose<const Name extends string>(
  value: unknown,
  pointer: string,
  what: string,
  allowed: readonly Name[],
): Name {
  const chosen = allowed.find((each) => each === value)
  if (chosen === undefined) throw unknownName(pointer, what, value, allowed)
  return chosen
}

function parseChange(value: unknown, pointer: string): Change {
  const { metric, dimension } = checkMembers(value, pointer, ['metric', 'dimension'])
  try {
    checkQuery({ metrics: [metric], dimensions: [dimension] }, access, NOW)
  } catch (thrown) {
    if (!(thrown instanceof Problem)) throw thrown
    const member = String(thrown.members.pointer).startsWith('/metrics') ? 'metric' : 'dimension'
    throw new Problem(thrown.code, {
      detail: thrown.detail,
      members: { ...thrown.members, pointer: pointerTo(pointer, member) },
    })
  }
  return { metric: String(metric), dimension: String(dimension) }
}

function parseChanges(value: unknown, pointer: string): readonly Change[] {
  if (!Array.isArray(value) || value.length === 0 || value.length > MAX_CHANGES)
    throw queryProblem(pointer, `expected a list of 1 to ${MAX_CHANGES} pairs of a metric and a dimension`)
  return value.map((each, i) => parseChange(each, pointerTo(pointer, i)))
}

function parseTitles(value: unknown, pointer: string): Readonly<Record<string, string>> {
  const names = [...metricById.keys(), ...dimensionById.keys(), 'time']
  const titles = checkMembers(value, pointer, names)
  return Object.fromEntries(
    Object.entries(titles).map(([name, title]) => [
      name,
      parseText(title, pointerTo(pointer, name), MAX_TITLE),
    ]),
  )
}

const framed = ['id', 'title', 'note', 'size', 'titles', 'draw'] as const

/** Holds the member of each way of drawing that says what is asked. */
const memberOf: Readonly<
  Record<string, readonly ['ask' | 'funnel' | 'retention' | 'changes'] | readonly []>
> = {
  funnel: ['funnel'],
  retention: ['retention'],
  changes: ['changes'],
  health: [],
}

function parseChart(value: unknown, pointer: string): Chart {
  const { draw: drawn } = checkMembers(value, pointer, [...framed, 'ask', 'funnel', 'retention', 'changes'])
  const draw = choose(drawn, pointerTo(pointer, 'draw'), 'a way of drawing', [
    ...drawings,
    'funnel',
    'retention',
    'changes',
    'health',
  ])
  const given = checkMembers(value, pointer, [...framed, ...(memberOf[draw] ?? ['ask'])])
  const at = (name: string) => pointerTo(pointer, name)
  const frame = {
    id: parseId(given.id, at('id')),
    title: parseText(given.title, at('title'), MAX_TITLE),
    ...(given.note !== undefined && { note: parseText(given.note, at('note'), MAX_NOTE) }),
    size: choose(given.size, at('size'), 'a size', sizes),
    ...(given.titles !== undefined && { titles: parseTitles(given.titles, at('titles')) }),
  }
  switch (draw) {
    case 'funnel':
      return { ...frame, draw, funnel: questions.funnel(given.funnel, at('funnel')) }
    case 'retention':
      return { ...frame, draw, retention: questions.retention(given.retention, at('retention')) }
    case 'changes':
      return { ...frame, draw, changes: parseChanges(given.changes, at('changes')) }
    case 'health':
      return { ...frame, draw }
    default:
      return { ...frame, draw, ask: questions.ask(given.ask, at('ask')) }
  }
}

function parseSection(value: unknown, pointer: string): Section {
  const { title, charts } = checkMembers(value, pointer, ['title', 'charts'])
  if (!Array.isArray(charts)) throw queryProblem(pointerTo(pointer, 'charts'), 'expected a list of charts')
  return {
    ...(title !== undefined && { title: parseText(title, pointerTo(pointer, 'title'), MAX_TITLE) }),
    charts: charts.map((chart, i) => parseChart(chart, pointerTo(pointerTo(pointer, 'charts'), i))),
  }
}

function requireFewCharts(sections: readonly Section[]): void {
  const known = new Set<string>()
  for (const [i, { charts }] of sections.entries())
    for (const [j, { id }] of charts.entries()) {
      const pointer = `/sections/${i}/charts/${j}`
      if (known.has(id)) throw queryProblem(`${pointer}/id`, 'expected an id that no other chart of it has')
      if (known.size === MAX_CHARTS) throw queryProblem(pointer, `expected at most ${MAX_CHARTS} charts`)
      known.add(id)
    }
}

/**
 * @param id the id in the address, which a board may repeat
 * @throws Problem `invalid_query`, with a JSON pointer into the board
 */
export function checkBoard(body: unknown, id: string): Board {
  const given = checkMembers(body, '', ['id', 'title', 'question', 'sections'])
  if (given.id !== undefined && given.id !== id)
    throw queryProblem('/id', 'expected the id in the address, or none')
  const { sections } = given
  if (!Array.isArray(sections) || sections.length === 0 || sections.length > MAX_SECTIONS)
    throw queryProblem('/sections', `expected a list of 1 to ${MAX_SECTIONS} sections`)
  const board = {
    id,
    title: parseText(given.title, '/title', MAX_TITLE),
    question: given.question === undefined ? '' : parseText(given.question, '/question', MAX_NOTE, 0),
    sections: sections.map((section, i) => parseSection(section, pointerTo('/sections', i))),
  }
  requireFewCharts(board.sections)
  return board
}
