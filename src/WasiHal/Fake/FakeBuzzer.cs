namespace WasiHal.Fake;

/// <summary>A buzzer that remembers what it played, by the injected clock. Safe from any thread.</summary>
public sealed class FakeBuzzer : IBuzzer
{
    /// <summary>How many calls of <see cref="Beep"/> can wait or play at once.</summary>
    public const int QueueLength = BeepCall.QueueLength;

    /// <summary>How many tones are remembered; older ones are forgotten.</summary>
    public const int RememberedTones = 256;

    private readonly Lock _gate = new();
    private readonly TimeProvider _timeProvider;
    private readonly Queue<FakeTone> _tones = new();
    private readonly Queue<DateTimeOffset> _ends = new();
    private DateTimeOffset _free;

    internal FakeBuzzer(TimeProvider timeProvider) => _timeProvider = timeProvider;

    /// <summary>Whether there is a buzzer; without one every beep is refused.</summary>
    /// <value><see langword="true"/>.</value>
    public bool IsPresent { get; set; } = true;

    /// <summary>The tones that have begun by now, oldest first, the last 256 at most. A copy.</summary>
    public IReadOnlyList<FakeTone> Heard
    {
        get
        {
            lock (_gate)
            {
                var now = _timeProvider.GetUtcNow();
                return [.. _tones.Where(tone => tone.Start <= now)];
            }
        }
    }

    /// <inheritdoc/>
    public void Beep(int count, TimeSpan on, TimeSpan off)
    {
        BeepCall.Checked(count, on, off);
        if (!IsPresent)
        {
            throw Require.NotPresent("buzzer", "none");
        }

        lock (_gate)
        {
            var now = _timeProvider.GetUtcNow();
            while (_ends.TryPeek(out var end) && end <= now)
            {
                _ends.Dequeue();
            }

            if (_ends.Count == QueueLength)
            {
                throw BeepCall.QueueIsFull;
            }

            _free = _free > now ? _free : now;
            for (var tone = 0; tone < count; tone++)
            {
                Remember(new(_free, on));
                _free += on + off;
            }

            _ends.Enqueue(_free);
        }
    }

    private void Remember(FakeTone tone)
    {
        if (_tones.Count == RememberedTones)
        {
            _tones.Dequeue();
        }

        _tones.Enqueue(tone);
    }
}
