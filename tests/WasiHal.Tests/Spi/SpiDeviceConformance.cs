using WasiHal.Fake;

namespace WasiHal.Tests.Spi;

/// <summary>What every SPI device must do. <see cref="Chip"/> is what answers on the wire.</summary>
public abstract class SpiDeviceConformance
{
    protected abstract ISpiDevice Device { get; }

    protected abstract FakeSpiDevice Chip { get; }

    [Fact]
    public void Transfer_NoChip_ClocksInZeros()
    {
        byte[] read = [9, 9];

        Device.Transfer(SpiSettings.Default, [1, 2], read);

        Assert.Equal([0, 0], read);
    }

    [Fact]
    public void Transfer_Chip_SeesWhatIsSentAndAnswers()
    {
        Chip.Responder = (_, write, read) => read[1] = (byte)(write[0] ^ 0xff);
        var answer = new byte[2];

        Device.Transfer(SpiSettings.Default, [0x0f, 0], answer);

        Assert.Equal([0, 0xf0], answer);
    }

    [Fact]
    public void Transfer_OtherSettings_AreThoseOfEachTransfer()
    {
        var seen = new List<SpiSettings>();
        Chip.Responder = (settings, _, _) => seen.Add(settings);
        SpiSettings[] settings = [new(1_000_000, 3), new(1_000_000, 3), new(1_000_000, 1), new(2_400_000, 1), SpiSettings.Default, new(125_000_000, 2), new(1, 0)];

        foreach (var each in settings)
        {
            Device.Transfer(each, [0], new byte[1]);
        }

        Assert.Equal(settings, seen);
    }

    [Fact]
    public void Transfer_OneBufferForBothDirections_SendsWhatItHeld()
    {
        byte[] seen = [];
        Chip.Responder = (_, write, read) =>
        {
            seen = write.ToArray();
            read[0] = 7;
        };
        byte[] buffer = [1, 2];

        Device.Transfer(SpiSettings.Default, buffer, buffer);

        Assert.Equal([1, 2], seen);
        Assert.Equal([7, 0], buffer);
    }

    [Fact]
    public void Transfer_LongestTransfer_IsDone()
    {
        Chip.Responder = (_, write, read) => write.CopyTo(read);
        var write = new byte[Device.MaxTransferBytes];
        var read = new byte[write.Length];
        new Random(1).NextBytes(write);

        Device.Transfer(SpiSettings.Default, write, read);

        Assert.Equal(write, read);
    }

    [Fact]
    public void Transfer_LongerThanTheLongest_IsInvalid()
    {
        var length = Device.MaxTransferBytes + 1;

        HardwareAssert.Throws(HardwareErrorKind.Invalid, () => Device.Transfer(SpiSettings.Default, new byte[length], new byte[length]), $"length of write is {length}");
    }

    [Theory]
    [InlineData(0, 0, 1, 1, "ClockHz is 0")]
    [InlineData(125_000_001, 0, 1, 1, "ClockHz")]
    [InlineData(1, 4, 1, 1, "Mode is 4")]
    [InlineData(1, 0, 0, 0, "length of write is 0")]
    [InlineData(1, 0, 2, 1, "length of read is 1")]
    public void Transfer_OutOfRange_IsInvalid(int clock, byte mode, int write, int read, string what) =>
        HardwareAssert.Throws(HardwareErrorKind.Invalid, () => Device.Transfer(new(clock, mode), new byte[write], new byte[read]), what);

    [Fact]
    public void Transfer_FaultOnTheWire_FailsOnceAndTheNextIsDone()
    {
        Chip.Responder = (_, _, _) => throw new HardwareException(HardwareErrorKind.Bus, "as the test wants");
        HardwareAssert.Throws(HardwareErrorKind.Bus, () => Device.Transfer(SpiSettings.Default, [0], new byte[1]));
        Chip.Responder = null;

        Device.Transfer(SpiSettings.Default, [0], new byte[1]);
    }

    [Fact]
    public async Task Transfer_FromManyThreads_NeverMixesTransfers()
    {
        Chip.Responder = (settings, write, read) =>
        {
            write.CopyTo(read);
            read[0] = settings.Mode;
        };
        var tasks = Enumerable.Range(0, 4).Select(thread => Task.Run(() =>
        {
            var buffer = new byte[3];
            for (var round = 0; round < 200; round++)
            {
                buffer.AsSpan().Fill((byte)(thread + 16));
                Device.Transfer(new(1_000_000, (byte)thread), buffer, buffer);
                Assert.Equal([(byte)thread, (byte)(thread + 16), (byte)(thread + 16)], buffer);
            }
        }));

        await Task.WhenAll(tasks);
    }
}
