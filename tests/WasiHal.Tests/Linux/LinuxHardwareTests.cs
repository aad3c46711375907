using WasiHal.Linux;

namespace WasiHal.Tests.Linux;

public sealed class LinuxHardwareTests
{
    [Fact]
    public void Describe_RaspberryPi_NamesModelAndDevices()
    {
        var files = new CannedFiles
        {
            ["proc/device-tree/model"] = "Raspberry Pi 4 Model B Rev 1.4\0",
            ["dev/i2c-1"] = "",
            ["dev/gpiochip0"] = "",
            ["dev/null"] = "",
        };

        Assert.Equal("Raspberry Pi 4 Model B Rev 1.4 with gpiochip0, i2c-1", LinuxHardware.Describe(files));
    }

    [Fact]
    public void Describe_Nothing_SaysSo() =>
        Assert.Equal("a Linux machine without GPIO, I2C or SPI devices", LinuxHardware.Describe(new CannedFiles()));
}
