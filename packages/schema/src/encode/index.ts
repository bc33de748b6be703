export { createEncode, type Encode, type Encoded } from './create-encode.js'
