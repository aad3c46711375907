namespace WasiHal.Recording;

/// <summary>One line of a file. Immutable.</summary>
/// <param name="Line">Its number in the file, from 1.</param>
/// <param name="Entry">What was asked and answered, without the bytes.</param>
/// <param name="Write">The kept bytes that were written.</param>
/// <param name="Read">The kept bytes that were read.</param>
internal sealed record BusTransaction(int Line, BusEntry Entry, byte[] Write, byte[] Read)
{
    /// <summary>Whose turn it is.</summary>
    public string Device => BusText.Device(Entry);

    /// <summary>What was asked, in words.</summary>
    public string Request => BusText.Request(Entry, Write);
}
