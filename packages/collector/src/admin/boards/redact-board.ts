/** Takes personal data and secrets out of what a person wrote on a board: titles, notes, and values of filters. */
import type { Board, Chart, Section } from './board.js'

type RedactText = (text: string) => string

/** A condition has its values in the third place; `and`, `or`, `not` and `has_done` hold other filters. */
function redactFilter(filter: unknown, redact: RedactText): unknown {
  if (!Array.isArray(filter)) return filter
  if (typeof filter[1] !== 'string') return filter.map((each: unknown) => redactFilter(each, redact))
  const value = (each: unknown) => (typeof each === 'string' ? redact(each) : each)
  return filter.map((each: unknown, i) =>
    i < 2 ? each : Array.isArray(each) ? each.map(value) : value(each),
  )
}

/** Finds `filters` at any depth: a step of a funnel has some of its own. */
function redactQuestion(question: unknown, redact: RedactText): unknown {
  if (Array.isArray(question)) return question.map((each: unknown) => redactQuestion(each, redact))
  if (typeof question !== 'object' || question === null) return question
  return Object.fromEntries(
    Object.entries(question).map(([name, value]: [string, unknown]) => [
      name,
      name === 'filters' ? redactFilter(value, redact) : redactQuestion(value, redact),
    ]),
  )
}

const ofQuestion = (question: Readonly<Record<string, unknown>>, redact: RedactText) =>
  redactQuestion(question, redact) as Readonly<Record<string, unknown>>

function redactChart(chart: Chart, redact: RedactText): Chart {
  const { title, note, titles } = chart
  const words = {
    title: redact(title),
    ...(note !== undefined && { note: redact(note) }),
    ...(titles !== undefined && {
      titles: Object.fromEntries(Object.entries(titles).map(([name, text]) => [name, redact(text)])),
    }),
  }
  switch (chart.draw) {
    case 'funnel':
      return { ...chart, ...words, funnel: ofQuestion(chart.funnel, redact) }
    case 'retention':
      return { ...chart, ...words, retention: ofQuestion(chart.retention, redact) }
    case 'changes':
    case 'health':
      return { ...chart, ...words }
    default:
      return { ...chart, ...words, ask: ofQuestion(chart.ask, redact) }
  }
}

const redactSection = ({ title, charts }: Section, redact: RedactText): Section => ({
  ...(title !== undefined && { title: redact(title) }),
  charts: charts.map((chart) => redactChart(chart, redact)),
})

export const redactBoard = (board: Board, redact: RedactText): Board => ({
  ...board,
  title: redact(board.title),
  question: redact(board.question),
  sections: board.sections.map((section) => redactSection(section, redact)),
})
