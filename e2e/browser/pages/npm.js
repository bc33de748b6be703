/** An application that bundles the SDK and imports its ESM build. */
import { createHushlog } from '../../../packages/sdk-browser/dist/index.js'

const { collector, key } = document.documentElement.dataset
window.hush = createHushlog({ endpoint: collector, writeKey: key, flushInterval: 60_000 })
