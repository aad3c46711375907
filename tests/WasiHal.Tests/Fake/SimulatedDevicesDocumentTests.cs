using Microsoft.Extensions.Time.Testing;
using WasiHal.Fake;

namespace WasiHal.Tests.Fake;

/// <summary>The example of docs/hardware.md, line by line.</summary>
public sealed class SimulatedDevicesDocumentTests
{
    [Fact]
    public void Example_OfTheDocument_Holds()
    {
        var time = new FakeTimeProvider();
        var board = new FakeBoard(timeProvider: time);
        var air = new FakeEnvironment { TemperatureCelsius = 21.5, RelativeHumidityPercent = 45 };
        var cable = new FaultyI2cTarget(new FakeBme680(air, time), time);
        var panel = new FakeSsd1306();
        board.GetI2cBus(1).Attach(new I2cAddress(0x76), cable);
        board.GetI2cBus(1).Attach(new I2cAddress(0x3C), panel);

        II2cBus bus = board.GetI2cBus(1); // what a driver gets
        bus.WriteRead(new I2cAddress(0x76), [0x72, 0x01, 0x74, 0x25], []); // temperature, pressure, humidity: once
        time.Advance(TimeSpan.FromMilliseconds(12));
        var field = new byte[17];
        bus.WriteRead(new I2cAddress(0x76), [0x1D], field);
        Assert.Equal(0x80, field[0]); // new data

        bus.WriteRead(new I2cAddress(0x3C), [0x00, 0xA1, 0xC8, 0xAF], []);
        bus.WriteRead(new I2cAddress(0x3C), [0x40, 0xFF], []);
        Assert.StartsWith("█ ", panel.ToText()); // or File.WriteAllBytes("panel.png", panel.ToPng())

        cable.IsPlugged = false;
        var fault = Assert.Throws<HardwareException>(() => bus.WriteRead(new I2cAddress(0x76), [0xD0], field));
        Assert.Equal(HardwareErrorKind.NoAcknowledge, fault.Kind);
    }

    [Fact]
    public void Document_Example_IsThatOfThisTest()
    {
        var root = Root();
        var document = File.ReadAllText(Path.Combine(root, "docs", "hardware.md"));
        var example = document.Split("```csharp\n")[1].Split("```")[0];
        var test = File.ReadAllText(Path.Combine(root, "tests", "WasiHal.Tests", "Fake", "SimulatedDevicesDocumentTests.cs"));

        var lines = test.Split('\n').Select(line => line.Trim());
        Assert.Contains(string.Join('\n', example.Trim().Split('\n').Select(line => line.Trim())), string.Join('\n', lines), StringComparison.Ordinal);
        Assert.InRange(example.Split('\n').Length, 20, 40);
    }

    private static string Root()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "WasiHal.slnx")))
        {
            folder = folder.Parent!;
        }

        return folder.FullName;
    }
}
