/** Loads a part of the page. Where that fails it is asked for once more at another address: Firefox remembers of a module
 *  that did not come that it never will (https://github.com/whatwg/html/issues/6768). Rejects as `load` does. */
export async function loadPart<T>(load: () => Promise<T>, again = importAt<T>): Promise<T> {
  try {
    return await load()
  } catch (error) {
    // WebKit does not say which one it was.
    const [address] = /https?:\/\/\S+\.js/.exec(String(error)) ?? []
    if (address === undefined) throw error
    return again(`${address}?again=${Date.now()}`)
  }
}

function importAt<T>(address: string): Promise<T> {
  return import(/* @vite-ignore */ address) as Promise<T>
}
