/** Draws a bar in a table cell, beside its figure. */
export function Bar({ share, color = 'series-1' }: { share: number; color?: string }) {
  return (
    <span class={`bar ${color}`} aria-hidden="true">
      <span style={{ width: `${Math.max(0, Math.min(1, share)) * 100}%` }} />
    </span>
  )
}
