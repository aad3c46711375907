namespace WasiHal;

/// <summary>Keeps the newest reading of every series. Safe from any thread.</summary>
public interface IReadingStore : IReadingSink
{
    /// <summary>The newest reading of every series at this moment, ordered by series.</summary>
    ReadingSnapshot Current { get; }
}
