import { useMemo } from 'preact/hooks'
import { useViewing } from '../view/use-view.js'

/** Browsers name hundreds of zones. Those of the view, of the reader and UTC come first. */
function zonesFor(chosen: string): readonly string[] {
  const own = Intl.DateTimeFormat().resolvedOptions().timeZone
  return [...new Set([chosen, own, 'UTC', ...Intl.supportedValuesOf('timeZone')])]
}

/** Chooses in which zone days begin. */
export function ZoneChooser() {
  const { view, go } = useViewing()
  const zones = useMemo(() => zonesFor(view.timeZone), [view.timeZone])
  return (
    <label class="zone">
      <span class="visually-hidden">Time zone</span>
      <select value={view.timeZone} onChange={(event) => go({ timeZone: event.currentTarget.value })}>
        {zones.map((zone) => (
          <option key={zone} value={zone}>
            {zone.replaceAll('_', ' ')}
          </option>
        ))}
      </select>
    </label>
  )
}
