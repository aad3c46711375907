using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using Microsoft.Extensions.Time.Testing;

namespace WasiHal.Tests.Buzzer;

public sealed class GpioBuzzerTests
{
    private static readonly TimeSpan Tone = TimeSpan.FromMilliseconds(100);

    private readonly FakeTimeProvider _time = new();
    private readonly Wire _wire;

    public GpioBuzzerTests() => _wire = new(_time);

    [Theory]
    [InlineData(false, "0 OutputLow")]
    [InlineData(true, "0 OutputHigh")]
    public void Constructor_Silence_ComesWithTheConfigurationOfThePin(bool activeLow, string step)
    {
        using var buzzer = CreateSut(activeLow);

        Assert.Equal([step], _wire.Steps);
    }

    [Theory]
    [InlineData(false, "high", "low")]
    [InlineData(true, "low", "high")]
    public void Beep_ThreeTones_PlayWithPausesWhileTheCallerGoesOn(bool activeLow, string on, string off)
    {
        using var buzzer = CreateSut(activeLow);

        buzzer.Beep(3, Tone, Tone * 2);
        var atOnce = _wire.Steps.Count;
        Pass(TimeSpan.FromSeconds(5));

        Assert.Equal(2, atOnce);
        Assert.Equal([$"0 {on}", $"100 {off}", $"300 {on}", $"400 {off}", $"600 {on}", $"700 {off}"], _wire.Steps.Skip(1));
    }

    [Fact]
    public void Beep_WhileOnePlays_WaitsForItsEndAndPause()
    {
        using var buzzer = CreateSut();
        buzzer.Beep(1, Tone, Tone);

        buzzer.Beep(1, Tone, TimeSpan.Zero);
        Pass(TimeSpan.FromSeconds(1));
        buzzer.Beep(1, Tone, TimeSpan.Zero);

        Assert.Equal(["0 high", "100 low", "200 high", "300 low", "1000 high"], _wire.Steps.Skip(1));
    }

    [Fact]
    public void Beep_QueueFull_IsBusyUntilOneHasPlayed()
    {
        using var buzzer = CreateSut();
        for (var call = 0; call < BeepCall.QueueLength; call++)
        {
            buzzer.Beep(1, Tone, TimeSpan.Zero);
        }

        HardwareAssert.Throws(HardwareErrorKind.Busy, () => buzzer.Beep(1, Tone, TimeSpan.Zero), "full");
        Pass(Tone);
        buzzer.Beep(1, Tone, TimeSpan.Zero);
    }

    [Theory]
    [InlineData(0, 100, 0, "count is 0", "1 to 10")]
    [InlineData(11, 100, 0, "count is 11", "1 to 10")]
    [InlineData(1, 9, 0, "on is 9 ms", "10 to 2000 ms")]
    [InlineData(1, 2001, 0, "on is 2001 ms", "10 to 2000 ms")]
    [InlineData(1, 100, -1, "off is -1 ms", "0 to 2000 ms")]
    [InlineData(1, 100, 2001, "off is 2001 ms", "0 to 2000 ms")]
    public void Beep_OutOfRange_IsInvalidAndSilent(int count, int on, int off, string what, string accepted)
    {
        using var buzzer = CreateSut();

        HardwareAssert.Throws(
            HardwareErrorKind.Invalid,
            () => buzzer.Beep(count, TimeSpan.FromMilliseconds(on), TimeSpan.FromMilliseconds(off)),
            what, accepted);

        Assert.Single(_wire.Steps);
    }

    [Fact]
    public void Dispose_InTheMiddleOfATone_SilencesAtOnceAndEndsTheQueue()
    {
        var buzzer = CreateSut(activeLow: true);
        buzzer.Beep(5, Tone, Tone);
        buzzer.Beep(5, Tone, Tone);
        Pass(Tone / 2);

        buzzer.Dispose();
        buzzer.Dispose();
        Pass(TimeSpan.FromSeconds(5));

        Assert.Equal(["0 OutputHigh", "0 low", "50 high"], _wire.Steps);
        HardwareAssert.Throws(HardwareErrorKind.NotPresent, () => buzzer.Beep(1, Tone, Tone), "switched off");
    }

