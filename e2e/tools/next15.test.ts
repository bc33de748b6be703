/** Next 15. npm run test:long runs it: a build takes half a minute. */
import { testNext } from './test-next.js'

testNext('next15')
