import type { App } from './app.ts'
import { expect } from './app.ts'

/** Waits until that is written down on the device: what came in the last moment before a page ends may not be. */
export async function isKept(app: App, ...wanted: string[]): Promise<void> {
  const read = () =>
    app.page.evaluate(async () => {
      const done = <T>(request: IDBRequest<T>) =>
        new Promise<T>((resolve, reject) => {
          request.onsuccess = () => resolve(request.result)
          request.onerror = () => reject(request.error ?? new Error('It cannot be read.'))
        })
      const found: unknown[] = []
      for (const { name = '' } of await indexedDB.databases()) {
        const database = await done(indexedDB.open(name))
        const stores = [...database.objectStoreNames]
        const tx = database.transaction(stores)
        for (const store of stores) found.push(await done(tx.objectStore(store).getAll()))
        database.close()
      }
      return JSON.stringify(found)
    })
  for (const text of wanted) await expect.poll(read).toContain(text)
}
