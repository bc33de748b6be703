/** The ways of drawing that need Chart.js, which is loaded with the first of them. */
export { Histogram } from './histogram.js'
export { Line } from './line.js'
export { Ring } from './ring.js'
export { Stack } from './stack.js'
