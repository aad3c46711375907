using WasiHal.Fake;
using WasiHal.Tests.Spi;

namespace WasiHal.Tests.Fake;

public sealed class FakeSpiDeviceTests : SpiDeviceConformance
{
    private readonly FakeSpiDevice _device = new FakeBoard().GetSpiDevice(0, 0);

    protected override ISpiDevice Device => _device;

    protected override FakeSpiDevice Chip => _device;

    [Fact]
    public void MaxTransferBytes_NewDevice_IsSpidevs() => Assert.Equal(4096, _device.MaxTransferBytes);

    [Fact]
    public void MaxTransferBytes_Set_IsWhatATransferMayHave()
    {
        _device.MaxTransferBytes = 2;

        HardwareAssert.Throws(HardwareErrorKind.Invalid, () => _device.Transfer(SpiSettings.Default, new byte[3], new byte[3]), "length of write is 3", "1 to 2");
    }
}
