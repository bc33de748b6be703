import { boards } from '../boards/index.js'
import { boardPage } from './board-page.js'
import { DataPage } from './data/data-page.js'
import { ExplorePage } from './explore/explore-page.js'
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
    Page: ExplorePage,
  },
  {
    id: 'data',
    title: 'Data',
    question: 'Does everything arrive, and does nothing leave that should not?',
    isInNavigation: true,
    Page: DataPage,
  },
]

const [first] = places

/** Returns the first place for an id that is none. */
export const placeById = (id: string): Place | undefined => places.find((place) => place.id === id) ?? first
