import { errorCode } from '@hushlog/base'

/** Says whether an error of the file system means that there is no such file or folder. */
export const isMissing = (thrown: unknown): boolean => errorCode(thrown) === 'ENOENT'
