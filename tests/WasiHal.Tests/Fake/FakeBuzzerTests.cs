using Microsoft.Extensions.Time.Testing;
using WasiHal.Fake;

namespace WasiHal.Tests.Fake;

public sealed class FakeBuzzerTests
{
    private static readonly TimeSpan Tone = TimeSpan.FromMilliseconds(100);
    private static readonly DateTimeOffset Start = new(2025, 6, 1, 12, 0, 0, TimeSpan.Zero);

    private readonly FakeTimeProvider _time = new(Start);
    private readonly FakeBuzzer _buzzer;

    public FakeBuzzerTests() => _buzzer = new FakeBoard(timeProvider: _time).Buzzer;

    [Fact]
    public void Beep_ThreeTones_AreHeardOneAfterAnother()
    {
        _buzzer.Beep(3, Tone, Tone * 2);

        Assert.Equal([new(Start, Tone)], _buzzer.Heard);
        _time.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal([0, 300, 600], _buzzer.Heard.Select(tone => (tone.Start - Start).TotalMilliseconds));
    }

    [Fact]
    public void Beep_WhileOnePlays_WaitsForItsEnd()
    {
        _buzzer.Beep(1, Tone, Tone);
        _buzzer.Beep(1, Tone, TimeSpan.Zero);

        _time.Advance(TimeSpan.FromMilliseconds(200));

        Assert.Equal([0, 200], _buzzer.Heard.Select(tone => (tone.Start - Start).TotalMilliseconds));
    }

    [Fact]
    public void Beep_QueueFull_IsBusyUntilOneHasPlayed()
    {
        for (var call = 0; call < FakeBuzzer.QueueLength; call++)
        {
            _buzzer.Beep(1, Tone, TimeSpan.Zero);
        }

        HardwareAssert.Throws(HardwareErrorKind.Busy, () => _buzzer.Beep(1, Tone, TimeSpan.Zero), "full");
        _time.Advance(Tone);
        _buzzer.Beep(1, Tone, TimeSpan.Zero);
    }

    [Fact]
    public void Heard_ManyTones_RemembersTheNewest()
    {
        for (var call = 0; call < 60; call++)
        {
            _buzzer.Beep(5, Tone, TimeSpan.Zero);
            _time.Advance(Tone * 5);
        }

        Assert.Equal(FakeBuzzer.RememberedTones, _buzzer.Heard.Count);
        Assert.Equal(_time.GetUtcNow() - Tone, _buzzer.Heard[^1].Start);
    }

    [Theory]
    [InlineData(0, 100, 0, "count is 0", "1 to 10")]
    [InlineData(11, 100, 0, "count is 11", "1 to 10")]
    [InlineData(1, 9, 0, "on is 9 ms", "10 to 2000 ms")]
    [InlineData(1, 2001, 0, "on is 2001 ms", "10 to 2000 ms")]
    [InlineData(1, 100, -1, "off is -1 ms", "0 to 2000 ms")]
    [InlineData(1, 100, 2001, "off is 2001 ms", "0 to 2000 ms")]
    public void Beep_OutOfRange_IsInvalid(int count, int on, int off, string what, string accepted)
    {
        HardwareAssert.Throws(
            HardwareErrorKind.Invalid,
            () => _buzzer.Beep(count, TimeSpan.FromMilliseconds(on), TimeSpan.FromMilliseconds(off)),
            what, accepted);

        Assert.Empty(_buzzer.Heard);
    }

    [Fact]
    public void Beep_NoBuzzer_IsNotPresent()
    {
        _buzzer.IsPresent = false;

        HardwareAssert.Throws(HardwareErrorKind.NotPresent, () => _buzzer.Beep(1, Tone, Tone), "buzzer");
    }
}
