namespace WasiHal.Tests.I2c;

/// <summary>What every I²C bus must do. <see cref="Present"/> answers with registers as <c>FakeI2cRegisters</c> has them.</summary>
public abstract class I2cBusConformance
{
    protected abstract II2cBus Bus { get; }

    protected abstract I2cAddress Present { get; }

    protected abstract I2cAddress Absent { get; }

    [Fact]
    public void WriteRead_AfterWrite_ReadsTheSameBack()
    {
        Bus.WriteRead(Present, [0x10, 1, 2, 3], []);
        var read = new byte[3];

        Bus.WriteRead(Present, [0x10], read);

        Assert.Equal([1, 2, 3], read);
    }

    [Fact]
    public void WriteRead_BothEmpty_OnlyAsksForTheAddress() => Bus.WriteRead(Present, [], []);

    [Fact]
    public void WriteRead_NobodyThere_IsNotAcknowledged()
    {
        HardwareAssert.Throws(HardwareErrorKind.NoAcknowledge, () => Bus.WriteRead(Absent, [0], []), Absent.ToString());
        HardwareAssert.Throws(HardwareErrorKind.NoAcknowledge, () => Bus.WriteRead(Absent, [], []));
    }

    [Fact]
    public void WriteRead_LongestTransfer_IsDone() => Bus.WriteRead(Present, [0], new byte[4096]);

    [Fact]
    public void WriteRead_TooLong_IsInvalid()
    {
        HardwareAssert.Throws(HardwareErrorKind.Invalid, () => Bus.WriteRead(Present, new byte[4097], []), "length of write", "4097", "0 to 4096");
        HardwareAssert.Throws(HardwareErrorKind.Invalid, () => Bus.WriteRead(Present, [], new byte[4097]), "length of read", "4097", "0 to 4096");
    }

    [Fact]
    public void WriteRead_DefaultAddress_IsInvalid() =>
        HardwareAssert.Throws(HardwareErrorKind.Invalid, () => Bus.WriteRead(default, [], []), "address", "8 to 119");

    [Fact]
    public async Task WriteRead_FromManyThreads_NeverMixesTransactions()
    {
        var tasks = Enumerable.Range(0, 4).Select(thread => Task.Run(() =>
        {
            var read = new byte[2];
            for (var round = 0; round < 200; round++)
            {
                Bus.WriteRead(Present, [(byte)(thread * 2), (byte)thread, (byte)thread], read);
                Bus.WriteRead(Present, [(byte)(thread * 2)], read);
                Assert.Equal([(byte)thread, (byte)thread], read);
            }
        }));

        await Task.WhenAll(tasks);
    }
}
