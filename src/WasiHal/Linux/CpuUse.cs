namespace WasiHal.Linux;

/// <summary>Use of the processor between two samples at least 200 ms apart; asked sooner, it answers the last value.</summary>
internal sealed class CpuUse(IKernelFiles files, TimeProvider timeProvider)
{
    public static readonly TimeSpan ShortestInterval = TimeSpan.FromMilliseconds(200);

    private readonly Lock _gate = new();
    private CpuTimes? _earlier;
    private long _sampledAt;
    private double? _percent;

    public double? ReadPercent()
    {
        lock (_gate)
        {
            var now = timeProvider.GetTimestamp();
            if (_earlier is not null && timeProvider.GetElapsedTime(_sampledAt, now) < ShortestInterval)
            {
                return _percent;
            }

            Span<byte> buffer = stackalloc byte[256];
            var times = CpuTimes.Parse(buffer[..files.Read("proc/stat", buffer)]);
            _percent = _earlier is { } earlier ? times?.UsePercentSince(earlier) : null;
            _earlier = times;
            _sampledAt = now;
            return _percent;
        }
    }
}
