export { createEncode, type Encode, type Encoded } from './create-encode.js'
export { createPass, type Pass, type Passed } from './create-pass.js'
export type { Source } from './members.js'