    [Fact]
    public void Step_ToneCannotBegin_IsNotFatalAndTheNextCallIsTried()
    {
        using var buzzer = CreateSut();
        _wire.FailingWrites = 1;

        buzzer.Beep(3, Tone, Tone);
        buzzer.Beep(1, Tone, TimeSpan.Zero);
        Pass(TimeSpan.FromSeconds(1));

        Assert.Equal(["0 high fails", "0 low", "0 high", "100 low"], _wire.Steps.Skip(1));
    }

    [Fact]
    public void Step_ToneCannotEnd_IsEndedByConfiguringThePin()
    {
        using var buzzer = CreateSut();
        buzzer.Beep(1, Tone, TimeSpan.Zero);
        _wire.FailingWrites = 1;

        Pass(Tone);

        Assert.Equal(["0 high", "100 low fails", "100 OutputLow"], _wire.Steps.Skip(1));
    }

    [Fact]
    public void Step_PinFailsForGood_RefusesNobodyAndEndsTheQueue()
    {
        using var buzzer = CreateSut();
        buzzer.Beep(10, Tone, Tone);
        _wire.FailingWrites = int.MaxValue;
        _wire.FailsToConfigure = true;

        Pass(TimeSpan.FromSeconds(5));
        for (var call = 0; call < 2 * BeepCall.QueueLength; call++)
        {
            buzzer.Beep(1, Tone, Tone);
        }

        Assert.EndsWith("OutputLow fails", _wire.Steps[^1], StringComparison.Ordinal);
    }

    [Fact]
    public void Constructor_PinFails_SaysSo()
    {
        _wire.FailsToConfigure = true;

        HardwareAssert.Throws(HardwareErrorKind.Other, () => CreateSut());
    }

    /// <summary>In steps, as the time goes by: a clock that jumps calls each timer late.</summary>
    private void Pass(TimeSpan time)
    {
        for (var step = TimeSpan.FromMilliseconds(10); time > TimeSpan.Zero; time -= step)
        {
            _time.Advance(step);
        }
    }

    private GpioBuzzer CreateSut(bool activeLow = false) => new(_wire, 17, activeLow, _time);

    /// <summary>A pin that remembers what was done to it, with the time in milliseconds since the start.</summary>
    private sealed class Wire(TimeProvider timeProvider) : IGpioBank
    {
        private readonly DateTimeOffset _start = timeProvider.GetUtcNow();

        public List<string> Steps { get; } = [];

        public int FailingWrites { get; set; }

        public bool FailsToConfigure { get; set; }

        public bool TryResolve([NotNullWhen(true)] string? name, out int pin) => throw new NotSupportedException();

        public void Configure(int pin, GpioMode mode) => Step(pin, mode.ToString(), FailsToConfigure);

        public bool Read(int pin) => throw new NotSupportedException();

        public void Write(int pin, bool high) => Step(pin, high ? "high" : "low", FailingWrites-- > 0);

        public bool WaitForEdge(int pin, GpioEdge edge, TimeSpan timeout, CancellationToken cancellationToken) => throw new NotSupportedException();

        public IDisposable Watch(int pin, GpioEdge edge, Action<GpioEvent> handler) => throw new NotSupportedException();

        private void Step(int pin, string what, bool fails)
        {
            Assert.Equal(17, pin);
            var at = (timeProvider.GetUtcNow() - _start).TotalMilliseconds;
            Steps.Add(string.Create(CultureInfo.InvariantCulture, $"{at} {what}{(fails ? " fails" : "")}"));
            if (fails)
            {
                throw new HardwareException("The wire is cut.");
            }
        }
    }
}
