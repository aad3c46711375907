using System.Device.Gpio;
using WasiHal.Tests;

namespace WasiHal.Linux.Tests.Gpio;

public sealed class GpioLineTests : IDisposable
{
    private readonly SimulatedChip _simulated = new();
    private readonly GpioChip _chip;
    private readonly GpioLine _line;

    public GpioLineTests()
    {
        _chip = GpioChip.Open(DeviceFolder.Of(_simulated.Name), name: null);
        _line = _chip.Request(5, GpioUapi.Input | GpioUapi.PullDown, high: false);
    }

    public void Dispose()
    {
        _line.Dispose();
        _chip.Dispose();
        _simulated.Dispose();
    }

    [Fact]
    public void Watched_FirstToLastCallback_IsItsDescriptor()
    {
        var before = _line.Watched;
        _line.Add(PinEventTypes.Rising, Ignore);
        var during = _line.Watched;
        _line.Remove(Ignore);

        Assert.NotNull(during);
        Assert.Equal((null, null), (before, _line.Watched));
    }

    [Fact]
    public void Tell_ChipIsGone_TellsWhatCameBeforeAndWaitsNoMore()
    {
        var told = new List<PinEventTypes>();
        _line.Add(PinEventTypes.Rising, (_, edge) => told.Add(edge.ChangeType));
        _simulated.Drive(5, high: true);
        _simulated.Unplug(5);

        _line.Tell(this);

        Assert.Equal([PinEventTypes.Rising], told);
        Assert.Null(_line.Watched);
        _line.Remove(Ignore);
    }

    [Fact]
    public void Tell_MoreThanOneReadHolds_TellsAll()
    {
        var told = new List<PinEventTypes>();
        _line.Add(PinEventTypes.Rising | PinEventTypes.Falling, (_, edge) => told.Add(edge.ChangeType));
        for (var edge = 0; edge < 50; edge++)
        {
            _simulated.Drive(5, edge % 2 == 0);
        }

        _line.Tell(this);

        Assert.Equal(Enumerable.Range(0, 50).Select(edge => edge % 2 == 0 ? PinEventTypes.Rising : PinEventTypes.Falling), told);
    }

    [Fact]
    public void AnyVerb_OfAnotherDirection_IsWhatTheKernelSays() =>
        HardwareAssert.Throws(HardwareErrorKind.Denied, () => _line.Write(high: true), "GPIO 5");

    private static void Ignore(object sender, PinValueChangedEventArgs edge)
    {
    }
}
