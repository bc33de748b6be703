import { clientContext, describeEncoding } from '../../../sdk-core/src/encode-contract.fixture.js'
import { createUlidSource } from '../ulid.js'
import { createFastPath } from './create-fast-path.js'
import { createTextBuffer } from './text-buffer.js'

describeEncoding('fast path', (options) => {
  const ulids = createUlidSource((count) => new Uint8Array(count))
  return createFastPath(options, clientContext, createTextBuffer(), ulids)
})
