using Microsoft.Extensions.Options;
using WasiHal;

namespace Samples;

/// <summary>Tells what the board has, for somebody who has just wired a sensor.</summary>
internal static class BoardListing
{
    /// <summary>Prints a line for each kind of part, and one for each I²C bus with the addresses that answer on it.</summary>
    public static void Print(IServiceProvider services, TextWriter output)
    {
        services.GetRequiredService<IStartupValidator>().Validate();
        var board = services.GetRequiredService<IBoard>();
        var parts = board.ListParts();
        output.WriteLine($"board    {board.Provider}");
        output.WriteLine($"gpio     {(parts.GpioPins.Count == 0 ? "none" : $"{parts.GpioPins[0]} to {parts.GpioPins[^1]}")}");
        foreach (var bus in parts.I2cBuses)
        {
            output.WriteLine($"i2c {bus,-4} {Devices(board, bus)}");
        }

        output.WriteLine($"spi      {Words(parts.SpiDevices.Select(device => $"{device.Bus}:{device.ChipSelect}"))}");
        output.WriteLine($"uart     {Words(parts.UartPorts)}");
        output.WriteLine($"pwm      {Words(parts.PwmChannels)}");
        output.WriteLine($"climate  {Words(parts.ClimatePins)}");
        output.WriteLine($"leds     {parts.LedCount}");
        output.WriteLine($"buzzer   {(parts.HasBuzzer ? "yes" : "none")}");
        output.WriteLine($"relays   {Words(parts.Relays)}");
    }

    private static string Devices(IBoard board, byte bus)
    {
        try
        {
            return Words(board.GetI2cBus(bus).Scan(CancellationToken.None));
        }
        catch (HardwareException fault)
        {
            return fault.Message;
        }
    }

    private static string Words<T>(IEnumerable<T> values) => string.Join(' ', values) is { Length: > 0 } words ? words : "none";
}
