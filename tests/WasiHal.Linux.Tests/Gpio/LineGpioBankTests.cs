using System.Device.Gpio;
using Microsoft.Extensions.Time.Testing;
using WasiHal.Tests;
using WasiHal.Tests.Gpio;

namespace WasiHal.Linux.Tests.Gpio;

/// <summary>The whole way down: bank, controller of the package, our driver, and its requests to the kernel.</summary>
public sealed class LineGpioBankTests : GpioBankConformance, IDisposable
{
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);
    private static readonly DateTimeOffset Noon = new(2025, 6, 1, 12, 0, 0, TimeSpan.Zero);

    private readonly SimulatedChip _chip = new();
    private readonly FakeTimeProvider _time = new();
    private readonly LinuxGpioBank _bank;

    public LineGpioBankTests() => _bank = CreateBank();

    protected override IGpioBank Bank => _bank;

    protected override int Free => 5;

    protected override int Missing => 58;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        _bank.Dispose();
        _chip.Dispose();
    }

    [Theory]
    [InlineData(GpioMode.OutputHigh, true)]
    [InlineData(GpioMode.OutputLow, false)]
    public void Configure_NewOutput_IsTakenWithDirectionAndLevelInOneRequest(GpioMode mode, bool high)
    {
        _bank.Configure(27, mode);

        var step = Assert.Single(_chip.Steps(27));
        Assert.Equal((SimulatedChip.GetLine, GpioUapi.Output, high ? 1 : 0), ((int)step.Request, step.Flags & GpioUapi.Output, step.Level));
        Assert.Equal("wasihal", _chip.Consumer(27));
    }

    [Theory]
    [InlineData(GpioMode.Input, GpioMode.OutputHigh)]
    [InlineData(GpioMode.InputPullDown, GpioMode.OutputHigh)]
    [InlineData(GpioMode.OutputHigh, GpioMode.OutputHigh)]
    [InlineData(GpioMode.Input, GpioMode.OutputLow)]
    [InlineData(GpioMode.InputPullUp, GpioMode.OutputLow)]
    [InlineData(GpioMode.OutputLow, GpioMode.OutputLow)]
    public void Configure_OutputAfterAnyMode_NeverDrivesTheOtherLevel(GpioMode before, GpioMode mode)
    {
        _bank.Configure(27, before);

        _bank.Configure(27, mode);

        Assert.True(_chip.NeverDrove(27, mode == GpioMode.OutputLow));
        Assert.Equal(mode == GpioMode.OutputHigh, _chip.Level(27));
        Assert.Equal(2, _chip.Steps(27).Count);
    }

    [Theory]
    [InlineData(true, "off")]
    [InlineData(true, "on")]
    [InlineData(false, "off")]
    [InlineData(false, "on")]
    public void Relays_FromStartToEnd_NeverLeaveTheSafeLevelUnasked(bool activeLow, string safe)
    {
        var relays = new GpioRelayBank(_bank, new Dictionary<string, RelayOptions> { ["fan"] = new() { GpioPin = 27, ActiveLow = activeLow, Safe = safe } });

        var faults = relays.MakeSafe();
        _bank.Dispose();

        Assert.Empty(faults);
        Assert.True(_chip.NeverDrove(27, (safe == "on") == activeLow));
        Assert.Equal((uint)SimulatedChip.Released, _chip.Steps(27)[^1].Request);
    }

    [Theory]
    [InlineData(GpioMode.Input, 1ul << 10)]
    [InlineData(GpioMode.InputPullUp, 1ul << 8)]
    [InlineData(GpioMode.InputPullDown, 1ul << 9)]
    public void Configure_Input_HasItsPull(GpioMode mode, ulong pull)
    {
        _bank.Configure(5, mode);

        Assert.Equal(pull | GpioUapi.Input | GpioUapi.Used, _chip.Flags(5));
    }

    [Fact]
    public void Read_LevelFromOutside_IsRead()
    {
        _bank.Configure(5, GpioMode.InputPullUp);

        _chip.Drive(5, high: false);
        var low = _bank.Read(5);
        _chip.Drive(5, high: null);

        Assert.False(low);
        Assert.True(_bank.Read(5));
    }

    [Fact]
    public void Configure_SomebodyElseHasIt_IsBusyAndNamesThemUntilTheyLetGo()
    {
        _chip.Hold(17, "led0");
        _chip.Hold(18, "");

        HardwareAssert.Throws(HardwareErrorKind.Busy, () => _bank.Configure(17, GpioMode.OutputHigh), "GPIO 17", _chip.Name, "\"led0\"");
        HardwareAssert.Throws(HardwareErrorKind.Busy, () => _bank.Configure(18, GpioMode.Input), "does not name");
        HardwareAssert.Throws(HardwareErrorKind.Invalid, () => _bank.Read(17), "not configured");
    }

    [Fact]
    public void Configure_AnotherBankHasIt_IsBusyUntilThatOneIsDisposed()
    {
        var other = CreateBank();
        other.Configure(17, GpioMode.OutputHigh);

        HardwareAssert.Throws(HardwareErrorKind.Busy, () => _bank.Configure(17, GpioMode.OutputHigh), "\"wasihal\"");
        other.Dispose();
        _bank.Configure(17, GpioMode.OutputHigh);

        Assert.True(_bank.Read(17));
    }

    [Theory]
    [InlineData(16, HardwareErrorKind.Busy)]
    [InlineData(1, HardwareErrorKind.Denied)]
    [InlineData(19, HardwareErrorKind.NotPresent)]
    [InlineData(22, HardwareErrorKind.Invalid)]
    [InlineData(5, HardwareErrorKind.Other)]
    public void AnyVerb_KernelRefuses_HasThePhysicalMeaning(int error, HardwareErrorKind kind)
    {
        _bank.Configure(5, GpioMode.OutputLow);
        _bank.Configure(6, GpioMode.Input);

        Fails(SimulatedChip.GetLine, () => _bank.Configure(7, GpioMode.Input));
        Fails(SimulatedChip.SetConfig, () => _bank.Configure(6, GpioMode.InputPullUp));
        Fails(SimulatedChip.SetConfig, () => _bank.WaitForEdge(6, GpioEdge.Both, Minute, Stop));
        Fails(SimulatedChip.SetConfig, () => _bank.Watch(6, GpioEdge.Both, _ => { }));
        Fails(SimulatedChip.GetValues, () => _bank.Read(6));
        Fails(SimulatedChip.SetValues, () => _bank.Write(5, high: true));
        Fails(SimulatedChip.SetValues, () => _bank.Configure(5, GpioMode.OutputHigh));

        // Each was refused once; the pins go on.
        _bank.Configure(7, GpioMode.Input);
        _bank.Write(5, high: true);
        Assert.True(_bank.Read(5));

        void Fails(int request, Action verb)
        {
            _chip.FailNext(request, error);
            HardwareAssert.Throws(kind, verb, "GPIO");
        }
    }

    [Theory]
    [InlineData(GpioEdge.Rising, true)]
    [InlineData(GpioEdge.Falling, false)]
    [InlineData(GpioEdge.Both, false)]
    public async Task WaitForEdge_TheEdgeComes_SaysSoAndTheLineTellsNoMore(GpioEdge edge, bool high)
    {
        _chip.Drive(5, !high);
        _bank.Configure(5, GpioMode.Input);
        var waiting = Wait(5, edge, Minute, Stop);

        await ToldEdges.UntilAsync(() => HasEdges(5));
        _chip.Drive(5, high);

        Assert.True(await waiting);
        Assert.False(HasEdges(5));
        Assert.Equal(GpioUapi.Input | GpioUapi.NoBias | GpioUapi.Used, _chip.Flags(5));
    }

    [Fact]
    public async Task WaitForEdge_OtherEdgeUntilTheTimeIsOver_SaysNo()
    {
        _bank.Configure(5, GpioMode.InputPullUp);
        var waiting = Wait(5, GpioEdge.Rising, TimeSpan.FromSeconds(1), Stop);

        await ToldEdges.UntilAsync(() => HasEdges(5));
        _chip.Drive(5, high: false);
        await ToldEdges.UntilAsync(() =>
        {
            // The deadline may not be set yet, hence again and again.
            _time.Advance(TimeSpan.FromSeconds(1));
            return waiting.IsCompleted;
        });

        Assert.False(await waiting);
    }

    [Fact]
    public async Task WaitForEdge_EdgesOfAnEarlierWait_AreNotTaken()
    {
        using var stopping = new CancellationTokenSource();
        _bank.Configure(5, GpioMode.Input);
        var first = Wait(5, GpioEdge.Falling, Minute, stopping.Token);
        await ToldEdges.UntilAsync(() => HasEdges(5));
        await stopping.CancelAsync();
        await first;

        _chip.Drive(5, high: true);
        var second = Wait(5, GpioEdge.Rising, Minute, Stop);
        await ToldEdges.UntilAsync(() => HasEdges(5));
        _chip.Drive(5, high: false);

        Assert.False(second.IsCompleted);
        _chip.Drive(5, high: true);
        Assert.True(await second);
    }

    [Fact]
    public async Task Watch_Changes_AreToldInOrderWithTheKernelsTimes()
    {
        var told = new ToldEdges();
        _bank.Configure(22, GpioMode.InputPullUp);
        using var watch = _bank.Watch(22, GpioEdge.Both, told.Add);

        for (var edge = 0; edge < 100; edge++)
        {
            _chip.Drive(22, edge % 2 != 0, Noon.AddMicroseconds(edge));
        }

        await ToldEdges.UntilAsync(() => told.Count == 100);
        Assert.Equal(Enumerable.Range(0, 100).Select(edge => new GpioEvent(22, edge % 2 != 0, Noon.AddMicroseconds(edge))), told.All);
    }

    [Fact]
    public async Task Watch_SeveralPinsAndWatches_EachIsToldItsOwn()
    {
        var rising = new ToldEdges();
        var both = new ToldEdges();
        var other = new ToldEdges();
        _bank.Configure(22, GpioMode.InputPullDown);
        _bank.Configure(23, GpioMode.InputPullDown);
        using var first = _bank.Watch(22, GpioEdge.Rising, rising.Add);
        using var second = _bank.Watch(22, GpioEdge.Both, both.Add);
        using var third = _bank.Watch(23, GpioEdge.Both, other.Add);

        _chip.Drive(22, high: true);
        _chip.Drive(23, high: true);
        _chip.Drive(22, high: false);

        await ToldEdges.UntilAsync(() => rising.Count == 1 && both.Count == 2 && other.Count == 1);
        Assert.Equal([true, false], both.All.Select(change => change.High));
        Assert.Equal((22, 23), (rising.All[0].Pin, other.All[0].Pin));
    }

    [Fact]
    public async Task Watch_AnotherPinWhileEdgesAreWaitedFor_IsWaitedForToo()
    {
        var told = new ToldEdges();
        _bank.Configure(22, GpioMode.InputPullDown);
        _bank.Configure(23, GpioMode.InputPullDown);
        using var first = _bank.Watch(22, GpioEdge.Both, told.Add);
        _chip.Drive(22, high: true);
        await ToldEdges.UntilAsync(() => told.Count == 1);

        using var second = _bank.Watch(23, GpioEdge.Both, told.Add);
        _chip.Drive(23, high: true);

        await ToldEdges.UntilAsync(() => told.Count == 2);
    }

    [Fact]
    public async Task Watch_LastOneEnds_TheLineTellsNoMoreUntilTheNext()
    {
        var told = new ToldEdges();
        _bank.Configure(22, GpioMode.InputPullDown);
        var first = _bank.Watch(22, GpioEdge.Both, told.Add);
        var second = _bank.Watch(22, GpioEdge.Both, told.Add);

        first.Dispose();
        var withOne = HasEdges(22);
        second.Dispose();
        var withNone = HasEdges(22);
        _chip.Drive(22, high: true);
        using var third = _bank.Watch(22, GpioEdge.Both, told.Add);
        _chip.Drive(22, high: false, Noon);

        await ToldEdges.UntilAsync(() => told.Count > 0);
        Assert.Equal((true, false), (withOne, withNone));
        Assert.Equal([new(22, false, Noon)], told.All);
    }

    [Fact]
    public async Task Watch_ChipIsPulledOut_OtherPinsGoOnAndThisOneCanBeConfiguredAnew()
    {
        var told = new ToldEdges();
        _bank.Configure(22, GpioMode.InputPullDown);
        _bank.Configure(23, GpioMode.InputPullDown);
        using var gone = _bank.Watch(22, GpioEdge.Both, _ => { });
        using var there = _bank.Watch(23, GpioEdge.Both, told.Add);

        _chip.Unplug(22);
        _chip.Drive(23, high: true);

        await ToldEdges.UntilAsync(() => told.Count == 1);
        _bank.Configure(22, GpioMode.OutputLow);
        Assert.False(_bank.Read(22));
    }

    [Fact]
    public async Task Dispose_Watched_LetsGoOfAllOfTheChip()
    {
        _bank.Configure(22, GpioMode.Input);
        _bank.Configure(23, GpioMode.OutputHigh);
        _bank.Configure(24, GpioMode.Input);
        using var watch = _bank.Watch(22, GpioEdge.Both, _ => { });
        var waiting = Wait(24, GpioEdge.Both, Minute, Stop);
        await ToldEdges.UntilAsync(() => HasEdges(24));

        _bank.Dispose();

        Assert.False(await waiting);
        Assert.Equal(0, _chip.Remove());
    }

    [Fact]
    public async Task WatchAndConfigure_ManyThreads_LoseNothing()
    {
        await Parallel.ForAsync(0, 4, Stop, async (pin, stop) =>
        {
            for (var turn = 0; turn < 25; turn++)
            {
                var told = new ToldEdges();
                _bank.Configure(pin, GpioMode.InputPullDown);
                using var watch = _bank.Watch(pin, GpioEdge.Both, told.Add);
                _chip.Drive(pin, high: true);
                _chip.Drive(pin, high: false);
                await ToldEdges.UntilAsync(() => told.Count == 2);
                _bank.Configure(pin, GpioMode.OutputHigh);
                Assert.True(_bank.Read(pin));
            }
        });
    }

    private LinuxGpioBank CreateBank() =>
        new(new GpioController(LineGpioDriver.Open(DeviceFolder.Of(_chip.Name))), new Dictionary<string, int>(), _time);

    private bool HasEdges(int line) => (_chip.Flags(line) & GpioUapi.BothEdges) != 0;

    /// <summary>On a thread of its own: those of the pool are few, and the handlers need them.</summary>
    private Task<bool> Wait(int pin, GpioEdge edge, TimeSpan timeout, CancellationToken stop) =>
        Task.Factory.StartNew(() => _bank.WaitForEdge(pin, edge, timeout, stop), Stop, TaskCreationOptions.LongRunning, TaskScheduler.Default);
}
