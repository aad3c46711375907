using System.Device.Gpio;
using WasiHal.Tests;

namespace WasiHal.Linux.Tests.Gpio;

/// <summary>What the package's controller offers beyond what the board uses.</summary>
public sealed class LineGpioDriverTests : IDisposable
{
    private readonly SimulatedChip _chip = new("pinctrl-bcm2711", 28);
    private readonly LineGpioDriver _driver;
    private readonly GpioController _controller;

    public LineGpioDriverTests()
    {
        _driver = LineGpioDriver.Open(DeviceFolder.Of(_chip.Name));
        _controller = new(_driver);
    }

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        _controller.Dispose();
        _chip.Dispose();
    }

    [Fact]
    public void Description_Opened_NamesChipLabelAndLines() =>
        Assert.Equal($"{_chip.Name} (pinctrl-bcm2711, 28 lines)", _driver.Description);

    [Theory]
    [InlineData(PinMode.Input)]
    [InlineData(PinMode.InputPullUp)]
    [InlineData(PinMode.InputPullDown)]
    [InlineData(PinMode.Output)]
    public void GetPinMode_AfterSetPinMode_IsTheSame(PinMode mode)
    {
        _controller.OpenPin(5, mode);

        Assert.Equal(mode, _controller.GetPinMode(5));
    }

    [Fact]
    public void OpenPin_NoMode_TouchesNothing()
    {
        _controller.OpenPin(5);

        Assert.Empty(_chip.Steps(5));
        Assert.Equal(PinMode.Input, _controller.GetPinMode(5));
        HardwareAssert.Throws(HardwareErrorKind.Invalid, () => _controller.Read(5), "GPIO 5", "no mode");
        _controller.ClosePin(5);
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(28)]
    public void OpenPin_NoSuchLine_IsNotPresent(int pin) =>
        HardwareAssert.Throws(HardwareErrorKind.NotPresent, () => _controller.OpenPin(pin), "pins 0 to 27");

    [Fact]
    public void ClosePin_Output_ReleasesTheLine()
    {
        _controller.OpenPin(5, PinMode.Output, PinValue.High);

        _controller.ClosePin(5);

        Assert.Equal(("", 0ul), (_chip.Consumer(5), _chip.Flags(5)));
    }

    [Fact]
    public void Toggle_Output_ChangesItsLevel()
    {
        _controller.OpenPin(5, PinMode.Output, PinValue.High);

        _controller.Toggle(5);

        Assert.False(_chip.Level(5));
    }

    [Fact]
    public async Task WaitForEvent_TheEdgeComes_IsItsType()
    {
        _controller.OpenPin(5, PinMode.InputPullUp);
        var waiting = Task.Factory.StartNew(
            () => _controller.WaitForEvent(5, PinEventTypes.Falling, Stop), Stop, TaskCreationOptions.LongRunning, TaskScheduler.Default);
        while ((_chip.Flags(5) & GpioUapi.BothEdges) == 0)
        {
            await Task.Yield();
        }

        _chip.Drive(5, high: false);

        var result = await waiting;
        Assert.Equal((PinEventTypes.Falling, false), (result.EventTypes, result.TimedOut));
    }

    [Fact]
    public void WaitForEvent_Cancelled_HasTimedOut()
    {
        _controller.OpenPin(5, PinMode.InputPullUp);

        var result = _controller.WaitForEvent(5, PinEventTypes.Falling, new CancellationToken(canceled: true));

        Assert.Equal((PinEventTypes.None, true), (result.EventTypes, result.TimedOut));
    }

    [Fact]
    public async Task Callback_HandlerFails_OthersAreToldAndTheThreadGoesOn()
    {
        using var told = new SemaphoreSlim(0);
        _controller.OpenPin(5, PinMode.InputPullUp);
        _controller.RegisterCallbackForPinValueChangedEvent(5, PinEventTypes.Falling, (_, _) => throw new InvalidOperationException("a handler's own mistake"));
        _controller.RegisterCallbackForPinValueChangedEvent(5, PinEventTypes.Falling, (_, _) => told.Release());

        _chip.Drive(5, high: false);
        await told.WaitAsync(Stop);
        _chip.Drive(5, high: true);
        _chip.Drive(5, high: false);

        await told.WaitAsync(Stop);
    }

    [Fact]
    public async Task Callback_AddedAfterAnEdgeThatIsNotToldYet_IsForThoseWhoWereThere()
    {
        using var go = new SemaphoreSlim(0);
        using var isInside = new SemaphoreSlim(0);
        using var isTold = new SemaphoreSlim(0);
        var early = new List<PinEventTypes>();
        var late = new List<PinEventTypes>();
        _controller.OpenPin(5, PinMode.InputPullDown);
        _controller.OpenPin(6, PinMode.InputPullDown);
        _controller.RegisterCallbackForPinValueChangedEvent(5, PinEventTypes.Rising | PinEventTypes.Falling, (_, edge) => early.Add(edge.ChangeType));
        _controller.RegisterCallbackForPinValueChangedEvent(6, PinEventTypes.Rising, (_, _) =>
        {
            isInside.Release();
            go.Wait(Stop);
        });
        _chip.Drive(6, high: true);
        await isInside.WaitAsync(Stop);

        _chip.Drive(5, high: true);
        _controller.RegisterCallbackForPinValueChangedEvent(5, PinEventTypes.Rising | PinEventTypes.Falling, (_, edge) =>
        {
            late.Add(edge.ChangeType);
            isTold.Release();
        });
        _chip.Drive(5, high: false);
        go.Release();

        await isTold.WaitAsync(Stop);
        Assert.Equal([PinEventTypes.Rising, PinEventTypes.Falling], early);
        Assert.Equal([PinEventTypes.Falling], late);
    }

    [Fact]
    public async Task Callback_EdgeLeftOverFromAnEarlierOne_IsForNobody()
    {
        using var go = new SemaphoreSlim(0);
        using var isInside = new SemaphoreSlim(0);
        using var isTold = new SemaphoreSlim(0);
        var told = new List<PinEventTypes>();
        PinChangeEventHandler early = (_, edge) => told.Add(edge.ChangeType);
        _controller.OpenPin(5, PinMode.InputPullDown);
        _controller.OpenPin(6, PinMode.InputPullDown);
        _controller.RegisterCallbackForPinValueChangedEvent(5, PinEventTypes.Rising, early);
        _controller.RegisterCallbackForPinValueChangedEvent(6, PinEventTypes.Rising, (_, _) =>
        {
            isInside.Release();
            go.Wait(Stop);
        });
        _chip.Drive(6, high: true);
        await isInside.WaitAsync(Stop);

        _chip.Drive(5, high: true);
        _controller.UnregisterCallbackForPinValueChangedEvent(5, early);
        _controller.RegisterCallbackForPinValueChangedEvent(5, PinEventTypes.Rising | PinEventTypes.Falling, (_, edge) =>
        {
            told.Add(edge.ChangeType);
            isTold.Release();
        });
        _chip.Drive(5, high: false);
        go.Release();

        await isTold.WaitAsync(Stop);
        Assert.Equal([PinEventTypes.Falling], told);
    }

    [Fact]
    public void Dispose_Twice_ClosesAllOnce()
    {
        _controller.OpenPin(5, PinMode.Output);

        _controller.Dispose();
        _driver.Dispose();

        Assert.Equal(0, _chip.Remove());
    }
}
