/** A part of an application that bundles another copy of the SDK. */
import { createHushlog } from '../../../packages/sdk-browser/dist/index.js?again'

const { collector, key } = document.documentElement.dataset
window.again = createHushlog({ endpoint: collector, writeKey: key, flushInterval: 60_000 })
