import { type Comparison, defaultCompare, type Period, type View } from './view.js'

const pair = (value: Period | Comparison) => (typeof value === 'string' ? value : value.join('..'))

/** Returns the query string of a view, with which `readView` shows the same to everybody who has access. */
export function viewSearch(view: View): string {
  const params = new URLSearchParams({ place: view.place })
  if (view.tenant !== undefined) params.set('tenant', view.tenant)
  params.set('range', pair(view.range))
  params.set('tz', view.timeZone)
  if (view.compare === undefined) params.set('compare', 'none')
  else if (view.compare !== defaultCompare) params.set('compare', pair(view.compare))
  if (view.filters.length > 0) params.set('f', JSON.stringify(view.filters))
  for (const [name, value] of Object.entries(view.own)) params.set(name, value)
  return `?${params}`
}

/** Returns the path and query of a view on this collector. */
export const viewAddress = (view: View): string => `${location.pathname}${viewSearch(view)}`
