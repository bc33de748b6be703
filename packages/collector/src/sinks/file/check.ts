/** Finds out for `hushlog doctor` whether the folder of objects can be written, or made. It changes nothing. */
import { access, constants } from 'node:fs/promises'
import { dirname, resolve } from 'node:path'
import { isMissing } from '../../runtime/is-missing.js'
import { withReducedErrors } from '../sink-error.js'
import { toFileError } from './failure.js'

/** @throws FileSinkError for a folder, or the nearest one above it, that cannot be written */
export const checkFolder = (path: string): Promise<string> =>
  withReducedErrors(new AbortController().signal, toFileError, async () => {
    const folder = resolve(path)
    for (let nearest = folder; ; nearest = dirname(nearest)) {
      try {
        await access(nearest, constants.W_OK | constants.X_OK)
        return nearest === folder ? 'its folder can be written' : 'its folder will be made'
      } catch (thrown) {
        if (!isMissing(thrown) || nearest === dirname(nearest)) throw thrown
      }
    }
  })
