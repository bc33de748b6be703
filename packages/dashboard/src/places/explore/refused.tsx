import type { ApiError } from '../../api/api-error.js'

interface RefusedProps {
  readonly error: ApiError | undefined
  /** The member of the query that the control chooses, such as `metrics`. */
  readonly member: string
  /** Takes the nearest name in place of the refused one; undefined where names are not replaced. */
  readonly onReplace?: (index: number, nearest: string) => void
}

/** Returns the index of what was refused within a member of the query; undefined when it was something else. */
export function refusedIndex(error: ApiError | undefined, member: string): number | undefined {
  const [, name, index] = error?.refusal.pointer?.split('/') ?? []
  return name === member ? Number(index ?? 0) : undefined
}

/** Says at a control why the collector refused what it chose, and what is allowed. */
export function Refused({ error, member, onReplace }: RefusedProps) {
  const index = refusedIndex(error, member)
  if (error === undefined || index === undefined) return null
  const { nearest } = error.refusal
  return (
    <p class="refused" role="alert">
      Not possible: {error.detail}.
      {nearest !== undefined && onReplace && (
        <button type="button" onClick={() => onReplace(index, nearest)}>
          Use {nearest}
        </button>
      )}
    </p>
  )
}
