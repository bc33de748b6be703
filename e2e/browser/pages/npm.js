/** An application that bundles the SDK: the ESM build, imported. */
import { createHushlog } from '../../../packages/sdk-browser/dist/index.js'

const { collector, key } = document.documentElement.dataset
window.hush = createHushlog({ endpoint: collector, writeKey: key, flushInterval: 60_000 })
