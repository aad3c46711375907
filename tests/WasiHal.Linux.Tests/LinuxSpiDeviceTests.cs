using WasiHal.Fake;
using WasiHal.Tests;
using WasiHal.Tests.Linux;
using WasiHal.Tests.Spi;

namespace WasiHal.Linux.Tests;

public sealed class LinuxSpiDeviceTests : SpiDeviceConformance, IDisposable
{
    private readonly CannedFiles _files = new() { ["sys/module/spidev/parameters/bufsiz"] = "4096\n" };
    private readonly KernelSpiChip _chip = new();
    private readonly LinuxSpiDevice _device;

    public LinuxSpiDeviceTests() => _device = new(_chip.Bus, _chip.ChipSelect, _files);

    protected override ISpiDevice Device => _device;

    protected override FakeSpiDevice Chip => _chip.Wire;

    public void Dispose()
    {
        _device.Dispose();
        _chip.Dispose();
    }

    [Fact]
    public void Transfer_OtherSettings_LeavesOneDescriptorOpen()
    {
        Assert.Equal(0, _chip.OpenCount);

        for (byte mode = 0; mode <= 3; mode++)
        {
            _device.Transfer(new(1_000_000, mode), [0], new byte[1]);
            Assert.Equal(1, _chip.OpenCount);
        }

        _device.Dispose();
        Assert.Equal(0, _chip.OpenCount);
    }

    [Fact]
    public void Transfer_Again_MakesNoGarbage()
    {
        byte[] write = [1, 2], read = new byte[2];
        _device.Transfer(SpiSettings.Default, write, read);
        var before = GC.GetAllocatedBytesForCurrentThread();

        for (var round = 0; round < 100; round++)
        {
            _device.Transfer(SpiSettings.Default, write, read);
        }

        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());
    }

    [Fact]
    public void Transfer_BufferSmallerThanItSeemed_NamesItsSetting()
    {
        using var chip = new KernelSpiChip(bufferSize: 64);
        using var device = new LinuxSpiDevice(chip.Bus, chip.ChipSelect, _files);
        device.Transfer(SpiSettings.Default, new byte[64], new byte[64]);

        HardwareAssert.Throws(HardwareErrorKind.Invalid, () => device.Transfer(SpiSettings.Default, new byte[65], new byte[65]), chip.Path, "65 bytes", "spidev.bufsiz");
    }

    [Fact]
    public void Transfer_GreatBuffer_TakesAFrameOfManyLeds()
    {
        _files["sys/module/spidev/parameters/bufsiz"] = "32768\n";
        using var chip = new KernelSpiChip(bufferSize: 32768);
        using var device = new LinuxSpiDevice(chip.Bus, chip.ChipSelect, _files);
        var length = 0;
        chip.Wire.Responder = (_, write, _) => length = write.Length;

        device.Transfer(SpiSettings.Default, new byte[32768], new byte[32768]);

        Assert.Equal(32768, length);
    }

    [Fact]
    public void Transfer_ModeThatTheControllerLacks_IsInvalidEachTime()
    {
        using var chip = new KernelSpiChip(allowedModes: 1);
        using var device = new LinuxSpiDevice(chip.Bus, chip.ChipSelect, _files);

        HardwareAssert.Throws(HardwareErrorKind.Invalid, () => device.Transfer(new(1_000_000, 3), [0], new byte[1]), chip.Path, "mode 3");
        HardwareAssert.Throws(HardwareErrorKind.Invalid, () => device.Transfer(new(1_000_000, 3), [0], new byte[1]), chip.Path, "mode 3");
        device.Transfer(new(1_000_000, 1), [0], new byte[1]);
        Assert.Equal(1, chip.OpenCount);
    }

    [Fact]
    public void Transfer_NoSuchFile_SaysWhatToDoAndWhatThereIs()
    {
        KernelShim.Require();
        _files["dev/spidev10.0"] = "";
        using var device = new LinuxSpiDevice(0, 0, _files);

        HardwareAssert.Throws(HardwareErrorKind.NotPresent, () => device.Transfer(SpiSettings.Default, [0], new byte[1]), "no /dev/spidev0.0", "there is /dev/spidev10.0", "dtparam=spi=on");
    }

    [Fact]
    public void Transfer_NotAllowed_NamesTheGroup()
    {
        using var chip = new KernelSpiChip(openError: KernelError.AccessDenied);
        using var device = new LinuxSpiDevice(chip.Bus, chip.ChipSelect, _files);

        HardwareAssert.Throws(HardwareErrorKind.Denied, () => device.Transfer(SpiSettings.Default, [0], new byte[1]), chip.Path, "usermod -aG spi USER");
    }

    [Fact]
    public void Transfer_DeviceThatGoesAndComesBack_IsOpenedAnew()
    {
        _device.Transfer(SpiSettings.Default, [0], new byte[1]);

        _chip.Unplug();
        HardwareAssert.Throws(HardwareErrorKind.NotPresent, () => _device.Transfer(SpiSettings.Default, [0], new byte[1]), "is gone");
        HardwareAssert.Throws(HardwareErrorKind.NotPresent, () => _device.Transfer(SpiSettings.Default, [0], new byte[1]), $"no {_chip.Path}");
        _chip.PlugAgain();

        _device.Transfer(SpiSettings.Default, [0], new byte[1]);
    }
}
