/** The boards that come with the dashboard, by their ids. */
import type { Board } from './board.js'
import { overview } from './overview.js'

export const boards: readonly Board[] = [overview]

export const boardById: ReadonlyMap<string, Board> = new Map(boards.map((board) => [board.id, board]))
