/** Next 16. It builds with Turbopack. */
import { testNext } from './test-next.js'

testNext('next16')
