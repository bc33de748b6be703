/** The boards of the places, by their ids. */
import { automation } from './automation.js'
import type { Board } from './board.js'
import { conversations } from './conversations.js'
import { overview } from './overview.js'
import { quality } from './quality.js'
import { speed } from './speed.js'

export const boards: readonly Board[] = [overview, conversations, quality, speed, automation]
