import { boards } from '../boards/index.js'
import { boardPage } from './board-page.js'
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
    needsNoEvents: true,
    Page: lazyPage(() => import('./data/data-page.js').then(({ DataPage }) => DataPage)),
  },
  {
    id: 'alerts',
    title: 'Alerts',
    question: 'What is out of bounds, and why?',
    isInNavigation: true,
    needsNoEvents: true,
    Page: lazyPage(() => import('./alerts/alerts-page.js').then(({ AlertsPage }) => AlertsPage)),
  },
  {
    id: 'boards',
    title: 'Boards',
    question: 'Which charts do you want to see together?',
    isInNavigation: true,
    needsNoEvents: true,
    Page: lazyPage(() => import('./boards/boards-page.js').then(({ BoardsPage }) => BoardsPage)),
  },
  {
    id: 'board',
    title: 'Board',
    question: 'What do these charts say together?',
    isInNavigation: false,
    Page: lazyPage(() => import('./boards/one-board-page.js').then(({ OneBoardPage }) => OneBoardPage)),
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
