import { formatPeriod } from '../format/period-label.js'
import type { View } from './view.js'

/** Says what the page shows, for tabs and bookmarks. */
export const titleOf = (view: View, place: string | undefined, tenant: string | undefined): string =>
  [place, tenant, formatPeriod(view.range), 'Hushlog'].filter((part) => part !== undefined).join(' · ')
