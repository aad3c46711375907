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

    [Theory]
    [InlineData(true, "Raspberry Pi 5\0", "dev/i2c-1")]
    [InlineData(true, "RevPi Connect 4\0", "dev/gpiochip0")]
    [InlineData(false, "Raspberry Pi 5\0", "dev/null")]
    [InlineData(false, null, "dev/i2c-1")]
    public void IsBoardComputer_NeedsADeviceTreeAndSomethingToDrive(bool expected, string? model, string device)
    {
        var files = new CannedFiles { [device] = "" };
        if (model is not null)
        {
            files["proc/device-tree/model"] = model;
        }

        Assert.Equal(expected, LinuxHardware.IsBoardComputer(files));
    }

    [Fact]
    public void Describe_WithParts_NamesEachKind()
    {
        var parts = new BoardParts { GpioPins = [0, 1], I2cBuses = [1, 20], SpiDevices = [(0, 0), (0, 1)], LedCount = 11, HasBuzzer = true, Relays = ["fan"] };

        Assert.Equal(
            "a Linux machine: 2 GPIO lines, I2C 1 20, SPI 0.0 0.1, PWM none, DHT22 on none, UART none, 11 LEDs, a buzzer, relays fan",
            LinuxHardware.Describe(new CannedFiles(), parts));
    }

    [Fact]
    public void Describe_Nothing_SaysSo() =>
        Assert.Equal("a Linux machine without GPIO, I2C or SPI devices", LinuxHardware.Describe(new CannedFiles()));
}
