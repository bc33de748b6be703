/** The places of the dashboard, each with one question. */
import type { FunctionComponent } from 'preact'

export interface Place {
  readonly id: string
  readonly title: string
  readonly question: string
  /** The seven places are in the navigation; others are led to. */
  readonly isInNavigation: boolean
  /** Says that the place has something to show to a tenant without events. */
  readonly needsNoEvents?: boolean
  readonly Page: FunctionComponent
}
