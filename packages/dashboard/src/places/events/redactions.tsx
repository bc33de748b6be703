import { redactionsOf } from './redactions-of.js'

/** How many values were removed from an event, and by which rules. */
export function Redactions({ text }: { text: unknown }) {
  const redactions = redactionsOf(text)
  const total = redactions.reduce((sum, { count }) => sum + count, 0)
  if (total === 0) return null
  const words = redactions.map(({ rule, count }) => `${rule} ${count}`).join(', ')
  return (
    <>
      <bdi title={words}>{total}</bdi>
      <span class="visually-hidden"> removed: {words}</span>
    </>
  )
}
