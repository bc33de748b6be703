import type { Column } from '../api/query.js'
import { describeChange } from '../format/change.js'

interface DeltaProps {
  readonly change: number | null | undefined
  readonly column: Pick<Column, 'unit' | 'better'>
}

/** Says by sign and word, and not by color alone, whether a change is good. */
export function Delta({ change, column }: DeltaProps) {
  const described = describeChange(change, column)
  if (described === undefined) return null
  return (
    <span class={`delta delta-${described.word ?? 'even'}`}>
      {described.text}
      {described.word && <span class="delta-word"> {described.word}</span>}
    </span>
  )
}
