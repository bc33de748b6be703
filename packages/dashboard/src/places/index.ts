import { boards } from '../boards/index.js'
import { boardPage } from './board-page.js'
import { DataPage } from './data/data-page.js'
import { lazyPage } from './lazy-page.js'
import type { Place } from './place.js'

/** All places in the order of the navigation. */
export const places: readonly Place[] = [
  ...boards.map((board) => ({
    id: board.id,
    title: board.title,
    question: board.question,
    isInNavigation: true,
    Page: boardPage(board),
  })),
  {
    id: 'explore',
    title: 'Explore',
    question: 'What else do you want to know?',
    isInNavigation: true,
    Page: lazyPage(() => import('./explore/explore-page.js').then(({ ExplorePage }) => ExplorePage)),
  },
  {
    id: 'data',
    title: 'Data',
    question: 'Does everything arrive, and does nothing leave that should not?',
    isInNavigation: true,
    Page: DataPage,
  },
  {
    id: 'events',
    title: 'Events',
    question: 'Which events are behind a figure?',
    isInNavigation: false,
    Page: lazyPage(() => import('./events/events-page.js').then(({ EventsPage }) => EventsPage)),
  },
  {
    id: 'session',
    title: 'Session',
    question: 'What happened in one session, and when?',
    isInNavigation: false,
    Page: lazyPage(() => import('./session/session-page.js').then(({ SessionPage }) => SessionPage)),
  },
]

const [first] = places

/** Returns the first place for an id that is none. */
export const placeById = (id: string): Place | undefined => places.find((place) => place.id === id) ?? first
