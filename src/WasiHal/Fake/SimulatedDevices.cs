using System.Globalization;

namespace WasiHal.Fake;

/// <summary>Attaches what <c>[fake]</c> and <c>[sensors]</c> name to a board in memory; all of it is in the same air.</summary>
internal static class SimulatedDevices
{
    public static void Attach(FakeBoard board, BoardOptions wired, IFakeEnvironment air, TimeProvider time)
    {
        // First, so that what [fake] puts into the same place takes it.
        if (wired.Sensors.Bme680.I2cAddress is { } address)
        {
            Attach(board, [string.Create(CultureInfo.InvariantCulture, $"{Bme680Options.Bus}:{address}")], () => new FakeBme680(air, time));
        }

        if (wired.Sensors.Dht22.GpioPin is { } data)
        {
            board.Climate.AttachDht22(data, air);
        }

        var options = wired.Fake;
        Attach(board, options.Bme680, () => new FakeBme680(air, time));
        Attach(board, options.Bme280, () => new FakeBme280(air, time));
        Attach(board, options.Sht31, () => new FakeSht31(air, time));
        Attach(board, options.Ssd1306, () => new FakeSsd1306());
        foreach (var pin in options.Dht22)
        {
            board.Climate.AttachDht22(pin, air);
        }
        foreach (var port in options.Pms5003)
        {
            // The port holds it from now on.
            _ = new FakePms5003(board.GetUartPort(port), time);
        }
    }

    private static void Attach(FakeBoard board, IEnumerable<string> places, Func<II2cTarget> create)
    {
        foreach (var text in places)
        {
            if (!I2cPlace.TryParse(text, out var place))
            {
                throw Require.Invalid("place of a simulated chip", $"\"{text}\"", "\"bus:address\", such as \"1:0x76\"");
            }

            board.AddI2cBus(place.Bus).Attach(place.Address, create());
        }
    }
}
