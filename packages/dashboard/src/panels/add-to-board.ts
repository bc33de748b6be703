/** Lets a chart be put on a board of the reader's. */
import { createContext } from 'preact'
import { useContext } from 'preact/hooks'
import type { QueryChart } from '../boards/board.js'

/** Is undefined where there are no boards to add to: then nothing offers it. */
type AddToBoard = ((chart: QueryChart) => void) | undefined

const AddToBoardContext = createContext<AddToBoard>(undefined)
export const AddToBoardProvider = AddToBoardContext.Provider
export const useAddToBoard = (): AddToBoard => useContext(AddToBoardContext)
