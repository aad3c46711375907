using WasiHal.Tests;

namespace WasiHal.Linux.Tests.Gpio;

public sealed class GpioChipTests : IDisposable
{
    private const int AccessDenied = 13;

    private readonly SimulatedChip _expander = new("raspberrypi-exp-gpio", 8);
    private readonly SimulatedChip _header = new("pinctrl-rp1", 54);

    public void Dispose()
    {
        _expander.Dispose();
        _header.Dispose();
    }

    [Fact]
    public void Open_SeveralChips_ChoosesTheOneOfTheHeaderAndClosesTheOthers()
    {
        using (var chip = GpioChip.Open(DeviceFolder.Of("null", _expander.Name, _header.Name), name: null))
        {
            Assert.Equal((_header.Name, "pinctrl-rp1", 54), (chip.Name, chip.Label, chip.Lines));
        }

        Assert.Equal((0, 0), (_expander.Remove(), _header.Remove()));
    }

    [Fact]
    public void Open_NoChipOfAHeader_ChoosesTheFirst()
    {
        using var second = new SimulatedChip("gpio-mockup-A");

        using (var chip = GpioChip.Open(DeviceFolder.Of(_expander.Name, second.Name), name: null))
        {
            Assert.Equal(_expander.Name, chip.Name);
        }

        Assert.Equal((0, 0), (_expander.Remove(), second.Remove()));
    }

    [Fact]
    public void Open_Named_OpensThatOne()
    {
        using var chip = GpioChip.Open(DeviceFolder.Of(_expander.Name, _header.Name), _expander.Name);

        Assert.Equal(("raspberrypi-exp-gpio", 8), (chip.Label, chip.Lines));
    }

    [Fact]
    public void Open_None_IsNotPresent()
    {
        HardwareAssert.Throws(HardwareErrorKind.NotPresent, () => GpioChip.Open(DeviceFolder.Of("null"), name: null), "/dev/gpiochip0");
        HardwareAssert.Throws(HardwareErrorKind.NotPresent, () => GpioChip.Open(DeviceFolder.Of("null"), "gpiochip4"), "gpiochip4", "it has none");
        HardwareAssert.Throws(
            HardwareErrorKind.NotPresent, () => GpioChip.Open(DeviceFolder.Of(_header.Name), "gpiochip9999"), "gpiochip9999", $"it has {_header.Name}");
    }

    [Fact]
    public void Open_GoneBetweenListingAndOpening_IsNotPresent() =>
        HardwareAssert.Throws(HardwareErrorKind.NotPresent, () => GpioChip.Open(DeviceFolder.Of("gpiochip9998"), name: null), "/dev/gpiochip9998");

    [Fact]
    public void Open_NotAllowed_IsDeniedAndSaysWhatToDo()
    {
        using var locked = new SimulatedChip(openError: AccessDenied);

        HardwareAssert.Throws(
            HardwareErrorKind.Denied, () => GpioChip.Open(DeviceFolder.Of(locked.Name), name: null), $"/dev/{locked.Name}", "sudo usermod -aG gpio USER");
    }

    [Fact]
    public void Open_TheOneOfTheHeaderIsNotAllowed_TakesNoOtherInItsPlace()
    {
        using var locked = new SimulatedChip(openError: AccessDenied);

        HardwareAssert.Throws(HardwareErrorKind.Denied, () => GpioChip.Open(DeviceFolder.Of(_expander.Name, locked.Name), name: null), locked.Name);

        Assert.Equal(0, _expander.Remove());
    }

    [Fact]
    public void Open_DeviceIsNoChip_IsInvalidAndClosed()
    {
        _header.FailNext(request: 1, error: 25);

        HardwareAssert.Throws(HardwareErrorKind.Invalid, () => GpioChip.Open(DeviceFolder.Of(_header.Name), name: null), "not a GPIO chip");

        Assert.Equal(0, _header.Remove());
    }
}
