import type { Transport } from 'engine.io-client'

/** How the library takes a transport of one's own: a class, of which it makes one a session or an upgrade. It hands over
 *  its options, of which ours need none but those that the base class reads. */
export type TransportCtor = new (options: ConstructorParameters<typeof Transport>[0]) => Transport
