/** Stands in for the package of that name in the page: MSW takes the page for Node, and so does not look for a cookie
 *  jar in storage, which throws where storage is blocked. */
export function isNodeProcess(): boolean {
  return true
}
