namespace WasiHal.Linux;

/// <summary>
/// Where a sensor's file lies. It is looked for once; while there is none, at most once a minute, because a driver may
/// be loaded later and looking is dearer than reading.
/// </summary>
internal sealed class SensorPath(Func<string?> find, TimeProvider timeProvider)
{
    public static readonly TimeSpan Retry = TimeSpan.FromMinutes(1);

    private readonly Lock _gate = new();
    private string? _path;
    private long? _lookedAt;

    public string? Value
    {
        get
        {
            lock (_gate)
            {
                var now = timeProvider.GetTimestamp();
                if (_path is null && (_lookedAt is not { } lookedAt || timeProvider.GetElapsedTime(lookedAt, now) >= Retry))
                {
                    _path = find();
                    _lookedAt = now;
                }

                return _path;
            }
        }
    }
}
