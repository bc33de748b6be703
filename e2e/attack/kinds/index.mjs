/** Lists the kinds of attacks, in the order in which they run. */
import { costlyBodies } from './costly-bodies.mjs'
import { guessing } from './guessing.mjs'
import { idFlood } from './id-flood.mjs'
import { oddClocks } from './odd-clocks.mjs'
import { slowBodies } from './slow-bodies.mjs'
import { stalledReaders } from './stalled-readers.mjs'

export const kinds = [slowBodies, costlyBodies, oddClocks, idFlood, guessing, stalledReaders]
