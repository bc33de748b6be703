import { createKeyMeaning, keyWordsInPage } from './keys.js'
export const keyMeaningInPage = /* @__PURE__ */ createKeyMeaning(keyWordsInPage)
