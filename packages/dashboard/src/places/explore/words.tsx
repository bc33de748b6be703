/** Writes a text of the catalogue, in which names stand between backticks. */
export const Words = ({ text }: { text: string }) => (
  <>{text.split('`').map((part, i) => (i % 2 === 1 ? <code key={part}>{part}</code> : part))}</>
)
