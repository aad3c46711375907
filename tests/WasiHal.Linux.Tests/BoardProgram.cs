using Microsoft.Extensions.Logging.Abstractions;
using WasiHal.Fake;

namespace WasiHal.Linux.Tests;

/// <summary>A program with a board, which this test program is instead of itself when it is started with <see cref="Variable"/> set.</summary>
internal static class BoardProgram
{
    /// <summary>Its value says how the program ends: <c>wait</c> until it is killed, <c>exit</c> by itself.</summary>
    public const string Variable = "WASIHAL_TEST_BOARD_PROGRAM";

    public const int Buzzer = 17;
    public const int Fan = 27;

    /// <summary>Sounds the buzzer, switches the fan on, says so, and ends as it is told, in the middle of the tone.</summary>
    public static void Run(string end)
    {
        using var chip = new SimulatedChip("pinctrl-bcm2711", 28);
        var options = new BoardOptions { Buzzer = { GpioPin = Buzzer }, Relays = { ["fan"] = new() { GpioPin = Fan, ActiveLow = true } } };
        var board = LinuxBoard.Open(options, new HalOptions(), DeviceFolder.Of(chip.Name), new FakeSystemInfo(), TimeProvider.System, NullLogger.Instance);
        board.DisposeAtSignals();
        board.Relays.Set("fan", true);
        board.Buzzer.Beep(10, TimeSpan.FromSeconds(2), TimeSpan.FromSeconds(2));
        Console.WriteLine("beeping");
        if (end == "wait")
        {
            Thread.Sleep(Timeout.Infinite);
        }

        Environment.Exit(7);
    }
}
