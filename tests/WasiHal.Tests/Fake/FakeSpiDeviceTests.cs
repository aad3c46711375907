using WasiHal.Fake;

namespace WasiHal.Tests.Fake;

public sealed class FakeSpiDeviceTests
{
    private readonly FakeSpiDevice _device = new FakeBoard().GetSpiDevice(0, 0);

    [Fact]
    public void Transfer_NoChip_ClocksInZeros()
    {
        byte[] read = [9, 9];

        _device.Transfer(SpiSettings.Default, [1, 2], read);

        Assert.Equal([0, 0], read);
    }

    [Fact]
    public void Transfer_Chip_SeesSettingsAndAnswers()
    {
        var seen = default(SpiSettings);
        _device.Responder = (settings, write, read) =>
        {
            seen = settings;
            read[1] = (byte)(write[0] ^ 0xff);
        };
        var answer = new byte[2];

        _device.Transfer(new(1_000_000, 3), [0x0f, 0], answer);

        Assert.Equal(new(1_000_000, 3), seen);
        Assert.Equal([0, 0xf0], answer);
    }

    [Fact]
    public void Transfer_OneBufferForBothDirections_SendsWhatItHeld()
    {
        byte[] seen = [];
        _device.Responder = (_, write, read) =>
        {
            seen = write.ToArray();
            read[0] = 7;
        };
        byte[] buffer = [1, 2];

        _device.Transfer(SpiSettings.Default, buffer, buffer);

        Assert.Equal([1, 2], seen);
        Assert.Equal([7, 0], buffer);
    }

    [Theory]
    [InlineData(0, 0, 1, 1, "ClockHz is 0")]
    [InlineData(125_000_001, 0, 1, 1, "ClockHz")]
    [InlineData(1, 4, 1, 1, "Mode is 4")]
    [InlineData(1, 0, 0, 0, "length of write is 0")]
    [InlineData(1, 0, 4097, 4097, "length of write is 4097")]
    [InlineData(1, 0, 2, 1, "length of read is 1")]
    public void Transfer_OutOfRange_IsInvalid(int clock, byte mode, int write, int read, string what) =>
        HardwareAssert.Throws(HardwareErrorKind.Invalid, () => _device.Transfer(new(clock, mode), new byte[write], new byte[read]), what);
}
