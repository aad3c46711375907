using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using WasiHal.Fake;

namespace WasiHal.Tests.Configuration;

public sealed class BoardOptionsTests
{
    [Fact]
    public void Fan_IsARelayThatALowLevelSwitchesOn()
    {
        var board = new FakeBoard(Bind("[fan]\ngpio_pin = 27"));

        Assert.Equal(["fan"], board.Relays.Names);
        Assert.True(board.Gpio.GetLevel(27));
        board.Relays.Set("fan", true);
        Assert.False(board.Gpio.GetLevel(27));
        Assert.Throws<HardwareException>(() => ((IBoard)board).Gpio.Configure(27, GpioMode.Input));
    }

    [Fact]
    public void Fan_RelayOfItsName_GoesBeforeIt()
    {
        var board = new FakeBoard(Bind("[fan]\ngpio_pin = 27\n[relays.fan]\ngpio_pin = 27\nactive_low = false\nsafe = \"on\""));

        Assert.True(board.Relays.Get("fan"));
        Assert.True(board.Gpio.GetLevel(27));
    }

    [Theory]
    [InlineData("[fan]\ngpio_pin = 27\n[relays.fan]\ngpio_pin = 22", "2: fan.gpio_pin = 27 is not relays.fan.gpio_pin = 22, and both are the relay fan: keep one of the two keys")]
    [InlineData("[fan]\ngpio_pin = 27\n[relays.pump]\ngpio_pin = 27", "2: fan.gpio_pin = 27 is the pin of relay \"pump\": each has a pin of its own")]
    [InlineData("[fan]\ngpio_pin = 17\n[buzzer]\ngpio_pin = 17", "2: fan.gpio_pin = 17 is the pin of the buzzer: each has a pin of its own")]
    [InlineData("[fan]\nthreshold_on = 30\nthreshold_off = 30", "3: fan.threshold_off = 30 is not below fan.threshold_on")]
    [InlineData("[sensors.bme680]\ni2c_address = 0x75", "2: sensors.bme680.i2c_address = \"0x75\" is not 0x76 or 0x77")]
    [InlineData("[sensors.bme680]\ni2c_address = \"0xee\"", "2: sensors.bme680.i2c_address = \"0xee\" is not 0x76 or 0x77")]
    [InlineData("[sensors.bme280]\ni2c_address = \"0x76\"", "1: sensors.bme280 is not a known key; did you mean sensors.bme680?")]
    public void Mistake_IsNamed(string toml, string message)
    {
        var wrong = Assert.Throws<ConfigurationException>(() => Bind(toml));

        Assert.Contains(":" + message, Assert.Single(wrong.Faults).ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("\"0x77\"", 0x77)]
    [InlineData("0x76", 0x76)]
    [InlineData("119", 0x77)]
    public void Sensors_AreOnTheSimulatedBoard(string address, byte expected)
    {
        var board = new FakeBoard(Bind($"[sensors]\ndht22.gpio_pin = 4\nbme680.i2c_address = {address}"));

        Assert.Equal([4], board.Climate.Pins);
        Assert.Equal([new I2cAddress(expected)], ((IBoard)board).GetI2cBus(1).Scan(CancellationToken.None));
    }

    [Fact]
    public void Sensors_WhereTheSimulatedBoardHasAnother_GiveWay()
    {
        var board = new FakeBoard(Bind("[sensors]\nbme680.i2c_address = \"0x76\"\n[fake]\nbme280 = [\"1:0x76\"]"));

        // Register 0xD0 holds the chip's id: 0x60 is a BME280.
        var id = new byte[1];
        ((IBoard)board).GetI2cBus(1).WriteRead(new I2cAddress(0x76), [0xD0], id);
        Assert.Equal(0x60, id[0]);
    }

    private static BoardOptions Bind(string toml)
    {
        using var file = new TomlFile(toml);
        var services = new ServiceCollection().AddSingleton<IConfiguration>(new ConfigurationBuilder().AddWasiHalToml(file.FullName).Build());
        services.AddWasiHalOptions<BoardOptions>("");
        using var provider = services.BuildServiceProvider();
        return provider.GetRequiredService<IOptions<BoardOptions>>().Value;
    }
}
