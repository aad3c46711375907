namespace WasiHal;

/// <summary>
/// Takes readings: the one seam between those who make them and those who keep, forward or show them. Every registered
/// sink gets every batch; one that throws starves no other.
/// </summary>
public interface IReadingSink
{
    /// <summary>Takes one batch. Calls may come from several threads at once.</summary>
    /// <param name="readings">Only valid until the returned task ends: copy what is kept.</param>
    /// <param name="cancellationToken">The host is going down.</param>
    ValueTask AcceptAsync(ReadOnlyMemory<Reading> readings, CancellationToken cancellationToken);
}
