namespace WasiHal.Hosting.Storage;

/// <summary>
/// How much one plugin may still write: so many writes a minute in the long run, and as many as five minutes give at once,
/// because each is a flush to a card that wears. Used under the database's lock.
/// </summary>
internal sealed class WriteAllowance(TimeProvider time)
{
    private const int MinutesAtOnce = 5;

    private double _left = double.MaxValue;
    private long _countedAt = time.GetTimestamp();

    /// <summary>Takes one write.</summary>
    /// <returns>Whether there was one left.</returns>
    public bool TryTake(int perMinute)
    {
        var now = time.GetTimestamp();
        _left = Math.Min(_left + (time.GetElapsedTime(_countedAt, now).TotalMinutes * perMinute), (double)perMinute * MinutesAtOnce);
        _countedAt = now;
        if (_left < 1)
        {
            return false;
        }

        _left--;
        return true;
    }
}
