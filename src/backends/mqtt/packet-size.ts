import type { Publication } from './publication.ts'

const encoder = new TextEncoder()

/** How long the PUBLISH is (bytes), with its header.
 *  [spec] https://docs.oasis-open.org/mqtt/mqtt/v5.0/os/mqtt-v5.0-os.html#_Toc3901100 */
export function publishBytes({ topic, payload, qos, properties }: Publication, isFive: boolean): number {
  const own = isFive ? propertyBytes(properties) : 0
  const rest = textBytes(topic) + (qos > 0 ? 2 : 0) + (isFive ? digits(own) + own : 0) + payload.length
  return 1 + digits(rest) + rest
}

function propertyBytes(properties: Publication['properties'] = {}): number {
  const { contentType, userProperties = {}, responseTopic, correlationData } = properties
  let bytes = 0
  for (const text of [contentType, responseTopic]) if (text !== undefined) bytes += 1 + textBytes(text)
  if (correlationData) bytes += 3 + correlationData.length
  if (properties.messageExpiryInterval !== undefined) bytes += 5
  if (properties.payloadFormatIndicator !== undefined) bytes += 2
  for (const [name, values] of Object.entries(userProperties))
    for (const value of [values].flat()) bytes += 1 + textBytes(name) + textBytes(value)
  return bytes
}

/** Text with the length before it. */
function textBytes(text: string): number {
  return 2 + encoder.encode(text).length
}

/** How long a length is that is written seven bits a byte. */
function digits(length: number): number {
  return length < 128 ? 1 : length < 128 ** 2 ? 2 : length < 128 ** 3 ? 3 : 4
}
