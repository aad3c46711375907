namespace WasiHal.Recording;

/// <summary>What a recorder held at one moment. Immutable.</summary>
/// <param name="Started">When the recorder's time began.</param>
/// <param name="Dropped">Transactions that went before these.</param>
/// <param name="Entries">The transactions, in the order in which they ended; where some between them are gone, that is said.</param>
/// <param name="Bytes">The kept bytes of all of them one after the other: written, then read.</param>
/// <param name="Origin">The timestamp of <paramref name="Started"/>.</param>
/// <param name="Time">The clock of the timestamps.</param>
internal sealed record BusSnapshot(DateTimeOffset Started, long Dropped, BusEntry[] Entries, byte[] Bytes, long Origin, TimeProvider Time);
