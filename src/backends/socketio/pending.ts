/** What waits for a connection, and is given up with it. */
export class Pending {
  readonly #lost = new Set<(error: unknown) => void>()

  /** A promise that is rejected where the connection is lost before it is settled. */
  wait<T>(begin: (resolve: (value: T) => void, reject: (error: unknown) => void) => void): Promise<T> {
    return new Promise<T>((resolve, reject) => {
      const lost = (error: unknown) => {
        this.#lost.delete(lost)
        reject(error)
      }
      this.#lost.add(lost)
      begin((value) => {
        this.#lost.delete(lost)
        resolve(value)
      }, lost)
    })
  }

  lose(error: unknown): void {
    for (const lost of [...this.#lost]) lost(error)
  }
}
