using System.Numerics;
using Microsoft.Extensions.Time.Testing;
using WasiHal.Fake;

namespace WasiHal.Tests.Fake;

public sealed class FaultyI2cTargetTests
{
    private static readonly I2cAddress Address = new(0x76);
    private static readonly I2cAddress Other = new(0x3C);

    private readonly FakeTimeProvider _time = new();
    private readonly FakeI2cBus _bus = new FakeBoard().GetI2cBus(1);
    private readonly FakeI2cRegisters _registers = new();
    private readonly FaultyI2cTarget _faulty;

    public FaultyI2cTargetTests()
    {
        _faulty = new(_registers, _time);
        _registers[0x10] = 0x5A;
        _bus.Attach(Address, _faulty);
        _bus.Attach(Other, new FakeSsd1306());
    }

    [Fact]
    public void Transfer_NoFault_IsTheDevice()
    {
        Assert.Equal(0x5A, Read());
        _bus.WriteRead(Address, [0x10, 7], []);
        Assert.Equal(7, Read());
    }

    [Fact]
    public void FailNext_SomeTransactions_FailAndThenNoMore()
    {
        _faulty.FailNext(2);
        HardwareAssert.Throws(HardwareErrorKind.NoAcknowledge, () => _bus.WriteRead(Address, [0x10, 7], []));
        HardwareAssert.Throws(HardwareErrorKind.NoAcknowledge, () => Read());
        Assert.Equal(0x5A, Read());

        _faulty.FailNext(5, HardwareErrorKind.ArbitrationLost);
        HardwareAssert.Throws(HardwareErrorKind.ArbitrationLost, () => Read());
        _faulty.FailNext(0);
        Assert.Equal(0x5A, Read());
    }

    [Fact]
    public void Fault_UntilTold_FailsEveryTransactionOfThisDeviceOnly()
    {
        _faulty.Fault = HardwareErrorKind.Timeout;
        for (var attempt = 0; attempt < 3; attempt++)
        {
            HardwareAssert.Throws(HardwareErrorKind.Timeout, () => Read());
        }

        _bus.WriteRead(Other, [], []);
        _faulty.Fault = null;
        Assert.Equal(0x5A, Read());
    }

    [Fact]
    public void IsStuck_Bus_FailsEveryDeviceUntilItIsFree()
    {
        _bus.IsStuck = true;
        HardwareAssert.Throws(HardwareErrorKind.Bus, () => Read(), "stuck");
        HardwareAssert.Throws(HardwareErrorKind.Bus, () => _bus.WriteRead(Other, [], []));
        HardwareAssert.Throws(HardwareErrorKind.Bus, () => _bus.WriteRead(new(0x20), [], []));

        _bus.IsStuck = false;
        Assert.Equal(0x5A, Read());
    }

    [Fact]
    public void FlipBits_SameSeed_FlipsTheSameBitsAtAboutItsRate()
    {
        var first = Damaged(0.05, seed: 3);

        Assert.Equal(first, Damaged(0.05, seed: 3));
        Assert.NotEqual(first, Damaged(0.05, seed: 4));
        Assert.InRange(first.Sum(value => BitOperations.PopCount(value)), 4096 * 8 * 0.04, 4096 * 8 * 0.06);
        Assert.All(Damaged(0, seed: 3), value => Assert.Equal(0, value));
        Assert.All(Damaged(1, seed: 3), value => Assert.Equal(0xFF, value));
    }

    [Fact]
    public void FlipBits_Write_ReachesTheDeviceDamaged()
    {
        _faulty.FlipBits(1, seed: 0);
        byte[] write = [0x10, 0x0F];

        _bus.WriteRead(Address, write, []);

        Assert.Equal(0xF0, _registers[0xEF]);
        Assert.Equal([0x10, 0x0F], write);
    }

    [Fact]
    public async Task Delay_SlowAnswer_ComesWhenItsTimeHasPassed()
    {
        _faulty.Delay = TimeSpan.FromMilliseconds(300);
        var start = _time.GetUtcNow();

        Assert.Equal(0x5A, await Pump(Read));

        Assert.True(_time.GetUtcNow() - start >= TimeSpan.FromMilliseconds(300));
    }

    [Fact]
    public async Task Delay_LongerThanAControllerWaits_TimesOut()
    {
        _faulty.Delay = TimeSpan.FromSeconds(30);
        var start = _time.GetUtcNow();

        var exception = await Assert.ThrowsAsync<HardwareException>(() => Pump(Read));

        Assert.Equal(HardwareErrorKind.Timeout, exception.Kind);
        Assert.True(_time.GetUtcNow() - start >= FaultyI2cTarget.ControllerTimeout);
    }

    [Fact]
    public void IsPlugged_OutAndIn_HasLostItsPower()
    {
        var panel = new FakeSsd1306();
        var cable = new FaultyI2cTarget(panel);
        _bus.Attach(Other, cable);
        _bus.WriteRead(Other, [0x00, 0xAF], []);

        cable.IsPlugged = true;
        Assert.True(panel.IsOn);
        cable.IsPlugged = false;
        HardwareAssert.Throws(HardwareErrorKind.NoAcknowledge, () => _bus.WriteRead(Other, [0x00, 0xAF], []), "unplugged");
        cable.IsPlugged = true;

        Assert.False(panel.IsOn);
        _bus.WriteRead(Other, [0x00, 0xAF], []);
        Assert.True(panel.IsOn);
    }

    [Fact]
    public void Set_OutOfRange_IsInvalid()
    {
        HardwareAssert.Throws(HardwareErrorKind.Invalid, () => _faulty.FailNext(-1), "transactions is -1");
        HardwareAssert.Throws(HardwareErrorKind.Invalid, () => _faulty.FailNext(1, (HardwareErrorKind)99), "kind is 99");
        HardwareAssert.Throws(HardwareErrorKind.Invalid, () => _faulty.Fault = (HardwareErrorKind)99, "Fault is 99");
        HardwareAssert.Throws(HardwareErrorKind.Invalid, () => _faulty.FlipBits(1.1, 0), "rate is 1.1", "0 to 1");
        HardwareAssert.Throws(HardwareErrorKind.Invalid, () => _faulty.Delay = TimeSpan.FromMinutes(2), "Delay is 120000 ms", "0 to 60000 ms");
    }

    private byte Read()
    {
        var read = new byte[1];
        _bus.WriteRead(Address, [0x10], read);
        return read[0];
    }

    /// <summary>Zeros read through the faults: the bits that are set were flipped.</summary>
    private static byte[] Damaged(double rate, int seed)
    {
        var read = new byte[4096];
        var faulty = new FaultyI2cTarget(new FakeI2cRegisters());
        faulty.FlipBits(rate, seed);
        faulty.Transfer([], read);
        return read;
    }

    /// <summary>Runs on another thread and lets time pass until it ends.</summary>
    private async Task<T> Pump<T>(Func<T> action)
    {
        var running = Task.Run(action, TestContext.Current.CancellationToken);
        while (!running.IsCompleted)
        {
            _time.Advance(TimeSpan.FromMilliseconds(1));
            await Task.Yield();
        }

        return await running;
    }
}
